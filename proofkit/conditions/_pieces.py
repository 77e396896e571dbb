"""Which pieces of f a region can meet."""

from __future__ import annotations

import sympy as sp

from ..interval.problem import Case, NotExact, Problem
from ..interval.quadratic import quadratic_cells
from ..interval.sets import condition_of
from ..landscape import Landscape, Piece
from ..region import Region


def pieces_meeting(landscape: Landscape, region: Region) -> tuple[Piece, ...]:
    """Return the pieces that were not proved to miss the region."""
    return tuple(piece for piece in landscape.pieces if not _misses(landscape, piece, region))


def _misses(landscape: Landscape, piece: Piece, region: Region) -> bool:
    where = sp.And(piece.condition, condition_of(region, landscape.variables))
    case = Case(where, sp.Integer(0), sp.Integer(1))
    try:
        return not quadratic_cells(Problem(landscape.variables, (case,)))
    except NotExact:
        return False
