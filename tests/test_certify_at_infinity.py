"""Conditions on unbounded regions in several variables: the charts at infinity, and what is settled with them."""

from __future__ import annotations

from fractions import Fraction as F

import numpy as np
import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify
from proofkit.conditions._charts import REACH, Chart
from proofkit.conditions._stand_ins import StandIns
from proofkit.conditions._tails import ratio_beyond, turned_inward
from proofkit.interval.exact import to_sympy
from proofkit.interval.probe import Probe
from proofkit.interval.problem import Case, Problem
from proofkit.landscape import Landscape
from proofkit.region import Ball, Everywhere, Point, Sublevel
from proofkit.verdict import Verdict

x, y, z = sp.symbols("x y z", real=True)
ORIGIN, EVERYWHERE, NANO = (F(0), F(0)), Everywhere(), F(1, 10**9)
SQUARE = x**2 + y**2
OUTSIDE = ~(Ball((F(3), F(0)), F(36, 25)) | Ball(ORIGIN, F(1, 16)))


def function(formula: sp.Expr, *variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables or (x, y), sp.sympify(formula))


# -- charts ---------------------------------------------------------------------------------------------------


def inward(chart: Chart, point: Point) -> Point:
    """The u of a point x, from the definition of the charts."""
    far = [p - c for p, c in zip(point, chart.center, strict=True)]
    return tuple(1 / far[chart.axis] if j == chart.axis else t / far[chart.axis] for j, t in enumerate(far))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_the_cube_and_the_charts_cover_all_points(size: int) -> None:
    rng = np.random.default_rng(size)
    center = tuple(F(int(k), 3) for k in rng.integers(-9, 9, size))
    charts = [Chart(sp.symbols(f"x:{size}", real=True), center, i) for i in range(size)]
    for scale in 10 ** rng.uniform(-1, 9, 300):
        point = tuple(c + F(float(t * scale)) for c, t in zip(center, rng.normal(size=size), strict=True))
        inside = [all(lo <= t <= hi for t, (lo, hi) in zip(inward(c, point), c.sides, strict=True)) for c in charts]
        assert any(inside) or all(abs(p - c) < REACH for p, c in zip(point, center, strict=True))
        assert all(chart.points(inward(chart, point)) == [point] for chart in charts)


def test_points_at_infinity_are_tried_far_out_on_either_side() -> None:
    chart = Chart((x, y), (F(1), F(2)), 1)
    there, back = chart.points((F(1, 2), F(0)))
    assert there[1] > 10**9 and back[1] < -(10**9)
    assert all(p[0] - 1 == (p[1] - 2) / 2 for p in (there, back))


def rational(rng: np.random.Generator, variables: tuple[sp.Symbol, ...]) -> sp.Expr:
    """A random rational function with a denominator that is positive."""
    numbers = [sp.Rational(int(k), 7) for k in rng.integers(-20, 20, 8)]
    first, last = variables[0], variables[-1]
    above = numbers[0] + numbers[1] * first**3 + (numbers[2] * last - numbers[3] * first) ** 2 * sp.prod(variables)
    return above / (1 + numbers[4] ** 2 + (first - numbers[5]) ** 2) + numbers[6] * last + numbers[7]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_turned_problems_have_the_same_ratio_exactly(size: int) -> None:
    rng, variables = np.random.default_rng(size), (x, y, z)[:size]
    for trial in range(12):
        center = tuple(F(int(k), 2) for k in rng.integers(-9, 9, size))
        weight = 1 + sum((v - to_sympy(c)) ** 2 for v, c in zip(variables, center, strict=True)) ** 2
        problem = Problem(variables, (Case(x + variables[-1] ** 2 > 2, rational(rng, variables), weight),))
        chart = Chart(variables, center, trial % size)
        turned = turned_inward(problem, chart)
        assert turned is not None
        for _ in range(6):
            shares = rng.integers(-500, 500, size)
            u = tuple(F(int(k) * 2 + 1, 1001) * hi for k, (_, hi) in zip(shares, chart.sides, strict=True))
            (point,) = chart.points(u)
            before, after = Probe(problem).exactly(point), Probe(turned).exactly(u)
            assert before is not None and after is not None and len(before) == len(after)
            assert [v / w for v, w in before] == [v / w for v, w in after] and all(w > 0 for _, w in after)


def test_a_weight_of_odd_degree_keeps_its_sign() -> None:
    problem = Problem((x,), (Case(sp.Ne(x, 0), 2 * x**3 + 1, x),))
    turned = turned_inward(problem, Chart((x,), (F(0),), 0))
    assert turned is not None
    for point in (F(9), F(-9)):
        ((value, weight),) = Probe(turned).exactly((1 / point,)) or [(F(0), F(0))]
        assert value / weight == (2 * point**3 + 1) / point and (weight > 0) == (point > 0)


