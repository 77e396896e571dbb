"""Whether the pieces of f meet with equal values and gradients: f is C¹ where they do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations

import sympy as sp

from ..interval.exact import ends
from ..interval.line import Segment, Truth, cut
from ..interval.problem import NotExact, polynomial
from ..interval.sets import cells_of, condition_of
from ..interval.tape import Sides, Tape
from ..landscape import Landscape, Piece
from ..region import Region
from ._classes import constraints_of
from ._pieces import pieces_meeting


@dataclass(frozen=True)
class Joins:
    """`smooth` True: f is C¹ on the region; False: a join is certainly broken; None: not decided."""

    smooth: bool | None
    words: str = ""


def joins(landscape: Landscape, region: Region, sides: Sides | None) -> Joins:
    """Decide whether f is C¹ on a region.

    Args:
        landscape: f, with its pieces.
        region: where.
        sides: a closed box around the region, if there is one.
    """
    pieces = pieces_meeting(landscape, region)
    if len(pieces) == 1 or (sides is not None and _one_piece(landscape, sides)):
        return Joins(True)
    try:
        axis = _axis(landscape)
        return _across_one_surface(landscape, pieces) if axis is None else _along(axis, landscape, region)
    except NotExact as reason:
        return Joins(None, f"whether the pieces join smoothly is open: {reason}")


def _one_piece(landscape: Landscape, sides: Sides) -> bool:
    truths = Tape([piece.condition for piece in landscape.pieces], landscape.variables).run(sides)
    return True in truths


def _axis(landscape: Landscape) -> sp.Symbol | None:
    """The one variable that decides which piece applies, if there is one."""
    deciding = set().union(*(piece.condition.free_symbols for piece in landscape.pieces))
    return next(iter(deciding)) if len(deciding) == 1 else None


def _along(x: sp.Symbol, landscape: Landscape, region: Region) -> Joins:
    """Pieces that follow one another along one axis: neighbours must agree where they meet.

    In several variables they are compared all along the hyperplanes between them, whatever the region.
    """
    for gap, segment in _meetings(x, landscape, region):
        parts = (gap, *(sp.diff(gap, v) for v in landscape.variables))
        if not all(_vanishes(e, x, landscape, segment) for e in parts):
            if landscape.dimension > 1:
                return Joins(None, f"the pieces do not join smoothly everywhere at {x} = {segment.low}")
            return Joins(False, f"the pieces do not join smoothly at {segment.low}")
    return Joins(True)


def _meetings(x: sp.Symbol, landscape: Landscape, region: Region) -> Iterator[tuple[sp.Expr, Segment]]:
    """Yield the difference of two pieces that follow one another along an axis, and where they do."""
    truths = [Truth(piece.condition, x) for piece in landscape.pieces]
    where = Truth(condition_of(region, [x]) if landscape.dimension == 1 else sp.true, x)
    segments = cut([form for truth in (*truths, where) for form in truth.forms])
    pieces = [next(k for k, truth in enumerate(truths) if truth.on(s)) for s in segments]
    for k, segment in enumerate(segments):
        for other in (k - 1, k + 1) if segment.is_point and where.on(segment) else ():
            if 0 <= other < len(segments) and where.on(segments[other]) and pieces[k] != pieces[other]:
                yield landscape.pieces[pieces[k]].formula - landscape.pieces[pieces[other]].formula, segment


def jump(landscape: Landscape, region: Region) -> str:
    """Return a place where f on the line certainly jumps inside the region, in words; "" where none is known."""
    if landscape.dimension > 1 or len(landscape.pieces) == 1:
        return ""
    (x,) = landscape.variables
    with suppress(NotExact):
        for gap, segment in _meetings(x, landscape, region):
            if _is_not_zero(gap, x, segment):
                return f"{x} = {segment.low}"
    return ""


def _is_not_zero(gap: sp.Expr, x: sp.Symbol, at: Segment) -> bool:
    """Whether an expression is certainly not 0 at one point."""
    with suppress(NotExact):
        return at.sign(polynomial(gap, [x])) != 0
    if at.low is None:
        return False
    value = ends(Tape([gap], [x]).run(((at.low.low, at.low.high),))[0])
    return value is not None and (value[0] > 0 or value[1] < 0)


def _vanishes(expression: sp.Expr, x: sp.Symbol, landscape: Landscape, at: Segment) -> bool:
    """Whether a polynomial is 0 at x = `at` for all values of the other variables."""
    others, form = [v for v in landscape.variables if v != x], polynomial(expression, landscape.variables)
    coefficients = sp.Poly(form.as_expr(), *others).coeffs() if others else [expression]
    return all(at.sign(polynomial(c, [x])) == 0 for c in coefficients)


def _across_one_surface(landscape: Landscape, pieces: tuple[Piece, ...]) -> Joins:
    """Pieces separated by the zero set of a single polynomial s: C¹ when s divides the gaps of f and of ∇f."""
    variables = landscape.variables
    surfaces = {polynomial(e, variables).monic() for piece in pieces for e in constraints_of(cells_of(piece.condition))}
    if len(surfaces) != 1:
        return Joins(None, "whether the pieces join smoothly is open: several surfaces separate them")
    (surface,) = surfaces
    for first, second in combinations(pieces, 2):
        gap = first.formula - second.formula
        for part in (gap, *(sp.diff(gap, v) for v in variables)):
            if not polynomial(part, variables).rem(surface).is_zero:
                return Joins(None, f"the gap of the pieces is not divisible by {surface.as_expr()}")
    return Joins(True)
