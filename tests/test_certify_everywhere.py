"""Conditions on all of R^d for functions that are not polynomials, exact ranges behind them, and sublevel sets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction as F
from functools import partial
from math import inf

import numpy as np
import pytest
import sympy as sp

from proofkit.certify import certify
from proofkit.cli import main
from proofkit.conditions._charts import Chart
from proofkit.conditions._tails import turned_inward
from proofkit.interval.problem import Case, Problem
from proofkit.interval.whole_space import least_eigenvalue, whole_space
from proofkit.landscape import Landscape
from proofkit.region import Box, Everywhere, Sublevel
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
TINY, ZERO, EVERYWHERE = F(1, 10**12), (F(0),), Everywhere()
WAVY = x**2 + 3 * sp.sin(x) ** 2


def function(formula: sp.Expr, *variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables or (x,), sp.sympify(formula))


@pytest.mark.parametrize(
    ("formula", "ends"),
    [
        (2 + 6 * sp.cos(2 * x), (-4, 8)),
        (x, (-inf, inf)),
        (x**2 - 3, (-3, inf)),
        (1 - x**2, (-inf, 1)),
        (-(x**3), (-inf, inf)),
        (sp.exp(x), (0, inf)),
        (sp.exp(-(x**2)), (0, 1)),
        (sp.tanh(x) * sp.sin(y) / 3, (F(-1, 3), F(1, 3))),
        (x**2 * sp.cos(y), (-inf, inf)),
        (-(sp.cosh(x) ** 2), (-inf, -1)),
        (1 / (x**2 + 1), (-inf, inf)),  # not known: the whole line
        (sp.log(x), (-inf, inf)),
    ],
)
def test_ranges_over_the_whole_space(formula: sp.Expr, ends: tuple[float, float]) -> None:
    assert whole_space(formula) == ends


def test_ranges_contain_every_sampled_value() -> None:
    rng = np.random.default_rng(0)
    for formula in (WAVY.diff(x, 2), sp.sin(x) ** 3 * sp.exp(-(y**2)) - sp.cosh(y), (x - sp.cos(y)) ** 2 * -3):
        low, high = whole_space(formula)
        values = sp.lambdify((x, y), formula)(*rng.normal(size=(2, 500)))
        assert low - 1e-9 <= values.min() and values.max() <= high + 1e-9


def test_the_least_eigenvalue_over_the_whole_space_is_a_lower_bound() -> None:
    matrix = sp.Matrix([[3 + sp.sin(x), sp.cos(y)], [sp.cos(y), 2]])
    assert least_eigenvalue(matrix) == 1
    assert least_eigenvalue(sp.Matrix([[x**2, x], [x, 1]])) == -inf


@pytest.mark.parametrize(
    ("condition", "best"), [("upper_error_bound", 8), ("smooth", 8), ("hypoconvex", 4), ("qg_plus", 8)]
)
@pytest.mark.parametrize("region", [EVERYWHERE, ~Box((F(1),), (F(2),)), Box((F(-5),), (F(5),))])
def test_ties_of_a_wave_are_proved_and_less_is_not(condition: str, best: int, region: Box) -> None:
    """|2x + 3 sin 2x| ≤ 8|x| with equality in the limit x → 0; f'' lies in [−4, 8]."""
    f = function(WAVY)
    if condition in ("smooth", "hypoconvex") and region != EVERYWHERE:
        return  # pair classes ask for a convex region
    assert certify(f, condition, region, center=ZERO, constant=F(best)).verdict is Verdict.HOLDS
    false = certify(f, condition, region, center=ZERO, constant=best - F(1, 1000))
    assert false.verdict is Verdict.REFUTED
    assert certify(f, condition, region, center=ZERO, constant=best - TINY).verdict is not Verdict.HOLDS


def test_what_neither_ranges_nor_subdivision_settle_is_undecided() -> None:
    assert certify(function(x * sp.sin(y), x, y), "smooth", EVERYWHERE, budget=1).verdict is Verdict.UNDECIDED
    steep = certify(function(sp.exp(x)), "smooth", EVERYWHERE, budget=1)
    assert steep.verdict is Verdict.UNDECIDED and steep.upper is None
    flat = partial(certify, function(1 - sp.exp(-(x**2))), "pl", EVERYWHERE, center=ZERO, budget=1)
    lower = flat().lower  # the infimum is 0
    assert lower is None or lower <= 0
    assert flat(constant=TINY).verdict is not Verdict.HOLDS


# -- the whole line, its tails turned inward ------------------------------------------------------------------

#: the infimum of (2x + 3 sin 2x)x/x² and of its like, minimised numerically below on a fine grid
TAILS = [
    ("opsc", lambda t: 2 + 3 * np.sin(2 * t) / t),
    ("pl", lambda t: (2 * t + 3 * np.sin(2 * t)) ** 2 / (2 * (t**2 + 3 * np.sin(t) ** 2))),
    ("quasar_convex", lambda t: (2 * t + 3 * np.sin(2 * t)) * t / (t**2 + 3 * np.sin(t) ** 2)),
    ("error_bound", lambda t: np.abs(2 * t + 3 * np.sin(2 * t)) / t),
]


@pytest.mark.parametrize(("condition", "ratio"), TAILS)
@pytest.mark.parametrize("center", [0, 1])
def test_a_wave_on_the_whole_line_is_bracketed(condition: str, ratio, center: int) -> None:
    f, at = function(WAVY.subs(x, x - center)), (F(center),)
    best = float(ratio(np.linspace(0.01, 40, 400_000)).min())
    found = certify(f, condition, EVERYWHERE, center=at)
    assert found.verdict is Verdict.HOLDS and found.lower is not None and found.upper is not None
    assert float(found.lower) - 1e-6 <= best <= float(found.upper) + 1e-6
    below, above = F(best).limit_denominator(10**6) * F(99, 100), F(best).limit_denominator(10**6) * F(101, 100)
    assert certify(f, condition, EVERYWHERE, center=at, constant=below).verdict is Verdict.HOLDS
    assert certify(f, condition, EVERYWHERE, center=at, constant=above).verdict is Verdict.REFUTED
    assert certify(f, condition, ~Box((at[0] - 1,), (at[0] + 1,)), center=at, constant=above).verdict is Verdict.REFUTED


def test_the_textbook_example_of_pl_holds_on_the_whole_line() -> None:
    """x² + 3 sin²x is PL with μ = 1/32 (Karimi, Nutini, Schmidt 2016)."""
    assert certify(function(WAVY), "pl", EVERYWHERE, center=ZERO, constant=F(1, 32)).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("formula", "condition", "limit"),
    [
        (x**2 * (2 + sp.tanh(x)), "quadratic_growth", 2),  # 2(2 + tanh x) → 2 at −∞
        (x**2 * (2 - sp.tanh(x)), "quadratic_growth", 2),  # 2(2 − tanh x) → 2 at ∞
        (x**2 * (2 + sp.atan(x) / 2), "quadratic_growth", 4 - sp.pi / 2),
    ],
)
def test_an_infimum_that_is_only_a_limit_at_infinity_is_not_passed(
    formula: sp.Expr, condition: str, limit: sp.Expr
) -> None:
    f, limit = function(formula), F(float(limit)).limit_denominator(10**6)
    found = certify(f, condition, EVERYWHERE, center=ZERO, budget=2)
    assert found.lower is None or found.lower <= limit + F(1, 10**6)
    assert certify(f, condition, EVERYWHERE, center=ZERO, constant=limit + F(1, 1000)).verdict is not Verdict.HOLDS
    assert certify(f, condition, EVERYWHERE, center=ZERO, constant=limit - F(1, 100)).verdict is Verdict.HOLDS


def test_tails_are_turned_inward_or_given_up() -> None:
    def problem(value: sp.Expr, weight: sp.Expr) -> Problem:
        return Problem((x,), (Case(x > 1, value, weight),))

    chart = Chart((x,), ZERO, 0)
    turned = turned_inward(problem(x**2 + x * sp.sin(x), x**2), chart)
    assert turned is not None
    (case,) = turned.cases
    assert sp.expand(case.value - 1 - x * sp.sin(1 / x)) == 0 and case.weight == 1
    assert case.condition == ((1 - x) / x > 0)
    assert turned_inward(problem(x**40, sp.Integer(1)), chart) is None


def test_smoothness_everywhere_in_the_plane() -> None:
    f = function(x**2 + y**2 + sp.sin(x) + sp.sin(y), x, y)
    assert certify(f, "smooth", EVERYWHERE, constant=F(3)).verdict is Verdict.HOLDS
    assert certify(f, "strongly_convex", EVERYWHERE, constant=F(1)).verdict is Verdict.HOLDS
    assert certify(f, "smooth", EVERYWHERE, constant=F(3) - TINY).verdict is not Verdict.HOLDS
    assert certify(f, "strongly_convex", EVERYWHERE, constant=F(11, 10)).verdict is Verdict.REFUTED


def test_a_centre_that_is_not_critical_has_no_bound_by_curvature() -> None:
    f = function(WAVY + x / 10**6)
    assert certify(f, "upper_error_bound", EVERYWHERE, center=ZERO, constant=F(8)).verdict is not Verdict.HOLDS


def test_sublevel_sets() -> None:
    f = function((x**2 - 1) ** 2)
    right = Box((F(0),), (F(3),)) & Sublevel(f.formula, (x,), F(9, 16))  # [1/2, √(7/4)]
    assert right.contains((F(1, 2),)) and not right.contains((F(49, 100),)) and not right.contains((F(-1),))
    found = certify(f, "opsc", right, center=(F(1),))  # 4x(x² − 1)(x − 1)/(x − 1)² = 4x(x + 1) at 1/2
    assert (found.verdict, found.lower, found.upper) == (Verdict.HOLDS, 3, 3)
    bowl = function(sp.cosh(x) + sp.cosh(y), x, y)
    inside = Box((F(-2), F(-2)), (F(2), F(2))) & Sublevel(bowl.formula, (x, y), F(3))  # |x| ≤ arcosh 2 = 1.317
    growth = certify(bowl, "qg_plus", inside, center=(F(0), F(0)))  # 2(2 − 1)/arcosh(2)²
    assert growth.verdict is Verdict.HOLDS and growth.lower is not None and growth.upper is not None
    assert float(growth.lower) - 1e-9 <= 2 / math.acosh(2) ** 2 <= float(growth.upper) + 1e-9


CERTIFY = ["certify", "x**4 - 2*x**2", "--vars", "x", "--condition", "opsc", "--center", "1"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([*CERTIFY, "--box", "0,3", "--region", "sublevel:-1/2", "--constant", "2"], 0),
        ([*CERTIFY, "--box", "0,3", "--region", "sublevel:0", "--constant", "2"], 1),
        ([*CERTIFY, "--box", "0,3", "--minus", "not sublevel:-1/2", "--constant", "2"], 0),
        ([*CERTIFY, "--region", "sublevel:low"], 2),
        ([*CERTIFY], 2),
    ],
)
def test_sublevel_sets_on_the_command_line(words: Sequence[str], code: int) -> None:
    assert main(list(words)) == code


def test_the_hole_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["certify", "sharp_valley", "--condition", "opsc", "--center", "0", "--constant", "40"]
    assert main([*words, "--region", "everywhere"]) == 1
    assert "fails on: (2, the root of 10*x**2 - 40*x + 37 in (" in capsys.readouterr().out


def test_another_constant_is_given_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["certify", "x**4", "--vars", "x", "--condition", "l0_l1_smooth", "--region", "everywhere"]
    assert main([*words, "--set-constant", "L1=3"]) == 0
    assert "best constant in [16/9, 16/9]" in capsys.readouterr().out
    assert main([*words, "--set-constant", "L1"]) == 2
    assert main(words) == 2
