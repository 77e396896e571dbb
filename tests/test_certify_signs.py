"""Certificates of sign, monotonicity and (L0, L1)-smoothness, and the exact set where a claim on the line fails."""

from __future__ import annotations

import math
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify
from proofkit.errors import BadInput
from proofkit.interval.failing import failing
from proofkit.interval.problem import Case, NotExact, Problem
from proofkit.landscape import Landscape
from proofkit.region import Box, Everywhere
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
TINY = F(1, 10**12)
INTERVAL, EVERYWHERE = Box((F(-1),), (F(1),)), Everywhere()
SQUARE = Box((F(-1), F(-1)), (F(1), F(1)))


def function(formula: sp.Expr, *variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables or (x,), sp.sympify(formula))


# -- sign -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "lowest"),
    [(x**4, 0), (x**4 - 2 * x**2 + 1, 0), (x**2 + 1, 1), (x**2 - TINY, -TINY), (x**4 - 2 * x**2 + 1 - TINY, -TINY)],
)
def test_the_sign_of_a_polynomial_is_exact(formula: sp.Expr, lowest: F) -> None:
    found = certify(function(formula), "sign", EVERYWHERE)
    assert (found.lower, found.upper) == (lowest, lowest)
    assert found.verdict is (Verdict.HOLDS if lowest >= 0 else Verdict.REFUTED)
    if lowest < 0:
        assert found.witness is not None and function(formula).value_at(found.witness) < 0


def test_a_polynomial_without_a_lower_bound_is_refuted_by_a_point() -> None:
    for formula in (x + 100, x**3 - 5, -(x**2) + 10**6):
        found = certify(function(formula), "sign", EVERYWHERE)
        assert found.verdict is Verdict.REFUTED and found.witness is not None
        assert function(formula).value_at(found.witness) < 0


def test_a_double_root_that_is_irrational_is_a_tie_that_is_decided() -> None:
    tie = function((x**2 - 2) ** 2)
    assert certify(tie, "sign", EVERYWHERE).verdict is Verdict.HOLDS
    assert certify(function((x**2 - 2) ** 2 - TINY), "sign", EVERYWHERE).verdict is Verdict.REFUTED


def test_the_infimum_is_bracketed_and_claims_are_decided() -> None:
    f = function(sp.cosh(x) + sp.exp(y) * y, x, y)  # least at (0, −1): 1 − 1/e
    found, best = certify(f, "sign", Box((F(-2), F(-2)), (F(2), F(2)))), 1 - 1 / math.e
    assert found.verdict is Verdict.HOLDS and found.lower is not None and found.upper is not None
    assert float(found.lower) - 1e-12 <= best <= float(found.upper) + 1e-12
    region = Box((F(-2), F(-2)), (F(2), F(2)))
    assert certify(f, "sign", region, constant=F(63, 100)).verdict is Verdict.HOLDS
    assert certify(f, "sign", region, constant=F(64, 100)).verdict is Verdict.REFUTED
    exact = F(best)  # differs from the infimum by a rounding error
    assert certify(f, "sign", region, constant=exact + TINY, budget=2).verdict is not Verdict.HOLDS


# -- monotonicity ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (x**3, Verdict.HOLDS),
        (x**3 - TINY * x, Verdict.REFUTED),
        (sp.exp(x) - x / 4, Verdict.HOLDS),
        (sp.sin(4 * x), Verdict.REFUTED),
        (sp.Piecewise((x, x < 0), (2 * x, True)), Verdict.HOLDS),  # with a kink
        (sp.Piecewise((x, x < 0), (-TINY * x, True)), Verdict.REFUTED),
    ],
)
def test_monotonicity(formula: sp.Expr, verdict: Verdict) -> None:
    assert certify(function(formula), "monotone", INTERVAL).verdict is verdict


def test_the_least_slope_is_exact_for_polynomials() -> None:
    found = certify(function(x**3 + x / 3), "monotone", EVERYWHERE)
    assert (found.lower, found.upper) == (F(1, 3), F(1, 3))
    assert certify(function(x**3 + x / 3), "monotone", EVERYWHERE, constant=F(1, 3)).verdict is Verdict.HOLDS
    assert certify(function(x**3 + x / 3), "monotone", EVERYWHERE, constant=F(1, 3) + TINY).verdict is Verdict.REFUTED


def test_monotonicity_is_asked_on_an_interval_of_the_line() -> None:
    with pytest.raises(BadInput, match="an interval"):
        certify(function(x**3), "monotone", ~INTERVAL)
    with pytest.raises(BadInput, match="dimension 1"):
        certify(function(x * y, x, y), "monotone", SQUARE)


# -- (L0, L1)-smoothness -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "slope", "best"),
    [(x**4, 3, F(16, 9)), (x**4, 0, F(12)), (x**2, 5, F(2)), (-(x**4), 3, F(16, 9)), (x**3, 1, F(3))],
)
def test_the_least_L0_is_exact_for_polynomials(formula: sp.Expr, slope: int, best: F) -> None:
    f, given = function(formula), {"L1": F(slope)}
    found = certify(f, "l0_l1_smooth", INTERVAL, constants=given)
    assert found.verdict is Verdict.HOLDS and (found.lower, found.upper) == (best, best)
    assert certify(f, "l0_l1_smooth", INTERVAL, constants=given, constant=best).verdict is Verdict.HOLDS
    assert certify(f, "l0_l1_smooth", INTERVAL, constants=given, constant=best - TINY).verdict is Verdict.REFUTED


