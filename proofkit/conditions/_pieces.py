"""Which pieces of f a region can meet, and whether f is defined and differentiable all over it."""

from __future__ import annotations

import sympy as sp

from ..interval.balls import bisect
from ..interval.problem import Case, NotExact, Problem
from ..interval.quadratic import quadratic_cells
from ..interval.sets import bounding_box, condition_of, is_convex
from ..interval.tape import Sides, Tape
from ..landscape import Landscape, Piece
from ..region import Box, Everywhere, Region

#: functions analytic on the whole line
ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.tanh, sp.atan)
CUTS = 4000  #: boxes tried before giving up on showing that f is defined


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


def undefined(landscape: Landscape, region: Region) -> str:
    """Return "" where f and g are certainly defined all over the region, else what is open, in words.

    Entire formulas are defined everywhere; others (log, roots, quotients) need bounded enclosures on boxes.
    """
    if all(analytic_everywhere(piece.formula) for piece in landscape.pieces):
        return ""
    sides = bounding_box(region)
    if sides is None:
        return "the region is unbounded and the formula is not defined everywhere by its form: give a box"
    tape = Tape(
        [condition_of(region, landscape.variables), landscape.formula, *landscape.gradient], landscape.variables
    )
    todo: list[Sides] = [sides]
    for _ in range(CUTS):
        if not todo:
            return ""
        box = todo.pop()
        truth, *values = tape.run(box)
        if truth is not False and not all(value.is_finite() for value in values):
            todo = [*bisect(box), *todo]  # widest first, so that a bad point does not hide the rest
    return "f was not shown to be defined and differentiable on the whole region"
