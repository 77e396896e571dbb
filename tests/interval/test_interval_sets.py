"""Regions and conditions: their SymPy form, their cells and their membership test say the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit.errors import BadInput
from proofkit.interval.sets import bounding_box, cells_of, condition_of, is_convex
from proofkit.interval.tape import Tape
from proofkit.region import Ball, Box, Ellipsoid, Everywhere, Region

x, y = sp.symbols("x y", real=True)
numbers = st.fractions(min_value=-3, max_value=3, max_denominator=4)
points = st.tuples(numbers, numbers)
positive = st.fractions(min_value=Fraction(1, 4), max_value=3, max_denominator=4)
flags = st.booleans()
simple = st.one_of(
    st.builds(lambda p, q, o: Box(p, (p[0] + q[0], p[1] + q[1]), o), points, st.tuples(positive, positive), flags),
    st.builds(Ball, points, positive, flags),
    st.builds(Ellipsoid, points, st.tuples(positive, positive), positive, flags),
    st.just(Everywhere()),
)


def _combined(parts: st.SearchStrategy) -> st.SearchStrategy:
    pairs = st.tuples(parts, parts)
    return st.one_of(parts.map(lambda r: ~r), pairs.map(lambda p: p[0] & p[1]), pairs.map(lambda p: p[0] | p[1]))


regions = st.recursive(simple, _combined, max_leaves=4)


@settings(max_examples=80, deadline=None)
@given(regions, points)
def test_condition_cells_and_membership_agree(region: Region, point):
    numbers_at = {x: sp.Rational(point[0]), y: sp.Rational(point[1])}
    condition = condition_of(region, (x, y))
    inside = region.contains(point)
    assert (condition.subs(numbers_at) == sp.true) == inside
    met = [all(_holds(c, numbers_at) for c in cell) for cell in cells_of(condition)]
    assert any(met) == inside


def _holds(constraint, numbers_at) -> bool:
    value = constraint.expression.subs(numbers_at)
    return bool(value > 0 if constraint.strict else value >= 0)


@settings(max_examples=60, deadline=None)
@given(regions, points, st.tuples(positive, positive))
def test_a_box_called_inside_or_outside_is(region: Region, low, width):
    sides = tuple((a, a + w) for a, w in zip(low, width, strict=True))
    truth = Tape([condition_of(region, (x, y))], (x, y)).run(sides)[0]
    corners = [(a, b) for a in sides[0] for b in sides[1]]
    if truth is not None:
        assert all(region.contains(corner) == truth for corner in corners)


@settings(max_examples=60, deadline=None)
@given(regions, points)
def test_the_bounding_box_contains_the_region(region: Region, point):
    sides = bounding_box(region)
    if sides is not None and region.contains(point):
        assert all(lo <= v <= hi for v, (lo, hi) in zip(point, sides, strict=True))


def test_convexity_is_claimed_only_by_kind():
    ball = Ball((Fraction(0), Fraction(0)), Fraction(1))
    assert is_convex(ball) and is_convex(ball & Everywhere())
    assert not is_convex(~ball) and not is_convex(ball | ball)


def test_another_dimension_is_refused():
    with pytest.raises(BadInput, match="dimension"):
        condition_of(Box((Fraction(0),), (Fraction(1),)), (x, y))


def test_a_condition_of_another_kind_is_refused():
    with pytest.raises(BadInput):
        cells_of(sp.Xor(x > 0, y > 0))
