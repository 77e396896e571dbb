"""G(x) = x − ηg(x) is non-singular on the region: preimages of null sets under it are null.

On a piece with an analytic formula det(I − ηH) is analytic, so it is zero everywhere or only on a null set; off
that set G is a local diffeomorphism. One point where it is not zero, per piece, therefore proves the condition.
"""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..interval.exact import to_sympy
from ..interval.probe import spread
from ..interval.sets import bounding_box, condition_of
from ..interval.tape import Tape
from ..landscape import Landscape, Piece
from ..region import Point, Region
from ..verdict import Verdict, worst
from ._classes import strict_interior
from ._pieces import analytic_everywhere, pieces_meeting
from ._question import Clock, Question


def nonsingular_map(question: Question) -> Certificate:
    """Return HOLDS, or REFUTED with a point of a piece on which det(I − ηH) vanishes identically."""
    clock, f = Clock.of("nonsingular_map", question), question.landscape
    step = to_sympy(question.need_step())
    findings = [_piece(f, piece, question.region, step) for piece in pieces_meeting(f, question.region)]
    verdict = worst(v for v, _, _ in findings)
    _, witness, words = next((x for x in findings if x[0] is verdict), (verdict, None, ""))
    return clock.certificate(verdict, witness=witness, method="jacobian", open_=words)


def _piece(f: Landscape, piece: Piece, region: Region, step: sp.Rational) -> tuple[Verdict, Point | None, str]:
    size = f.dimension
    jacobian = (sp.eye(size) - step * sp.hessian(piece.formula, f.variables)).det(method="berkowitz")
    if sp.expand(jacobian) is sp.S.Zero:
        return _singular(f, piece, region)
    if not analytic_everywhere(piece.formula):
        return Verdict.UNDECIDED, None, f"{piece.formula} is not known to be analytic everywhere"
    tape = Tape([jacobian], f.variables)
    for point in spread(((Fraction(-4), Fraction(4)),) * size, 20, seed=0):
        value = tape.run(tuple((x, x) for x in point))[0]
        if not value.contains(0):
            return Verdict.HOLDS, None, ""
    return Verdict.UNDECIDED, None, "det(I - eta H) was not seen to differ from 0"


def _singular(f: Landscape, piece: Piece, region: Region) -> tuple[Verdict, Point | None, str]:
    """The image of the piece is null; it refutes as soon as the piece has interior in the region."""
    inside = Tape([strict_interior(sp.And(piece.condition, condition_of(region, f.variables)))], f.variables)
    sides = bounding_box(region) or ((Fraction(-64), Fraction(64)),) * f.dimension
    for point in [*f.points.values(), *spread(sides, 400, seed=0)]:
        if inside.run(tuple((x, x) for x in point))[0] is True:
            return Verdict.REFUTED, point, "det(I - eta H) = 0 around the witness: G maps an open set to a null set"
    return Verdict.UNDECIDED, None, "det(I - eta H) = 0 on a piece whose interior was not found"
