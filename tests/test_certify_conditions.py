"""Conditions of the theorems on maps and regions: exit radius, expansion, containment, distance, minimisers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from math import sqrt

import numpy as np
import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify
from proofkit.conditions._map import branches
from proofkit.conditions._question import Question
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.region import Ball, Box, Everywhere
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
VALLEY = discovery.landscape("sharp_valley")
M, X_STAR = VALLEY.regions["M"], VALLEY.points["x_star"]
STEP = F(1, 50)


def sampled_exit(step: float) -> float:
    """The largest |G(x)| over a fine grid of [2, 3] whose image leaves it: from below, in floats."""
    u = np.linspace(-0.5, 0.5, 400_001)
    slope = -8000 * u**4 - 8000 * u**3 + 2400 * u**2 + 2040 * u
    image = u + 2.5 - step * slope
    return float(np.max(np.abs(image[(image < 2) | (image > 3)])))


@pytest.mark.parametrize("step", [F(1, 50), F(9, 500), F(1, 40), F(1, 500)])
def test_exit_radius_of_the_valley(step):
    found = certify(VALLEY, "exit_radius", M, center=X_STAR, step=step)
    assert found.verdict is Verdict.HOLDS
    seen = sampled_exit(float(step))
    assert float(found.upper) >= seen - 1e-9 and abs(float(found.lower) - seen) < 1e-3


def test_no_return_of_the_valley_holds_between_its_known_ends():
    def next_distance(step: F) -> tuple[F, F]:
        found = certify(VALLEY, "exit_radius", M, center=X_STAR, step=step)
        return abs(1 - 40 * step) * found.lower, abs(1 - 40 * step) * found.upper

    assert F(164, 100) < next_distance(STEP)[0] <= next_distance(STEP)[1] < F(165, 100)
    for step in (F(181, 10000), F(287, 10000)):
        assert next_distance(step)[1] < 2
    for step in (F(179, 10000), F(289, 10000)):
        assert next_distance(step)[0] > 2


def test_exit_radius_claims():
    low = certify(VALLEY, "exit_radius", M, center=X_STAR, step=STEP, constant=F(82, 10))
    assert low.verdict is Verdict.REFUTED and M.contains(low.witness)
    (image,) = (low.witness[0] - STEP * F(str(VALLEY.gradient_at(low.witness)[0])),)
    assert not M.contains((image,)) and abs(image) > F(82, 10)
    assert certify(VALLEY, "exit_radius", M, center=X_STAR, step=STEP, constant=F(83, 10)).verdict is Verdict.HOLDS


def test_nothing_leaves_under_a_tiny_step_on_a_sink():
    f = Landscape("expression", (x,), x**2)
    found = certify(f, "exit_radius", Box((F(-1),), (F(1),)), center=(F(0),), step=F(1, 10))
    assert (found.lower, found.upper, found.data["leaves"]) == (0, 0, False)


def test_exit_radius_in_the_plane():
    f = discovery.landscape("kinked_pair")
    found = certify(f, "exit_radius", f.regions["M"], center=f.points["x_star"], step=F(1))
    assert found.verdict is Verdict.HOLDS and found.lower <= 14 <= found.upper  # |7 + 7·(8 − 7)| at (6, 0)


def test_the_valley_expands_in_two_intervals():
    found = certify(VALLEY, "piecewise_expanding", M, step=STEP)
    assert found.verdict is Verdict.HOLDS and found.data["intervals"] == 2
    assert F(38) < found.lower <= found.upper < F(39)
    assert certify(VALLEY, "piecewise_expanding", M, step=STEP, constant=F(38)).verdict is Verdict.HOLDS
    assert certify(VALLEY, "piecewise_expanding", M, step=STEP, constant=F(39)).verdict is Verdict.REFUTED
    assert certify(VALLEY, "piecewise_expanding", M, step=STEP, constant=F(2)).verdict is Verdict.REFUTED  # κ > N


def test_a_small_step_does_not_expand():
    found = certify(VALLEY, "piecewise_expanding", M, step=F(1, 1000))
    assert found.verdict is Verdict.REFUTED


def test_a_join_that_is_not_smooth_separates_intervals():
    tent = sp.Piecewise((x**2 / 2 - 3 * x**2 / 2, x < 0), (x**2 / 2 + 3 * x**2 / 2, True))
    f = Landscape("expression", (x,), tent)
    found = certify(f, "piecewise_expanding", Box((F(-1),), (F(1),)), step=F(1))
    assert found.data["intervals"] == 2 and found.lower == 3  # slopes 3 and −3 meet at 0
    smooth = Landscape("expression", (x,), 2 * x**2)
    assert certify(smooth, "piecewise_expanding", Box((F(-1),), (F(1),)), step=F(1)).data["intervals"] == 1


def test_expansion_is_about_functions_on_the_line():
    f = discovery.landscape("kinked_pair")
    with pytest.raises(BadInput, match="dimension"):
        certify(f, "piecewise_expanding", f.regions["M"], step=F(1))
    with pytest.raises(BadInput, match="step"):
        certify(VALLEY, "piecewise_expanding", M)
    with pytest.raises(BadInput, match="step"):
        certify(VALLEY, "exit_radius", M, center=X_STAR, step=F(0))


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [("sharp_valley", F(1, 50), F(1, 40)), ("kinked_pair", F(1, 2), F(1)), ("kinked_pair", F(1, 2), F(1, 8))],
)
def test_non_singular_maps(name, good, bad):
    f = discovery.landscape(name)
    assert certify(f, "nonsingular_map", Everywhere(), step=good).verdict is Verdict.HOLDS
    refuted = certify(f, "nonsingular_map", Everywhere(), step=bad)
    assert refuted.verdict is Verdict.REFUTED
    piece = f.pieces[f.branch_at(refuted.witness)]
    assert (sp.eye(f.dimension) - sp.Rational(bad) * sp.hessian(piece.formula, f.variables)).det().expand() == 0


def test_non_singular_needs_no_polynomial_but_must_be_analytic():
    well = discovery.landscape("gaussian_well")
    assert certify(well, "nonsingular_map", Everywhere(), step=F(1, 2)).verdict is Verdict.HOLDS
    rough = Landscape("expression", (x,), sp.log(1 + x**2))
    assert certify(rough, "nonsingular_map", Everywhere(), step=F(1, 2)).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("kinked_pair", {}), ("kinked_pair", {"dimension": 4}), ("kinked_pair_anisotropic", {}), ("shifted_pair", {})],
)
def test_containment_and_distance_of_two_basins(name, parameters):
    f = discovery.landscape(name, **parameters)
    region, R, D = f.regions["M"], f.constants["R"], f.constants["D"]
    inside = certify(f, "containment", region, center=f.points["x_dagger"], constant=R)
    assert inside.verdict is Verdict.HOLDS and R < D
    best = certify(f, "containment", region, center=f.points["x_dagger"])
    assert best.verdict is Verdict.HOLDS and best.upper - best.lower <= F(1, 1000)
    too_small = certify(f, "containment", region, center=f.points["x_dagger"], constant=best.lower - F(1, 1000))
    assert too_small.verdict is Verdict.REFUTED and region.contains(too_small.witness)
    gap = certify(f, "distance", region, center=f.points["x_star"])
    assert gap.verdict is Verdict.HOLDS and gap.lower >= D - R - F(1, 100)
    assert certify(f, "distance", region, center=f.points["x_star"], constant=gap.upper * 2).verdict is Verdict.REFUTED


def test_only_an_open_set_lies_in_the_open_ball_of_its_own_radius():
    f = discovery.landscape("shifted_pair")
    R, at = f.constants["R"], {"center": f.points["x_dagger"]}
    open_ball = f.regions["M"]
    closed = Ball(open_ball.center, open_ball.radius_squared)
    for radius, region, verdict in (
        (R, open_ball, Verdict.HOLDS),
        (R, closed, Verdict.UNDECIDED),
        (R - F(1, 10**9), open_ball, Verdict.REFUTED),
        (R - F(1, 10**9), closed, Verdict.REFUTED),
    ):
        assert certify(f, "open_containment", region, constant=radius, **at).verdict is verdict
    best = certify(f, "open_containment", open_ball, **at)
    assert best.lower <= R <= best.upper


def test_the_parabolas_of_the_shifted_pair_and_no_other_function():
    pair = discovery.landscape("shifted_pair")
    assert certify(pair, "shifted_parabolas", Everywhere()).verdict is Verdict.HOLDS
    for roles in ({"m": F(5) + F(1, 10**30)}, {"R": F(3) - F(1, 10**9)}, {"D": F(11)}):
        other = replace(pair, constants={**pair.constants, **roles})
        assert certify(other, "shifted_parabolas", Everywhere()).verdict is Verdict.REFUTED
    lowered = replace(pair, formula=pair.formula - x / 10**30)
    assert certify(lowered, "shifted_parabolas", Everywhere()).verdict is Verdict.REFUTED
    with pytest.raises(BadInput, match="R too"):
        certify(replace(pair, constants={"L": F(2), "m": F(1), "D": F(1)}), "shifted_parabolas", Everywhere())


def test_distance_of_an_interval_is_exact():
    assert certify(VALLEY, "distance", M, center=X_STAR).lower == 2
    assert certify(VALLEY, "distance", M, center=X_STAR, constant=F(2)).verdict is Verdict.HOLDS
    beyond = certify(VALLEY, "distance", M, center=X_STAR, constant=F(2) + F(1, 10**30))
    assert beyond.verdict is Verdict.REFUTED and beyond.witness == (2,)


def test_an_irrational_radius_is_bracketed():
    f = Landscape("expression", (x, y), x**2 + y**2)
    found = certify(f, "containment", Ball((F(1), F(1)), F(3)), center=(F(0), F(0)))
    assert found.upper - found.lower <= F(1, 1000)
    assert float(found.lower) <= sqrt(2) + sqrt(3) <= float(found.upper)


def test_strict_minimisers():
    assert certify(VALLEY, "strict_minimiser", Everywhere(), center=X_STAR).verdict is Verdict.REFUTED  # f(5/2) = 0
    lifted = discovery.landscape("sharp_valley", lift=1)
    assert certify(lifted, "strict_minimiser", Everywhere(), center=X_STAR).verdict is Verdict.HOLDS
    for name in ("kinked_pair", "kinked_pair_anisotropic", "shifted_pair"):
        f = discovery.landscape(name)
        assert certify(f, "strict_minimiser", Everywhere(), center=f.points["x_star"]).verdict is Verdict.HOLDS
        assert certify(f, "strict_minimiser", Everywhere(), center=f.points["x_dagger"]).verdict is Verdict.REFUTED


def test_a_minimiser_lower_by_next_to_nothing_is_found():
    f = Landscape("expression", (x,), (x**2 - 1) ** 2 + sp.Rational(1, 10**30) * x**2 * (x - 1))
    assert certify(f, "strict_minimiser", Everywhere(), center=(F(1),)).verdict is Verdict.REFUTED


def test_branches_of_the_map_are_the_step():
    question = Question(VALLEY, M, step=STEP)
    inner = branches(question)[0]
    assert sp.expand(inner.image[0] - (VALLEY.variables[0] - sp.Rational(STEP) * VALLEY.pieces[0].formula.diff())) == 0


def test_a_single_point_that_returns_to_m_is_not_covered() -> None:
    """G takes only x = 5/2 from M back to M: it lies in none of the (no) intervals, and that is not passed over."""
    x = sp.Symbol("x", real=True)
    half, eta = sp.Rational(5, 2), sp.Rational(1, 50)
    left, right = 3 + 4 * (half - x), sp.Rational(7, 2) + 4 * (x - half)
    wells = [sp.integrate(sp.expand((x - image) / eta), x) for image in (left, right)]
    pieces = ((wells[0], sp.And(x >= 2, x <= half)), (wells[1], sp.And(x > half, x <= 3)), (20 * x**2, True))
    f = Landscape("isolated", (x,), sp.Piecewise(*pieces, evaluate=False))
    found = certify(f, "piecewise_expanding", Box((F(2),), (F(3),)), step=F(1, 50))
    assert found.verdict is Verdict.UNDECIDED and "single point" in found.open_


@pytest.mark.parametrize("name", ["kinked_pair", "kinked_pair_anisotropic"])
def test_no_orbit_is_trapped_where_distances_to_the_center_grow(name):
    f = discovery.landscape(name)
    where, center, mu = f.regions["M"], f.points["x_dagger"], f.constants["mu_dagger"]
    found = certify(f, "no_trapped_set", where, center=center, step=F(10, 11))
    assert found.verdict is Verdict.HOLDS
    assert abs(float(found.lower) - float(F(10, 11) * mu - 1)) < 1e-3 and found.lower <= F(10, 11) * mu - 1
    at = {"center": center, "step": F(10, 11)}
    assert certify(f, "no_trapped_set", where, **at, constant=F(3)).verdict is Verdict.HOLDS
    assert certify(f, "no_trapped_set", where, **at, constant=F(10, 11) * mu).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("step", [F(1, 4), F(1, 5), F(1, 8), F(1, 20)])
def test_trapped_orbits_are_not_excluded_at_small_steps(step):
    """At 2/m distances stay, below it they shrink: the orbits about x_dagger are trapped."""
    f = discovery.landscape("kinked_pair")
    found = certify(f, "no_trapped_set", f.regions["M"], center=f.points["x_dagger"], step=step)
    assert found.verdict is Verdict.UNDECIDED and found.upper <= 1
    shrinks = certify(f, "no_trapped_set", f.regions["M"], center=f.points["x_dagger"], step=step, constant=F(1, 100))
    assert shrinks.verdict is Verdict.UNDECIDED


def test_growth_says_nothing_of_an_unbounded_region():
    """Orbits of -x^2 grow about 0 and stay in the half-line and the whole line alike."""
    f = Landscape("hill", (x,), -(x**2), {"c": (F(0),)}, {}, {})
    assert certify(f, "no_trapped_set", Everywhere(), center=(F(0),), step=F(1)).verdict is Verdict.UNDECIDED
    assert certify(f, "no_trapped_set", Box((F(-1),), (F(1),)), center=(F(0),), step=F(1)).verdict is Verdict.HOLDS


def test_a_center_at_which_the_map_does_not_stay_is_no_obstacle_but_growth_must_hold_everywhere():
    f = discovery.landscape("kinked_pair")
    away = (F(17, 2), F(0))
    found = certify(f, "no_trapped_set", f.regions["M"], center=away, step=F(10, 11))
    assert found.method == "transfer"  # the map takes a point near x_dagger closer to this center; volumes shrink
    claimed = certify(f, "no_trapped_set", f.regions["M"], center=away, step=F(10, 11), constant=F(11, 10))
    assert claimed.verdict is Verdict.UNDECIDED


def test_the_two_bowls_of_the_kinked_pair_and_no_other_function():
    pair = discovery.landscape("kinked_pair")
    x, y = pair.variables
    outer, inner = (x**2 + y**2) / 2, 14 + 4 * ((x - 7) ** 2 + y**2)
    for formula, verdict in (
        (pair.formula, Verdict.HOLDS),
        (sp.Min(outer, inner), Verdict.HOLDS),
        (sp.Piecewise((outer, outer <= inner), (inner, True)), Verdict.HOLDS),
        (sp.Piecewise((inner, inner <= outer), (outer, True)), Verdict.UNDECIDED),  # the other one where they agree
        (sp.Piecewise((inner, inner < outer + sp.Rational(1, 10**30)), (outer, True)), Verdict.UNDECIDED),
        (sp.Piecewise((outer, inner < outer), (inner, True)), Verdict.REFUTED),  # the higher of the two
        (pair.formula - x / 10**30, Verdict.REFUTED),
    ):
        assert certify(replace(pair, formula=formula), "kinked_parabolas", Everywhere()).verdict is verdict, formula
    for roles in ({"m": F(8) + F(1, 10**30)}, {"h": F(14) - F(1, 10**30)}, {"L": F(2)}):
        other = replace(pair, constants={**pair.constants, **roles})
        assert certify(other, "kinked_parabolas", Everywhere()).verdict is Verdict.REFUTED
    with pytest.raises(BadInput, match="expected x_dagger too"):
        certify(replace(pair, points={"x_star": (F(0), F(0))}), "kinked_parabolas", Everywhere())
