"""Programs and forms: values, derivatives and conditions of random expressions over random boxes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from enclosure_checks import kit, x, y
from enclosure_forms import (
    check_huge_bends,
    check_jets,
    check_many_jets,
    check_many_truths,
    check_truths,
    ends_of,
    grid,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit.enclosure.program import Program
from proofkit.enclosure.range import Range
from proofkit.errors import BadInput
from proofkit.interval.exact import ends, to_sympy
from proofkit.interval.tape import Tape

PACKAGE = kit()
FUNCTIONS = [sp.exp, sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh, sp.atan]
dyadic = st.integers(-40, 40).map(lambda n: Fraction(n, 16))
numbers = st.fractions(min_value=-3, max_value=3, max_denominator=12).map(to_sympy)
leaves = st.one_of(st.sampled_from([x, y]), numbers)


def _positive(e: sp.Expr) -> sp.Expr:
    return e**2 + sp.Rational(1, 2)


def _grow(parts: st.SearchStrategy) -> st.SearchStrategy:
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        pairs.map(lambda p: p[0] / _positive(p[1])),
        st.tuples(parts, st.integers(-3, 4)).map(lambda p: p[0] ** p[1] if p[0] != 0 else p[0]),
        st.tuples(st.sampled_from(FUNCTIONS), parts).map(lambda p: p[0](p[1])),
        parts.map(lambda p: sp.log(_positive(p))),
        parts.map(lambda p: sp.sqrt(_positive(p))),
        st.tuples(parts, st.sampled_from([sp.Rational(1, 3), sp.Rational(-5, 2)])).map(
            lambda p: _positive(p[0]) ** p[1]
        ),
    )


expressions = st.recursive(leaves, _grow, max_leaves=6).filter(lambda e: not e.has(sp.zoo, sp.nan, sp.oo, -sp.oo, sp.I))
branched = st.tuples(expressions, expressions, expressions).map(
    lambda p: sp.Piecewise((p[0], p[2] > x), (p[1], True), evaluate=False)
)
sides = st.tuples(dyadic, dyadic).map(lambda p: (min(p), max(p)))
boxes = st.tuples(sides, sides)


@settings(max_examples=150, deadline=None)
@given(expressions, boxes)
def test_value_gradient_and_hessian_over_a_box(expression: sp.Expr, box: tuple) -> None:
    check_jets(PACKAGE, expression, box, grid(box, 3), narrow=False)


@settings(max_examples=60, deadline=None)
@given(branched, boxes)
def test_branches_over_a_box(expression: sp.Expr, box: tuple) -> None:
    check_jets(PACKAGE, expression, box, grid(box, 3), narrow=False)


@settings(max_examples=60, deadline=None)
@given(expressions, expressions, boxes)
def test_conditions_over_a_box(left: sp.Expr, right: sp.Expr, box: tuple) -> None:
    for condition in (left < right, left <= right, sp.Eq(left, right), sp.And(left > right, x > 0)):
        if not isinstance(condition, sp.core.relational.Relational) or condition.free_symbols:
            check_truths(PACKAGE, condition, box, grid(box, 3))


@settings(max_examples=100, deadline=None)
@given(st.one_of(expressions, branched), boxes)
def test_enclosures_and_balls_meet(expression: sp.Expr, box: tuple) -> None:
    balls = ends(Tape([expression], (x, y)).run(box)[0])
    low, high = Program([expression], (x, y)).run(*ends_of(box))[:, 0, 0].tolist()
    assert balls is None or (low <= balls[1] and balls[0] <= high)


def test_every_rule_of_differentiation() -> None:
    check_many_jets(PACKAGE)


def test_conditions() -> None:
    check_many_truths(PACKAGE)


def test_a_second_derivative_near_the_largest_number() -> None:
    check_huge_bends(PACKAGE)


def test_a_pole_between_the_middle_and_the_minimum_is_not_passed_by() -> None:
    """f(1) = 3, f'(1) = 0 and f'' > 0 wherever it is defined; yet f(−1) = −1."""
    low, high = Range(x**-2 + 2 * x, [], [x]).run(np.array([[-1.0]]), np.array([[3.0]]))
    assert low[0] <= -1 and high[0] == np.inf