WELL = sp.exp(-((x - 20) ** 2) - y**2)  # beyond the cube about 0: the exponent vanishes in a chart
VALUES = [
    SQUARE + 30 * WELL,
    SQUARE * (1 - 900 * WELL),
    SQUARE + x * y**3 * sp.exp(-SQUARE / 9),
    SQUARE + 3 * x * sp.sin(x) * sp.cos(y + 1 / (1 + x**2)),
    SQUARE - x**2 * sp.exp(-(x**4) - y**4 + 2 * x),
    SQUARE + x**2 * sp.tanh(x - y) - y**2 * sp.exp(-(sp.sin(x) ** 2) - SQUARE),
    SQUARE + y**2 * sp.exp(-sp.sqrt(1 + SQUARE)) - sp.exp(x - SQUARE / 50),
]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("axis", [0, 1])
def test_bounds_on_boxes_of_charts_are_passed_nowhere(value: sp.Expr, axis: int) -> None:
    rng, chart = np.random.default_rng(0), Chart((x, y), ORIGIN, axis)
    problem = Problem((x, y), (Case(x + y > -30, value, SQUARE),))
    bounds, probe, known = ratio_beyond(problem, chart), Probe(problem), 0
    assert bounds is not None
    for trial in range(60):
        width = [float(hi) * 10 ** rng.uniform(-3, 0) for _, hi in chart.sides]
        ends = zip(chart.sides, width, strict=True)
        low = np.array([[rng.uniform(-float(hi), float(hi) - w)] for (_, hi), w in ends])
        if trial % 2:
            low[axis] = 0 if trial % 4 == 1 else -width[axis]  # an end at infinity
        high = low + np.array(width)[:, None]
        (bound,), (meets,) = bounds.lower(low, high)
        known += bool(np.isfinite(bound))
        for share in rng.uniform(size=(8, 2, 1)):
            u = tuple(F(float(t)) for t in (low + share * (high - low))[:, 0])
            ratio = probe.ratio(chart.points(u)[0]) if u[axis] else None
            assert ratio is None or (meets and (ratio[1] >= F(float(bound)) if np.isfinite(bound) else bound < 0))
    assert known > 10


def test_stand_ins_are_for_functions_with_a_pole_only() -> None:
    stand_ins = StandIns(x)
    decay = stand_ins(sp.exp(-(2 + y) / x**2))
    assert decay is not None and decay[0].subs(x, 0) == 0 and stand_ins.positive == [y + 2]
    assert stand_ins(sp.exp(-(2 + y) / x**2)) == decay and len(stand_ins.least) == 1
    assert stand_ins(sp.sin(1 / x)) is not None
    for other in (sp.exp(-1 / x), sp.exp(x - y), sp.sin(x), sp.log(1 / x**2)):
        assert stand_ins(other) is None


# -- what is settled ------------------------------------------------------------------------------------------


