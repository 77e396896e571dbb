"""Whether the pieces of f meet with equal values and gradients: f is C¹ where they do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import sympy as sp

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
        return _on_the_line(landscape, region) if landscape.dimension == 1 else _across_one_surface(landscape, pieces)
    except NotExact as reason:
        return Joins(None, f"whether the pieces join smoothly is open: {reason}")


def _one_piece(landscape: Landscape, sides: Sides) -> bool:
    truths = Tape([piece.condition for piece in landscape.pieces], landscape.variables).run(sides)
    return True in truths


def _on_the_line(landscape: Landscape, region: Region) -> Joins:
    (x,) = landscape.variables
    truths = [Truth(piece.condition, x) for piece in landscape.pieces]
    where = Truth(condition_of(region, [x]), x)
    segments = cut([form for truth in (*truths, where) for form in truth.forms])
    pieces = [next(k for k, truth in enumerate(truths) if truth.on(s)) for s in segments]
    for k, segment in enumerate(segments):
        inside = where.on(segment)
        for other in (k - 1, k + 1):
            touched = segment.is_point and inside and 0 <= other < len(segments) and where.on(segments[other])
            if touched and not _agree(landscape, pieces[k], pieces[other], segment):
                return Joins(False, f"the pieces do not join smoothly at {segment.low}")
    return Joins(True)


def _agree(landscape: Landscape, i: int, j: int, at: Segment) -> bool:
    gap = landscape.pieces[i].formula - landscape.pieces[j].formula
    return all(at.sign(polynomial(e, landscape.variables)) == 0 for e in (gap, sp.diff(gap, *landscape.variables)))


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
