"""Certificates of function classes: best constants, ties, claims false by next to nothing, and refusals."""

from __future__ import annotations

from fractions import Fraction as F

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit import discovery
from proofkit.certify import certify
from proofkit.conditions._near_center import near_center
from proofkit.conditions._question import Scale
from proofkit.errors import BadInput, UnknownName
from proofkit.function_class import ByCurvature
from proofkit.landscape import Landscape
from proofkit.region import Ball, Box, Everywhere
from proofkit.verdict import Strength, Verdict

x, y = sp.symbols("x y", real=True)
TINY = [F(1, 10**3), F(1, 10**12), F(1, 10**30)]
TWO_BASINS = [
    ("kinked_pair", {}),
    ("kinked_pair", {"dimension": 1}),
    ("kinked_pair", {"dimension": 3}),
    ("kinked_pair_anisotropic", {}),
    ("kinked_pair_anisotropic", {"dimension": 3}),
    ("shifted_pair", {}),
]


def function(formula: sp.Expr, *variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables or (x,), sp.sympify(formula))


def box(*sides: tuple[int, int]) -> Box:
    return Box(tuple(F(low) for low, _ in sides), tuple(F(high) for _, high in sides))


def violates(landscape: Landscape, condition: str, center, point, constant) -> bool:
    """The definitions, typed again here on purpose: an oracle must not share the code it checks."""
    gap = [a - b for a, b in zip(point, center, strict=True)]
    slope = [F(int(g.p), int(g.q)) for g in landscape.gradient_at(point)]
    square = sum(a * a for a in gap)
    if condition == "opsc":
        return sum(g * a for g, a in zip(slope, gap, strict=True)) < constant * square
    return sum(g * g for g in slope) > constant**2 * square


def two_basin_claims(name: str, parameters: dict):
    f = discovery.landscape(name, **parameters)
    inside, c = f.regions["M"], f.constants
    yield f, "opsc", ~inside, f.points["x_star"], c["mu_star"]
    yield f, "upper_error_bound", ~inside, f.points["x_star"], c["L"]
    yield f, "opsc", inside, f.points["x_dagger"], c["mu_dagger"]
    yield f, "upper_error_bound", inside, f.points["x_dagger"], c["L_dagger"]


@pytest.mark.parametrize(("name", "parameters"), TWO_BASINS)
def test_two_basin_constants_are_ties_that_are_proved_and_best(name, parameters):
    for f, condition, region, center, constant in two_basin_claims(name, parameters):
        claimed = certify(f, condition, region, center=center, constant=constant)
        assert claimed.verdict is Verdict.HOLDS and claimed.strength is Strength.CERTIFIED
        best = certify(f, condition, region, center=center)
        assert best.verdict is Verdict.HOLDS
        assert best.lower <= constant <= best.upper and best.upper - best.lower <= F(1, 1000)


@pytest.mark.parametrize(("name", "parameters"), TWO_BASINS)
@pytest.mark.parametrize("tiny", TINY)
def test_a_claim_false_by_next_to_nothing_never_holds(name, parameters, tiny):
    for f, condition, region, center, constant in two_basin_claims(name, parameters):
        false = constant + tiny if condition == "opsc" else constant - tiny
        found = certify(f, condition, region, center=center, constant=false)
        assert found.verdict is not Verdict.HOLDS
        if found.verdict is Verdict.REFUTED:
            assert region.contains(found.witness)
            assert violates(f, condition, center, found.witness, false)
        if tiny >= F(1, 10**12):
            assert found.verdict is Verdict.REFUTED


def test_swapping_the_two_constants_is_refuted():
    f = discovery.landscape("kinked_pair_anisotropic")
    outside, center = ~f.regions["M"], f.points["x_star"]
    assert certify(f, "opsc", outside, center=center, constant=f.constants["L"]).verdict is Verdict.REFUTED
    wrong = certify(f, "upper_error_bound", outside, center=center, constant=f.constants["mu_star"])
    assert wrong.verdict is Verdict.REFUTED