def gradient(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    bump = 40 * np.exp(-4 * ((a - 3) ** 2 + b**2))
    return 2 * a + bump * (a - 3), 2 * b + bump * b


def test_the_gaussian_well_outside_of_two_balls() -> None:
    """f is close to ‖x‖² but in its well; both ratios come near 2 far out, their extremes are near the well."""
    f, far, turn = discovery.landscape("gaussian_well"), np.linspace(1.2, 30, 2000)[:, None], np.linspace(0, 7, 4000)
    a, b = 3 + far * np.cos(turn), far * np.sin(turn)
    u, v = gradient(a, b)
    least, most = ((u * a + v * b) / (a * a + b * b)).min(), (np.hypot(u, v) / np.hypot(a, b)).max()
    for condition, best in (("opsc", least), ("upper_error_bound", most)):
        found = certify(f, condition, OUTSIDE, center=ORIGIN)
        assert found.verdict is Verdict.HOLDS and found.lower is not None and found.upper is not None
        assert float(found.lower) - 1e-3 <= best <= float(found.upper) + 1e-3
    assert found.upper is not None and found.lower is not None
    claimed = certify(f, "upper_error_bound", OUTSIDE, center=ORIGIN, constant=found.upper)
    assert claimed.verdict is Verdict.HOLDS
    false = certify(f, "upper_error_bound", OUTSIDE, center=ORIGIN, constant=found.lower - NANO)
    assert false.verdict is Verdict.REFUTED


def test_a_point_that_is_not_critical_is_no_centre_of_a_region_that_has_it() -> None:
    found = certify(discovery.landscape("gaussian_well"), "upper_error_bound", EVERYWHERE, center=ORIGIN, budget=2)
    assert found.verdict is not Verdict.HOLDS


#: formula, condition, its infimum: approached at infinity only, where the ratio is always larger
LIMITS = [
    (SQUARE * (1 + sp.exp(-SQUARE)), "quadratic_growth", 2),
    (SQUARE * (1 + 1 / (1 + SQUARE)), "opsc", 2),
    (x**2 + 2 * y**2 + SQUARE / (1 + SQUARE), "quadratic_growth", 2),
    (SQUARE + 3 * sp.sin(x) ** 2, "quadratic_growth", 2),
]


@pytest.mark.parametrize(("formula", "condition", "limit"), LIMITS)
def test_an_infimum_at_infinity_is_bracketed_and_not_passed(formula: sp.Expr, condition: str, limit: int) -> None:
    f = function(formula)
    found = certify(f, condition, EVERYWHERE, center=ORIGIN)
    assert found.verdict is Verdict.HOLDS and found.lower is not None and found.upper is not None
    assert found.lower <= limit <= found.upper
    false = certify(f, condition, EVERYWHERE, center=ORIGIN, constant=limit + NANO, budget=2)
    assert false.verdict is not Verdict.HOLDS
    assert certify(f, condition, EVERYWHERE, center=ORIGIN, constant=limit - F(1, 100)).verdict is Verdict.HOLDS


def test_three_variables() -> None:
    f, zero = function(SQUARE + z**2 + SQUARE / (1 + SQUARE + z**2), x, y, z), (F(0),) * 3
    found = certify(f, "opsc", ~Ball(zero, F(1)), center=zero, tolerance=F(1, 4), budget=60)
    assert found.verdict is Verdict.HOLDS and found.lower is not None and found.upper is not None
    assert found.lower <= 2 <= found.upper
    assert certify(f, "opsc", ~Ball(zero, F(1)), center=zero, constant=2 + NANO, budget=2).verdict is not Verdict.HOLDS


def test_growth_faster_than_the_weight_is_bounded_from_below() -> None:
    """2(f − f(0))/‖x‖² ≥ 2(x⁴ + y⁴ + …)/‖x‖², least on the circle, where it is at least 1 + 2."""
    f = function(x**4 + y**4 + SQUARE * (1 + sp.exp(-SQUARE)))
    found = certify(f, "quadratic_growth", ~Ball(ORIGIN, F(1)), center=ORIGIN)
    assert found.verdict is Verdict.HOLDS and found.lower is not None and found.upper is not None
    assert float(found.lower) <= 3 + 2 * np.exp(-1) <= float(found.upper)


def test_a_half_plane_reaches_to_infinity_on_one_side() -> None:
    """2(f − f(0))/‖x‖² = 2 + (x + y)/(1 + ‖x‖²) > 2 where x + y ≥ 1, and 2 − √½ at (−√½, −√½)."""
    f, half = function(SQUARE + SQUARE * (x + y) / 2 / (1 + SQUARE)), Sublevel(1 - x - y, (x, y), F(0))
    claim = F(2) - F(1, 100)
    assert certify(f, "quadratic_growth", half, center=ORIGIN, constant=claim).verdict is Verdict.HOLDS
    assert certify(f, "quadratic_growth", EVERYWHERE, center=ORIGIN, constant=claim).verdict is Verdict.REFUTED


def test_smoothness_on_the_plane() -> None:
    f = discovery.landscape("gaussian_well")
    found = certify(f, "smooth", EVERYWHERE)
    assert found.verdict is Verdict.HOLDS and found.lower is not None and found.upper is not None
    assert found.lower <= f.constants["L"] <= found.upper
    wave = function(SQUARE + 3 * sp.sin(x) / (1 + SQUARE))
    bounds = certify(wave, "smooth", EVERYWHERE, tolerance=F(1, 10))
    assert bounds.verdict is Verdict.HOLDS and bounds.upper is not None and bounds.lower is not None
    rng = np.random.default_rng(0)
    hessian = sp.lambdify((x, y), sp.hessian(wave.formula, (x, y)))
    sampled = max(np.abs(np.linalg.eigvalsh(np.array(hessian(*p), float))).max() for p in rng.normal(size=(500, 2)) * 3)
    assert sampled <= float(bounds.upper) + 1e-9
    assert certify(wave, "smooth", EVERYWHERE, constant=bounds.upper).verdict is Verdict.HOLDS
    assert certify(wave, "smooth", EVERYWHERE, constant=bounds.lower - NANO).verdict is not Verdict.HOLDS


def test_growth_that_no_power_clears_is_given_up() -> None:
    found = certify(function(x**40 + y**2), "upper_error_bound", EVERYWHERE, center=ORIGIN)
    assert found.verdict is Verdict.UNDECIDED and "unbounded" in found.open_ and found.upper is None
    for formula in (x**4 + y**4, sp.cosh(x) + y**2):
        steep = certify(function(formula), "upper_error_bound", EVERYWHERE, center=ORIGIN, budget=1)
        assert steep.verdict is Verdict.UNDECIDED and steep.upper is None
    assert certify(function(x**4 + SQUARE), "smooth", EVERYWHERE, budget=1).upper is None
