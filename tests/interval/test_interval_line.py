"""Exact reasoning on the line: real roots, best constants, claims decided with no rounding."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit.interval.line import cut, decide, segments_where, solve
from proofkit.interval.problem import Case, NotExact, Problem
from proofkit.interval.roots import real_roots, simple_between

x = sp.Symbol("x", real=True)
small = st.integers(-4, 4)
TOLERANCE = Fraction(1, 10**6)


def poly(expression: sp.Expr) -> sp.Poly:
    return sp.Poly(expression, x, domain="QQ")


def problem(value: sp.Expr, weight: sp.Expr | int = 1, where: sp.Basic = sp.true) -> Problem:
    return Problem((x,), (Case(where, sp.sympify(value), sp.sympify(weight)),))


@settings(max_examples=60, deadline=None)
@given(st.lists(small, min_size=2, max_size=6))
def test_roots_are_those_of_numpy_in_order(coefficients):
    form = poly(sp.Poly.from_list(coefficients, x).as_expr())
    if form.degree() < 1:
        return
    roots = real_roots([form])
    assert len(roots) == form.sqf_part().count_roots()
    for root in roots:
        for _ in range(40):
            root.refine()
        assert root.sign(form) == 0
    middles = [float(root.low) for root in roots]
    assert middles == sorted(middles)
    true = np.roots([float(c) for c in form.sqf_part().all_coeffs()])
    assert all(min(abs(true - m)) < 1e-5 for m in middles)


def test_rational_roots_are_exact_and_shared_roots_are_one():
    roots = real_roots([poly((3 * x - 1) * (x**2 - 2)), poly((x**2 - 2) * (x - 5))])
    assert [r.rational for r in roots] == [False, True, False, True]
    assert roots[1].low == Fraction(1, 3)
    assert roots[0].sign(poly(x**4 - 4)) == 0 and roots[0].sign(poly(x)) == -1


@given(st.fractions(max_denominator=999), st.fractions(max_denominator=999))
def test_a_simple_rational_lies_between(a, b):
    if a != b:
        assert min(a, b) < simple_between(min(a, b), max(a, b)) < max(a, b)


@settings(max_examples=60, deadline=None)
@given(st.lists(small, min_size=3, max_size=5), st.integers(-2, 0), st.integers(1, 2))
def test_best_constant_brackets_a_dense_sample(coefficients, low, high):
    value = sp.Poly.from_list(coefficients, x).as_expr()
    found = solve(problem(value, where=sp.And(x >= low, x <= high)), TOLERANCE)
    points = [Fraction(k, 64) for k in range(64 * low, 64 * high + 1)]
    least = min(Fraction(int(v.p), int(v.q)) for v in (sp.Rational(value.subs(x, sp.Rational(p))) for p in points))
    assert found.lower <= least
    assert found.upper - found.lower <= TOLERANCE
    assert least - found.upper <= Fraction(4 * 4 * 2 * 8, 64)  # a Lipschitz constant of these polynomials, over 64


def test_an_infimum_at_infinity_is_a_limit():
    found = solve(problem(x**2, x**2 + 1, x > 1), TOLERANCE)
    assert (found.lower, found.upper) == (Fraction(1, 2), Fraction(1, 2))
    found = solve(problem(x**4 + 3, x**4 + 1), TOLERANCE)
    assert (found.lower, found.upper) == (1, 1)
    assert solve(problem(-(x**3), sp.Integer(1), x > 1), TOLERANCE).impossible


def test_zero_over_zero_is_factored_and_a_pole_downwards_is_impossible():
    found = solve(problem(x**2 * (x**2 + 3), x**2), TOLERANCE)
    assert found.lower == found.upper == 3
    assert solve(problem(x, x**2), TOLERANCE).impossible
    assert solve(problem(sp.Integer(-1), x**2, sp.And(x >= 0, x <= 0)), TOLERANCE).impossible


@pytest.mark.parametrize("digits", [3, 12, 30, 80])
def test_claims_are_decided_at_any_size(digits):
    square = (x**2 - 2) ** 2
    tiny = Fraction(1, 10**digits)
    assert decide(problem(square), Fraction(0))[0]
    holds, witness, _ = decide(problem(square), tiny)
    assert not holds and (witness**2 - 2) ** 2 < tiny
    assert decide(problem(square), -tiny)[0]


def test_an_open_end_is_not_a_violation():
    assert decide(problem(x, where=x > 0), Fraction(0))[0]
    assert not decide(problem(x - 1, where=x > 0), Fraction(0))[0]
    assert decide(problem(x - 1, where=sp.And(x > 0, x**2 >= 1)), Fraction(0))[0]


def test_a_violation_only_at_an_irrational_point_is_refuted_in_words():
    only = sp.Eq(x**2, 2)
    holds, witness, words = decide(problem(sp.Integer(-1), where=only), Fraction(0))
    assert not holds and witness is None and "x**2 - 2" in words


def test_an_empty_set_is_said_to_be_empty():
    assert solve(problem(x, where=sp.And(x > 1, x < 0)), TOLERANCE).empty
    assert solve(problem(x, where=sp.And(x**2 < 1, x > 1)), TOLERANCE).empty


@pytest.mark.parametrize("value", [sp.exp(x), sp.sqrt(2) * x, 1 / x, sp.Abs(x)])
def test_other_formulas_are_left_to_other_methods(value):
    with pytest.raises(NotExact):
        solve(problem(value), TOLERANCE)


def test_segments_tile_the_line_and_conditions_are_decided_on_them():
    assert len(cut([poly(x**2 - 2), poly(x)])) == 7
    kept = segments_where(sp.Or(x**2 < 2, sp.Eq(x, 3)), x)
    assert [s.is_point for s in kept] == [False, True]