@pytest.mark.parametrize("mu", ["3/5", "1/7", "2/3"])
def test_plane_family_is_a_tie_on_both_sides(mu):
    f = discovery.landscape("plane_family", mu=mu)
    center, everywhere = f.points["center"], Everywhere()
    for condition, constant, side in (("opsc", f.constants["mu"], 1), ("upper_error_bound", f.constants["L"], -1)):
        assert certify(f, condition, everywhere, center=center, constant=constant).verdict is Verdict.HOLDS
        false = constant + side * F(1, 10**12)
        assert certify(f, condition, everywhere, center=center, constant=false).verdict is Verdict.REFUTED


def test_sharp_valley_outside_and_on_the_ball():
    f = discovery.landscape("sharp_valley")
    outside, ball = ~f.regions["M"], f.regions["ball"]
    for condition in ("opsc", "upper_error_bound"):
        found = certify(f, condition, outside, center=f.points["x_star"])
        assert (found.lower, found.upper, found.method) == (40, 40, "sturm")
    assert certify(f, "opsc", ball, center=f.points["x_dagger"]).lower == f.constants["mu_dagger"]
    steep = certify(f, "upper_error_bound", ball, center=f.points["x_dagger"])
    assert F(2199) < steep.lower <= steep.upper < F(2200) and steep.upper - steep.lower < F(1, 1000)


def test_sharp_valley_curvature_is_not_that_of_its_minimum():
    f = discovery.landscape("sharp_valley")
    found = certify(f, "smooth", f.regions["M"])
    assert found.lower == found.upper == 5560
    refuted = certify(f, "smooth", f.regions["M"], constant=F(2040))
    p, r = refuted.data["pair"]
    slopes = [f.gradient_at(point)[0] for point in (p, r)]
    assert refuted.verdict is Verdict.REFUTED and abs(slopes[0] - slopes[1]) > 2040 * abs(p[0] - r[0])


@pytest.mark.parametrize("dimension", [1, 2])
def test_double_well_ball(dimension):
    f = discovery.landscape("double_well", dimension=dimension)
    center, ball = f.points["x_dagger"], f.regions["ball"]
    for condition, constant in (("opsc", f.constants["mu_dagger"]), ("upper_error_bound", f.constants["L_dagger"])):
        found = certify(f, condition, ball, center=center, tolerance=F(1, 100), budget=20)
        assert found.verdict is Verdict.HOLDS and found.lower <= constant <= found.upper
        assert found.upper - found.lower <= F(1, 100)
    assert (
        certify(f, "opsc", ball, center=center, constant=f.constants["mu_dagger"] + F(1, 100)).verdict
        is Verdict.REFUTED
    )


def test_gaussian_well_curvature_is_bracketed_on_a_box():
    f = discovery.landscape("gaussian_well")
    around = box((2, 4), (-1, 1))
    found = certify(f, "smooth", around, tolerance=F(1, 10))
    assert found.verdict is Verdict.HOLDS and found.lower <= f.constants["L"] <= found.upper
    assert certify(f, "smooth", around, constant=F(43)).verdict is Verdict.HOLDS
    assert certify(f, "smooth", around, constant=F(41)).verdict is Verdict.REFUTED
    assert certify(f, "smooth", around, constant=F(42) - F(1, 10**30), budget=0.3).verdict is not Verdict.HOLDS
    everywhere = certify(f, "smooth", Everywhere(), tolerance=F(1, 10))
    assert everywhere.verdict is Verdict.HOLDS and everywhere.lower <= f.constants["L"] <= everywhere.upper


def test_a_minimum_that_is_only_near_the_centre_is_refuted():
    """The Gaussian well's minimiser is not exactly 0, though its gradient there is below 1e-13."""
    f = discovery.landscape("gaussian_well")
    for condition in ("opsc", "upper_error_bound"):
        found = certify(f, condition, box((-1, 1), (-1, 1)), center=(F(0), F(0)), constant=F(1))
        assert found.verdict is Verdict.REFUTED


