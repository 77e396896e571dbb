"""Volumes that can stay in M shrink: bounds on ρ = sup Σ 1/|det(I − ηH)| over preimages, and what must be refused."""

from __future__ import annotations

from fractions import Fraction as F

import numpy as np
import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify
from proofkit.conditions._piece_of_map import PieceOfMap
from proofkit.conditions._question import Question
from proofkit.conditions._transfer_bound import _groups, _Search, _Sources
from proofkit.errors import BadInput
from proofkit.interval.sets import condition_of
from proofkit.landscape import Landscape
from proofkit.region import Ball, Box, Everywhere, Region
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
WELL, VALLEY = discovery.landscape("gaussian_well"), discovery.landscape("sharp_valley")
AROUND_WELL = Ball((F(3), F(0)), F(36, 25))
DOUBLE_WELL = Landscape("double well", (x,), x**4 / 4 - x**2 / 2)
RIPPLES = Landscape("ripples", (x,), x**2 / 2 - 3 * sp.cos(3 * x))  # at step 1 G(x) = −9 sin 3x
UNIT_DISC = Ball((F(0), F(0)), F(1))
ANNULUS = Ball((F(0), F(0)), F(4)) & ~UNIT_DISC


def interval(low: F | int, high: F | int) -> Box:
    return Box((F(low),), (F(high),))


def squaring(a: F) -> Landscape:
    """At step 1 G(z) = a·conj(z)² in complex numbers: two preimages of each point, with |det| = 4a²|z|²."""
    cube = x**3 - 3 * x * y**2
    return Landscape("squaring", (x, y), (x**2 + y**2) / 2 - sp.Rational(a) * cube / 3)


def cubing(a: F) -> Landscape:
    """At step 1 G(z) = a·conj(z)³: three preimages of each point, with |det| = 9a²|z|⁴."""
    fourth = x**4 - 6 * x**2 * y**2 + y**4
    return Landscape("cubing", (x, y), (x**2 + y**2) / 2 - sp.Rational(a) * fourth / 4)


def tent(slope: F) -> Landscape:
    """At step 1 G is the tent map of that slope on [0, 1]; not continuously differentiable."""
    s = sp.Rational(slope)
    left, right = (1 - s) * x**2 / 2, (1 + s) * x**2 / 2 - s * x
    return Landscape("tent", (x,), sp.Piecewise((left, x < sp.Rational(1, 2)), (right + s / 4, True)))


def sum_over_preimages_of_the_well() -> float:
    """ρ for the well at step 1/2, in floats: there G(x) = −20 exp(−4r²)(x − c), r = ‖x − c‖."""
    r = np.linspace(1e-3, 1.2, 2_000_001)
    reach = 20 * r * np.exp(-4 * r**2)
    weight = 1 / ((20 * np.exp(-4 * r**2)) ** 2 * np.abs(1 - 8 * r**2))
    top = int(np.argmax(reach))
    places = np.linspace(1.8, 4.2, 1001)
    inner = np.interp(places, reach[:top], weight[:top])
    return float((inner + np.interp(-places, -reach[top:], weight[top:])).max())


def surviving(f: Landscape, region: Region, low: list[float], high: list[float], step: F, times: int) -> list[float]:
    """About which parts of M stay in it for 0, 1, … steps, by sampling."""
    slopes = [sp.lambdify(f.variables, g, "numpy") for g in f.gradient]
    inside = sp.lambdify(f.variables, condition_of(region, f.variables), "numpy")
    points = np.random.default_rng(0).uniform(low, high, (400_000, len(low))).T
    points = points[:, inside(*points)]
    parts, start = [1.0], points.shape[1]
    for _ in range(times):
        points = points - float(step) * np.array([slope(*points) for slope in slopes])
        points = points[:, inside(*points)]
        parts.append(points.shape[1] / start)
    return parts


