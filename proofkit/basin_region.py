"""The region M about a local minimiser: the piece of f that it lies in, or a ball where f has one piece there."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from .interval.line import Segment, segments_where
from .interval.problem import NotExact
from .landscape import Landscape
from .region import Ball, Box, Complement, Ellipsoid, Intersection, Point, Region, Sublevel
from .symbolic_rational import exact


def piece_region(landscape: Landscape, point: Point) -> Region | None:
    """Return the set on which f is given by the same formula as at a point.

    A ball, an ellipsoid or an interval where the set is one; else a sublevel set, or an intersection of such; None if f
    has one formula only, or the set is none of these.
    """
    if len(landscape.pieces) < 2:
        return None
    condition = landscape.pieces[landscape.branch_at(point)].condition
    if landscape.dimension == 1:
        return _interval(condition, landscape.variables[0], point[0])
    parts = condition.args if isinstance(condition, sp.And) else (condition,)
    regions = [_half(part, landscape.variables) for part in parts]
    known = [region for region in regions if region is not None]
    if len(known) < len(regions):
        return None
    return known[0] if len(known) == 1 else Intersection(tuple(known))


def _interval(condition: sp.Basic, x: sp.Symbol, point: Fraction) -> Box | None:
    """The bounded interval about a point where a condition in one variable holds, if its ends are rational."""
    try:
        held = segments_where(condition, x)
    except NotExact:
        return None
    joined: list[list[Segment]] = []
    for segment in held:
        if joined and joined[-1][-1].high is segment.low:
            joined[-1].append(segment)
        else:
            joined.append([segment])
    for first, last in ((group[0], group[-1]) for group in joined):
        low, high = first.low, last.high
        if low is None or high is None or not (low.rational and high.rational and low.low <= point <= high.low):
            continue
        closed = first.is_point
        return Box((low.low,), (high.low,), open_=not closed) if last.is_point is closed else None
    return None


def _half(condition: sp.Basic, variables: tuple[sp.Symbol, ...]) -> Region | None:
    """The set where one inequality holds."""
    if not isinstance(condition, sp.core.relational.Relational):
        return None
    gap = condition.lhs - condition.rhs
    if isinstance(condition, sp.StrictGreaterThan | sp.GreaterThan):
        gap = -gap
    elif not isinstance(condition, sp.StrictLessThan | sp.LessThan):
        return None
    strict = isinstance(condition, sp.StrictGreaterThan | sp.StrictLessThan)
    found = _round(gap, variables, strict)
    if found is not None:
        return found
    return Complement(Sublevel(-gap, variables, Fraction(0))) if strict else Sublevel(gap, variables, Fraction(0))


def _round(gap: sp.Expr, variables: tuple[sp.Symbol, ...], strict: bool) -> Ball | Ellipsoid | None:
    """{gap < 0} as a ball or ellipsoid, where gap is Σ a_i(x_i − c_i)² − bound with all a_i and the bound positive."""
    try:
        poly = sp.Poly(sp.expand(gap), *variables, domain=sp.QQ)
    except sp.PolynomialError:
        return None
    weights = [poly.coeff_monomial(x**2) for x in variables]
    if min(weights) <= 0:
        return None
    center = [-poly.coeff_monomial(x) / (2 * a) for x, a in zip(variables, weights, strict=True)]
    bound = sum(a * c**2 for a, c in zip(weights, center, strict=True)) - poly.coeff_monomial(1)
    form = sum(a * (x - c) ** 2 for a, x, c in zip(weights, variables, center, strict=True)) - bound
    if bound <= 0 or sp.expand(gap - form) != 0:
        return None
    middle, axes = tuple(map(exact, center)), tuple(map(exact, weights))
    if len(set(weights)) == 1:
        return Ball(middle, exact(bound / weights[0]), open_=strict)
    return Ellipsoid(middle, axes, exact(bound), open_=strict)