@pytest.mark.parametrize("dimension", [1, 2, 3])
@pytest.mark.parametrize("condition", ["smooth", "strongly_convex"])
def test_a_kink_breaks_pair_classes_and_away_from_it_they_hold(dimension, condition):
    f = discovery.landscape("kinked_pair", dimension=dimension)
    broken = certify(f, condition, Everywhere())
    p, r = broken.data["pair"]
    gaps = [[a - b for a, b in zip(u, v, strict=True)] for u, v in ((f.gradient_at(p), f.gradient_at(r)), (p, r))]
    growth, square = sum(a * b for a, b in zip(*gaps, strict=True)), sum(a * a for a in gaps[1])
    assert broken.verdict is Verdict.REFUTED
    assert sum(a * a for a in gaps[0]) > 10**12 * square if condition == "smooth" else growth < 0
    inner = certify(f, condition, f.regions["ball"])
    assert inner.lower == inner.upper == 8
    assert certify(f, condition, f.regions["ball"], constant=F(8)).verdict is Verdict.HOLDS


@pytest.mark.parametrize("jump", [F(1), F(1, 10**12), F(1, 10**30)])
def test_a_gradient_jump_of_any_size_is_not_smooth(jump):
    f = function(sp.Piecewise((x**2, x < 1), (x**2 + sp.Rational(jump) * (x - 1), True)))
    assert certify(f, "smooth", box((0, 2))).verdict is not Verdict.HOLDS
    assert certify(f, "smooth", box((0, 2)), constant=F(100)).verdict is not Verdict.HOLDS


def test_matching_joins_are_smooth_with_the_larger_curvature():
    huber = function(sp.Piecewise((x**2 / 2, sp.And(x >= -1, x <= 1)), (sp.Abs(x) - sp.Rational(1, 2), True)))
    found = certify(huber, "smooth", Everywhere())
    assert found.lower == found.upper == 1
    bowl = x**2 + y**2
    f = function(sp.Piecewise((bowl / 2, bowl >= 1), (bowl**2 / 8 + bowl / 4 + sp.Rational(1, 8), True)), x, y)
    joined = certify(f, "smooth", box((-2, 2), (-2, 2)), tolerance=F(1, 10))
    assert joined.verdict is Verdict.HOLDS and joined.lower <= 2 <= joined.upper


def test_the_bound_through_the_centre_stays_in_one_smooth_piece():
    kinked = function(sp.Piecewise((sp.exp(x) - x, x < sp.Rational(1, 2)), (sp.exp(x) - 2 * x, True)))
    bound = near_center(kinked, ByCurvature(("m",)), Scale(), (F(0),), Everywhere())
    low, high = np.array([[1 / 8, 1 / 4, 3 / 4]]), np.array([[1 / 4, 3 / 4, 1]])
    found, _ = bound.lower(low, high)
    assert 0.9 < found[0] <= 1.01  # (exp(x) − 1)/x lies between 1 and 1.14 there
    assert found[1] == -np.inf  # on both pieces
    assert found[2] == -np.inf  # the box is smooth, the way to the centre is not


def test_there_is_no_bound_through_a_centre_that_is_not_critical():
    rest = ByCurvature(("m",)), Scale(), (F(0),), Everywhere()
    assert near_center(function(sp.exp(x)), *rest) is None
    assert near_center(function(sp.cos(x) + sp.Rational(1, 10**30) * x), *rest) is None


def test_a_region_that_is_not_convex_only_takes_proofs_from_its_hull():
    f = discovery.landscape("sharp_valley")
    outside = ~f.regions["M"]
    found = certify(f, "smooth", outside)
    assert found.verdict is Verdict.UNDECIDED and found.lower is None and found.upper == 5560
    convex = certify(function(x**4), "strongly_convex", ~box((-1, 1)), constant=F(1))
    assert convex.verdict is not Verdict.HOLDS


def test_signs_of_the_best_constant():
    flat = certify(function(x**4), "opsc", box((-1, 1)), center=(F(0),))
    assert flat.verdict is Verdict.REFUTED and flat.upper == 0
    hill = certify(function(-(x**2)), "strongly_convex", Everywhere())
    assert hill.verdict is Verdict.REFUTED and hill.upper == -2


def test_a_function_defined_on_the_region_only_is_certified_there():
    found = certify(function(1 / x), "smooth", box((1, 2)))
    assert found.verdict is Verdict.HOLDS and found.lower <= 2 <= found.upper


