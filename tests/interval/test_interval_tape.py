"""Enclosures contain every value: random expressions over random boxes, checked at exact points."""

from __future__ import annotations

from fractions import Fraction
from fractions import Fraction as F

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit.errors import BadInput
from proofkit.interval.exact import HUGE, LIMIT, TINY, ends, root_down, root_up, round_down, tamed, to_arb, to_sympy
from proofkit.interval.tape import Tape

x, y = sp.symbols("x y", real=True)
fractions = st.fractions(min_value=-3, max_value=3, max_denominator=12)
leaves = st.one_of(st.sampled_from([x, y]), fractions.map(to_sympy))
FUNCTIONS = [sp.exp, sp.sin, sp.cos, sp.tanh, sp.atan, sp.Abs]


def _grow(parts: st.SearchStrategy) -> st.SearchStrategy:
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        pairs.map(lambda p: sp.Piecewise((p[0], p[1] > x), (p[1], True))),
        st.tuples(parts, st.integers(1, 4)).map(lambda p: p[0] ** p[1]),
        st.tuples(st.sampled_from(FUNCTIONS), parts).map(lambda p: p[0](p[1])),
    )


expressions = st.recursive(leaves, _grow, max_leaves=7)
sides = st.tuples(fractions, fractions).map(lambda p: (min(p), max(p)))
shares = st.fractions(min_value=0, max_value=1, max_denominator=8)


def _value(expression: sp.Expr, point: dict[sp.Symbol, sp.Rational]) -> mpmath.mpf:
    return mpmath.mpf(sp.N(expression.xreplace(point), 60))


@settings(max_examples=150, deadline=None)
@given(expressions, sides, sides, shares, shares)
def test_every_value_in_the_box_lies_in_the_enclosure(expression, across, up, s, t):
    a = across[0] + s * (across[1] - across[0])
    b = up[0] + t * (up[1] - up[0])
    found = ends(Tape([expression], (x, y)).run((across, up))[0])
    if found is None:
        return  # the whole line encloses anything
    with mpmath.workdps(60):
        value = _value(expression, {x: to_sympy(a), y: to_sympy(b)})
        slack = mpmath.mpf(10) ** -40 * (1 + abs(value))
        low, high = (mpmath.mpf(e.numerator) / e.denominator for e in found)
        assert low - slack <= value <= high + slack


@settings(max_examples=60, deadline=None)
@given(expressions, fractions, fractions)
def test_a_point_is_enclosed_tightly(expression, a, b):
    found = ends(Tape([expression], (x, y)).run(((a, a), (b, b)))[0])
    assert found is None or found[1] - found[0] <= Fraction(1, 10**12) * (1 + max(abs(found[0]), abs(found[1])))


@pytest.mark.parametrize(
    "expression", [1 / x, sp.log(x), sp.sqrt(x), x ** sp.Rational(1, 3), sp.exp(1 / x), 0 * y + x / x**2]
)
def test_undefined_values_become_the_whole_line(expression):
    assert not Tape([expression], (x,)).run(((Fraction(-1), Fraction(1)),))[0].is_finite()


def test_zero_times_infinity_is_the_whole_line():
    product = sp.Mul(x, 1 / y, evaluate=False)
    assert not Tape([product], (x, y)).run(((Fraction(0), Fraction(0)), (Fraction(-1), Fraction(1))))[0].is_finite()


def test_box_ends_convert_outward():
    third = Fraction(1, 3)
    low, high = ends(Tape([x], (x,)).run(((third, third),))[0])
    assert low < third < high


def test_an_even_power_is_not_negative():
    low, _ = ends(Tape([x**2], (x,)).run(((Fraction(-1), Fraction(2)),))[0])
    assert low >= -Fraction(1, 10**8)


def test_an_undecided_branch_gives_the_hull_of_both():
    step = sp.Piecewise((sp.Integer(5), x > 1), (sp.Integer(-5), True))
    tape = Tape([step], (x,))
    (ball,), decided = tape.run_smooth(((Fraction(0), Fraction(2)),))
    assert not decided and ball.contains(5) and ball.contains(-5)
    (ball,), decided = tape.run_smooth(((Fraction(2), Fraction(3)),))
    assert decided and not ball.contains(-5)


@pytest.mark.parametrize("expression", [sp.floor(x), sp.sign(x), sp.Symbol("z"), sp.gamma(x), x + sp.Float(0.1)])
def test_what_cannot_be_enclosed_is_refused(expression):
    with pytest.raises(BadInput):
        Tape([expression], (x,))


@given(st.fractions(min_value=0, max_value=10**6))
def test_rational_roots_are_outward(value):
    assert root_down(value) ** 2 <= value <= root_up(value) ** 2
    assert root_down(value**2) == root_up(value**2) == value


@given(st.fractions())
def test_rounding_is_outward(value):
    low = round_down(value)
    assert low <= value < low + Fraction(1, 2**79)


@pytest.mark.parametrize("text", ["exp(x)", "exp(exp(x))", "exp(exp(exp(exp(x))))", "exp(-exp(exp(x)))", "x**(10**30)"])
def test_astronomical_values_are_enclosed_by_moderate_numbers_or_by_the_whole_line(text: str) -> None:
    formula = sp.sympify(text, locals={"x": x})
    for point in (F(10**6), F(-(10**6)), F(10**300)):
        found = ends(Tape([formula, 1 / formula], [x]).run(((point, point),))[0])
        assert found is None or -HUGE <= found[0] <= found[1] <= HUGE


def test_large_and_small_numbers_up_to_the_limit_keep_their_enclosures() -> None:
    limit = LIMIT - 1
    for exponent in (limit, -limit):
        number = F(2) ** exponent
        assert ends(to_arb(number)) == (number, number) == ends(tamed(to_arb(number)))
    for exponent in (LIMIT + 1, 10**5):
        assert ends(to_arb(F(2) ** exponent)) is None
        assert ends(to_arb(F(1, 2**exponent))) == (0, TINY)
        low, high = ends(tamed(to_arb(F(-1, 2**exponent)))) or (F(1), F(1))
        assert -2 * TINY <= low < -F(1, 2**exponent) and high <= 2 * TINY
    assert ends(tamed(to_arb(F(0)))) == (0, 0)