@pytest.mark.parametrize(
    "expression", [1 / x, sp.log(x), sp.sqrt(x), sp.tan(x), x ** sp.Rational(1, 3), x**-2, sp.exp(1 / x)]
)
def test_derivatives_have_no_bound_where_the_function_is_not_defined(expression: sp.Expr) -> None:
    for low, high in ((-1.0, 3.0), (0.0, 2.0)):
        found = Program([expression], [x], order=2).run(np.array([[low]]), np.array([[high]]))[:, :, 0]
        assert np.isinf(found[:, 1]).any() and np.isinf(found[:, 2]).any()


@pytest.mark.parametrize("expression", [x**2, sp.exp(x), sp.atan(x), sp.cosh(x) + x, sp.log(x**2 + 1), x**2 - 2 * x])
def test_infinite_boxes(expression: sp.Expr) -> None:
    low, high = np.array([[-np.inf, 0, -np.inf, -1e308]]), np.array([[0, np.inf, np.inf, 1.7e308]])
    found = Range(expression, [], [x]).run(low, high)
    assert not np.isnan(found).any()
    with np.errstate(over="ignore"):
        values = [float(expression.subs(x, p)) for p in (-300, -1, 0, 1, 300)]
    for n, inside in enumerate((values[:3], values[2:], values, values)):
        assert found[0, n] <= min(inside) and max(inside) <= found[1, n]


def test_forms_are_tighter_the_smaller_the_box() -> None:
    """The excess shrinks with the square of the side, or with its cube where the slopes do not vanish."""
    f = sp.expand((x - y) ** 2 * (x + 2) - sp.sin(x) * y + x)
    point, excess = (0.75, -0.5), []
    for side in (0.1, 0.01, 0.001):
        low, high = np.array([[p - side] for p in point]), np.array([[p + side] for p in point])
        found = Range(f, [], (x, y)).run(low, high)[:, 0]
        slopes = [abs(float(sp.diff(f, v).subs({x: point[0], y: point[1]}))) for v in (x, y)]
        excess.append(found[1] - found[0] - 2 * side * sum(slopes))
    assert excess[1] < excess[0] / 50 and excess[2] < excess[1] / 50


def test_a_square_of_small_slope_has_its_own_minimum() -> None:
    f = sp.expand((x - sp.Rational(1, 3)) ** 2 + 7)
    low, _ = Range(f, [], [x]).run(np.array([[-2.0]]), np.array([[3.0]]))[:, 0]
    assert 7 - 1e-12 < low <= 7


def test_forms_hold_for_one_branch_at_a_time() -> None:
    with pytest.raises(TypeError, match="one branch"):
        Range(sp.Piecewise((x, x > 0), (-x, True)) + 1, [], [x])


@pytest.mark.parametrize(
    "expression",
    [sp.floor(x), sp.sign(x), sp.Symbol("z"), sp.gamma(x), x + sp.Float(0.1), sp.zoo * x, x**10000001, sp.oo, sp.I * x],
)
def test_what_cannot_be_enclosed_is_refused(expression: sp.Expr) -> None:
    with pytest.raises(BadInput):
        Program([expression], [x])


def test_a_rational_never_passes_through_a_float_unrounded() -> None:
    third, tenth = sp.Rational(1, 3), sp.Rational(1, 10)
    low, high = Program([third, tenth, sp.pi], [x]).run(np.zeros((1, 1)), np.zeros((1, 1)))[:, :, 0]
    for exact, a, b in zip((Fraction(1, 3), Fraction(1, 10)), low.tolist(), high.tolist(), strict=False):
        assert a < exact < b and b == np.nextafter(a, 1)
    assert low[2] < high[2] and sp.Rational(low[2]) < sp.pi < sp.Rational(high[2])