def test_out_of_budget_is_undecided_with_bounds_that_still_hold():
    f = function(x**4 + sp.sin(5 * x) * sp.cos(3 * y) + y**2, x, y)
    short = certify(f, "smooth", box((-2, 2), (-2, 2)), budget=0.05)
    long = certify(f, "smooth", box((-2, 2), (-2, 2)), tolerance=F(1), budget=5)
    assert short.verdict is Verdict.UNDECIDED and "budget" in short.open_
    assert short.lower <= long.upper and (short.upper is None or long.lower <= short.upper)


numbers = st.integers(-4, 4)


@settings(max_examples=40, deadline=None)
@given(st.lists(numbers, min_size=3, max_size=5), st.integers(1, 3), st.sampled_from(["opsc", "upper_error_bound"]))
def test_bounds_are_on_the_right_side_of_every_sampled_point(coefficients, width, condition):
    formula = x**2 * sp.Poly.from_list(coefficients, x).as_expr()
    f, center = function(formula), (F(0),)
    found = certify(f, condition, box((-width, width)), center=center)
    for k in range(-8, 9):
        point = (F(k * width, 8),)
        if k and condition == "opsc" and found.lower is not None:
            assert not violates(f, condition, center, point, found.lower)
        if k and condition == "upper_error_bound":
            assert not violates(f, condition, center, point, found.upper)


@settings(max_examples=12, deadline=None)
@given(st.tuples(numbers, numbers, numbers, numbers), st.sampled_from(["smooth", "strongly_convex"]))
def test_pair_bounds_are_on_the_right_side_of_every_sampled_pair(c, condition):
    formula = c[0] * x**2 + c[1] * x * y + c[2] * y**2 + sp.Rational(c[3], 4) * x**3
    found = certify(function(formula, x, y), condition, box((-1, 1), (-1, 1)), tolerance=F(1, 4), budget=0.5)
    gradient = sp.lambdify((x, y), [sp.diff(formula, v) for v in (x, y)])
    grid = [(a / 2, b / 3) for a in (-2, 0, 1) for b in (-3, 1, 2)]
    for p in grid:
        for r in grid:
            gap = [a - b for a, b in zip(gradient(*p), gradient(*r), strict=True)]
            step = [a - b for a, b in zip(p, r, strict=True)]
            square = sum(s * s for s in step)
            if condition == "smooth" and found.upper is not None:
                assert sum(g * g for g in gap) <= float(found.upper) ** 2 * square + 1e-9
            if condition == "strongly_convex" and found.lower is not None:
                assert sum(g * s for g, s in zip(gap, step, strict=True)) >= float(found.lower) * square - 1e-9


HALF_LINE = function(x**2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"condition": "opsc", "center": None}, "center"),
        ({"condition": "opsc", "center": (F(5),)}, "point of the region"),
        ({"condition": "opsc", "center": (F(0), F(0))}, "coordinates"),
        ({"condition": "opsc", "constant": F(0)}, "positive"),
        ({"condition": "opsc", "constant": F(-1)}, "positive"),
        ({"condition": "opsc", "constant": float("nan")}, "exact number"),
        ({"condition": "opsc", "constant": 0.5}, "exact number"),
        ({"condition": "opsc", "tolerance": F(0)}, "positive"),
        ({"condition": "opsc", "region": box((0, 1), (0, 1))}, "dimension"),
        ({"condition": "opsc", "landscape": function(sp.floor(x))}, "enclosed functions"),
        ({"condition": "smooth", "landscape": function(sp.sign(x) * x)}, "enclosed functions"),
        ({"condition": "smooth", "region": Ball((F(3),), F(1)) & Ball((F(-3),), F(1))}, "region with points"),
    ],
)
def test_bad_input_is_named(arguments, words):
    standard = {"landscape": HALF_LINE, "region": box((-1, 1)), "center": (F(0),)} | arguments
    with pytest.raises(BadInput, match=words):
        certify(standard.pop("landscape"), standard.pop("condition"), standard.pop("region"), **standard)


def test_an_unknown_condition_suggests_the_nearest():
    with pytest.raises(UnknownName, match="smooth"):
        certify(HALF_LINE, "smoth", Everywhere())
