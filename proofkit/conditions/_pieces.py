"""Which pieces of f a region can meet, a convex set around it, and formulas that are analytic everywhere."""

from __future__ import annotations

import sympy as sp

from ..interval.problem import Case, NotExact, Problem
from ..interval.quadratic import quadratic_cells
from ..interval.sets import bounding_box, condition_of, is_convex
from ..landscape import Landscape, Piece
from ..region import Box, Everywhere, Region

#: functions analytic on the whole line
ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan)


def convex_around(region: Region) -> Region:
    """Return a convex set that contains the region: itself, its bounding box, or everything."""
    if is_convex(region):
        return region
    sides = bounding_box(region)
    return Everywhere() if sides is None else Box(tuple(lo for lo, _ in sides), tuple(hi for _, hi in sides))


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


def analytic_everywhere(formula: sp.Expr) -> bool:
    """Return whether a formula is built from entire operations only: +, ×, non-negative powers, exp, sin, …"""
    if formula.is_Rational or formula.is_Symbol:
        return True
    if isinstance(formula, sp.Pow):
        base, exponent = formula.args
        plain = isinstance(exponent, sp.Integer) and exponent > 0
        return plain and analytic_everywhere(base)
    return isinstance(formula, (sp.Add, sp.Mul, *ENTIRE)) and all(map(analytic_everywhere, formula.args))