@pytest.mark.parametrize("center", [None, (F(3), F(0))])
def test_almost_no_orbit_stays_in_a_ball_around_the_gaussian_well(center):
    found = certify(WELL, "no_trapped_set", AROUND_WELL, center=center, step=F(1, 2))
    assert found.verdict is Verdict.HOLDS and found.method == "transfer"
    assert sum_over_preimages_of_the_well() <= float(found.upper) < 1
    parts = surviving(WELL, AROUND_WELL, [1.8, -1.2], [4.2, 1.2], F(1, 2), 2)
    assert 0 < parts[1] <= float(found.upper) and parts[2] <= float(found.upper) ** 2


@pytest.mark.parametrize(
    ("f", "region", "step", "ends"),
    [
        (VALLEY, VALLEY.regions["M"], F(1, 50), (2, 3)),
        (RIPPLES, interval(-1, 1), F(1), (-1, 1)),
        (DOUBLE_WELL, interval(F(1, 2), F(3, 2)), F(3), (0.5, 1.5)),
        (tent(F(3)), interval(0, 1), F(1), (0, 1)),
    ],
)
def test_on_the_line_the_bound_is_above_what_stays(f, region, step, ends):
    found = certify(f, "no_trapped_set", region, step=step)
    assert found.verdict is Verdict.HOLDS and found.method == "transfer" and found.upper < 1
    parts = surviving(f, region, [ends[0]], [ends[1]], step, 3)
    assert parts[1] > 0
    for t, part in enumerate(parts):
        assert part <= float(found.upper) ** t + 0.0032  # four standard errors


def test_all_preimages_count_in_the_tent_and_in_the_plane():
    """The tent of slope 3 has ρ = 2/3, and squaring ρ = 1/(2a) in the annulus: attained, so no bound is lower."""
    assert F(2, 3) <= certify(tent(F(3)), "no_trapped_set", interval(0, 1), step=F(1)).upper < 1
    found = certify(squaring(F(1)), "no_trapped_set", ANNULUS, step=F(1))
    assert found.verdict is Verdict.HOLDS and F(1, 2) <= found.upper < 1


@pytest.mark.parametrize(
    ("f", "region", "step"),
    [
        (WELL, AROUND_WELL, F(1, 1000)),  # the minimum in M attracts
        (VALLEY, VALLEY.regions["M"], F(1, 2000)),
        (DOUBLE_WELL, interval(F(1, 2), F(3, 2)), F(21, 20)),  # an attracting 2-cycle about the minimum 1
        (DOUBLE_WELL, interval(F(9, 10), F(11, 10)), F(501, 500)),
        (tent(F(3, 2)), interval(0, 1), F(1)),  # |G'| > 1, but two preimages: [0, 1] goes into itself
        (tent(F(2)), interval(0, 1), F(1)),  # ρ = 1
        (squaring(F(2, 5)), ANNULUS, F(1)),  # |det| ≥ 8/5 where G stays, but two preimages: ρ = 5/4
        (Landscape("bowl", (x, y), x**2 + y**2), UNIT_DISC, F(1)),  # G(x) = −x
        (Landscape("flat", (x, y), (x**2 + y**2) / 2), UNIT_DISC, F(1)),  # G(x) = 0
        (Landscape("rest", (x, y), x**2), UNIT_DISC, F(1)),  # all points rest after one step, |det| = 1
    ],
)
def test_what_stays_or_may_stay_is_not_certified(f, region, step):
    found = certify(f, "no_trapped_set", region, step=step, budget=2)
    assert found.verdict is Verdict.UNDECIDED and found.open_


@pytest.mark.parametrize("formula", [x - sp.log(x), x**2 - 4 * sp.sqrt(x), -(x**-2) - 9 * x**2])
def test_a_function_that_is_not_defined_all_over_the_region_is_left_open(formula):
    f = Landscape("partly defined", (x,), formula)
    found = certify(f, "no_trapped_set", interval(-1, 3), step=F(1), budget=1)
    assert found.verdict is Verdict.UNDECIDED


def test_a_saddle_whose_axis_stays_is_no_obstacle():
    f = Landscape("trough", (x, y), x**2 / 2)
    found = certify(f, "no_trapped_set", UNIT_DISC, step=F(3))  # G = (−2x, y)
    assert found.verdict is Verdict.HOLDS and F(1, 2) <= found.upper < 1