def test_a_quartic_is_l0_l1_smooth_everywhere_though_not_smooth() -> None:
    found = certify(function(x**4), "l0_l1_smooth", EVERYWHERE, constants={"L1": F(3)})
    assert found.verdict is Verdict.HOLDS and found.upper == F(16, 9)
    assert certify(function(x**4), "smooth", EVERYWHERE).verdict is Verdict.REFUTED
    assert certify(function(x**4), "l0_l1_smooth", EVERYWHERE, constants={"L1": F(0)}).verdict is Verdict.REFUTED


def test_l0_l1_smoothness_in_the_plane() -> None:
    f, given = function(sp.cosh(x) + sp.cosh(y), x, y), {"L1": F(1)}  # cosh t − |sinh t| ≤ 1
    assert certify(f, "l0_l1_smooth", SQUARE, constants=given, constant=F(101, 100)).verdict is Verdict.HOLDS
    wrong = certify(f, "l0_l1_smooth", SQUARE, constants=given, constant=F(99, 100))
    assert wrong.verdict is Verdict.REFUTED and wrong.witness is not None
    a, b = map(float, wrong.witness)
    assert max(math.cosh(a), math.cosh(b)) - math.hypot(math.sinh(a), math.sinh(b)) > 0.99
    near = certify(f, "l0_l1_smooth", SQUARE, constants=given, constant=1 - TINY, budget=1)
    assert near.verdict is not Verdict.HOLDS


@pytest.mark.parametrize("given", [{}, {"L1": F(-1)}, {"L2": F(1)}])
def test_l0_l1_smoothness_needs_L1(given: dict[str, F]) -> None:
    with pytest.raises(BadInput, match="L1"):
        certify(function(x**2), "l0_l1_smooth", INTERVAL, constants=given)


def test_a_kink_is_not_l0_l1_smooth() -> None:
    f = function(sp.Piecewise((x**2, x < 0), (x, True)))
    assert certify(f, "l0_l1_smooth", INTERVAL, constants={"L1": F(1)}).verdict is not Verdict.HOLDS


# -- where a claim fails ---------------------------------------------------------------------------------------


def test_the_hole_of_sharp_valley_is_exact() -> None:
    """Outside (2, r), where r is the greater root of 10x² − 40x + 37, OPSC(40) holds about 0."""
    f = discovery.landscape("sharp_valley")
    found = certify(f, "opsc", EVERYWHERE, center=(F(0),), constant=F(40))
    (stretch,) = found.data["fails_on"]
    assert stretch.startswith("(2, the root of 10*x**2 - 40*x + 37 in (") and stretch.endswith("))")
    hole = Box((F(2),), (F(2548, 1000),), open_=True)  # r = 2 + √0.3 = 2.5477…
    assert certify(f, "opsc", ~hole, center=(F(0),), constant=F(40)).verdict is Verdict.HOLDS
    smaller = Box((F(2),), (F(2547, 1000),), open_=True)
    assert certify(f, "opsc", ~smaller, center=(F(0),), constant=F(40)).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("formula", "constant", "where"),
    [
        (x**2 - x**4 / 4, F(1), ["(-oo, -1)", "(1, oo)"]),
        (x**2 - x**4 / 4, F(2), ["(-oo, 0)", "(0, oo)"]),
        (sp.Piecewise((x**2, x <= 1), (2 * x - 1, True)), F(3, 2), ["(4/3, oo)"]),  # 2x < 3x²/2
    ],
)
def test_where_a_claim_fails_is_exact(formula: sp.Expr, constant: F, where: list[str]) -> None:
    found = certify(function(formula), "opsc", EVERYWHERE, center=(F(0),), constant=constant)
    assert found.verdict is Verdict.REFUTED and found.data["fails_on"] == where


def on(condition: sp.Basic, value: sp.Expr) -> Case:
    return Case(condition, value, sp.Integer(1))


@pytest.mark.parametrize(
    ("cases", "where"),
    [
        ([on(x <= 1, x * 0 + 1), on(sp.And(x > 1, x < 2), sp.Integer(-1)), on(x >= 2, sp.Integer(1))], ["(1, 2)"]),
        ([on(x < 1, sp.Integer(1)), on(sp.And(x >= 1, x <= 2), sp.Integer(-1))], ["[1, 2]"]),
        ([on(sp.Eq(x, 1), sp.Integer(-1)), on(sp.Ne(x, 1), sp.Integer(1))], ["{1}"]),
        ([on(x < 1, sp.Integer(-1)), on(x >= 1, sp.Integer(-1))], ["(-oo, oo)"]),
        ([on(sp.true, x**2)], []),
        ([on(sp.true, x**2 - 4), on(x > 1, x - 3)], ["(-2, 3)"]),
    ],
)
def test_ends_belong_to_where_it_fails_or_not(cases: list[Case], where: list[str]) -> None:
    assert [str(stretch) for stretch in failing(Problem((x,), tuple(cases)), F(0))] == where


def test_where_it_fails_needs_polynomials_on_the_line() -> None:
    for variables, value in (((x,), sp.exp(x)), ((x, y), x)):
        with pytest.raises(NotExact):
            failing(Problem(variables, (on(sp.true, value),)), F(0))