def test_where_every_point_leaves_at_once_nothing_is_left():
    f = Landscape("slide", (x,), 5 * x)
    found = certify(f, "no_trapped_set", interval(0, 1), step=F(1))
    assert found.verdict is Verdict.HOLDS and found.upper == 0


def test_an_unbounded_region_and_a_claim_without_a_center():
    assert certify(WELL, "no_trapped_set", Everywhere(), step=F(1, 2)).verdict is Verdict.UNDECIDED
    with pytest.raises(BadInput, match="center"):
        certify(WELL, "no_trapped_set", AROUND_WELL, step=F(1, 2), constant=F(2))
    with pytest.raises(BadInput, match="step"):
        certify(WELL, "no_trapped_set", AROUND_WELL)


def part_of(f: Landscape, region: Region, step: F) -> PieceOfMap:
    return PieceOfMap(f.pieces[0], Question(f, region, step=step))


def column(*ends: float) -> np.ndarray:
    return np.array([[end] for end in ends])


def test_a_box_is_injective_only_where_no_matrix_of_the_hull_is_singular():
    saddle = part_of(Landscape("saddle", (x, y), x * y), AROUND_WELL, F(2))  # I − 2H = [[1, −2], [−2, 1]]
    assert saddle.injective(column(-9, -9), column(9, 9)).all()
    singular = part_of(Landscape("saddle", (x, y), x * y), AROUND_WELL, F(1))
    assert not singular.injective(column(0, 0), column(1, 1)).any()
    square = part_of(squaring(F(1)), ANNULUS, F(1))
    assert not square.injective(column(-2, -2), column(2, 2)).any()  # the origin is inside
    assert square.injective(column(1, -0.5), column(1.5, 0.5)).all()
    root = part_of(Landscape("root", (x,), (x**3) ** sp.Rational(1, 2)), interval(0, 1), F(1))
    assert not root.injective(column(0), column(1)).any()


def test_images_and_determinants_enclose_those_of_points():
    part, rng = part_of(WELL, AROUND_WELL, F(1, 2)), np.random.default_rng(1)
    low = np.array([3.0, 0.0])[:, None] + rng.uniform(-1, 1, (2, 200))
    high = low + 10 ** rng.uniform(-4, -1, (1, 200))
    (image_low, image_high), most = part.images(low, high), part.inverse_determinants(low, high)
    for share in (0.0, 0.3, 0.5, 1.0):
        gap = low + share * (high - low) - np.array([[3.0], [0.0]])
        squared = (gap**2).sum(axis=0)
        image = -20 * np.exp(-4 * squared) * gap
        assert (image_low <= image + 1e-12).all() and (image <= image_high + 1e-12).all()
        weight = 1 / (400 * np.exp(-8 * squared) * np.abs(1 - 8 * squared))
        assert (weight <= most * (1 + 1e-9)).all()


def test_a_ring_of_sources_that_is_wound_three_times_around_the_target_is_not_one_preimage():
    """Each weight is below 1, the ring is one group, and ρ = 4/3."""
    question = Question(cubing(F(1, 8)), Ball((F(0), F(0)), F(5)) & ~UNIT_DISC, step=F(1))
    corners = np.stack(np.meshgrid(np.arange(-10, 10), np.arange(-10, 10))).reshape(2, -1) / 4
    distance = np.hypot(*(corners + 0.125))
    low = corners[:, (distance > 1.9) & (distance < 2.3)]
    none = np.zeros(low.shape[1], dtype=int)
    search, ring = _Search(question), _Sources(low, low + 0.25, low, low, none, none)
    assert len(_groups(ring.low, ring.high)) == 1 and search._weights(ring).max() < 1
    assert list(search._failed(ring)) == [0] and not search.targets
    part = ring.where(low[0] > 1.5)
    assert not len(search._failed(part)) and search.targets == 1 and search.bound < 1


def test_boxes_that_touch_are_grouped_through_others():
    low = np.array([[0.0, 5.0, 1.0, 2.0, 5.0], [0.0, 0.0, 0.5, 1.5, 1.0]])
    groups = {tuple(map(int, group)) for group in _groups(low, low + 1)}
    assert groups == {(0, 2, 3), (1, 4)}
