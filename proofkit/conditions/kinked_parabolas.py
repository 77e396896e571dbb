"""f is the lower of (L/2)‖x − x*‖² and h + (m/2)‖x − x†‖², and the first of them where both agree.

L, m and h are constants of the landscape, x* and x† its points "x_star" and "x_dagger".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.exact import to_sympy
from ..landscape import Landscape, Piece
from ..region import Point
from ..verdict import Verdict
from ._question import Clock, Question

ROLES, POINTS = ("L", "m", "h"), ("x_star", "x_dagger")
#: where either is picked: the relation to 0 of a positive, and of a negative, multiple of outer − inner
INNER, OUTER = (sp.StrictGreaterThan, sp.StrictLessThan), (sp.LessThan, sp.GreaterThan)


def kinked_parabolas(question: Question) -> Certificate:
    """Return HOLDS when f is written so; REFUTED with a point where its value is another; else UNDECIDED.

    Raises:
        BadInput: one of the constants or points is missing.
    """
    clock, f = Clock.of("kinked_parabolas", question), question.landscape
    missing = [name for name in ROLES if name not in f.constants] + [name for name in POINTS if name not in f.points]
    if missing:
        given = ", ".join((*f.constants, *f.points)) or "none"
        raise BadInput(f"constants and points of {f.name}", given, f"{', '.join(missing)} too")
    outer, inner = _parabolas(f)
    if all(_is_picked(piece, outer, inner) for piece in f.pieces):
        return clock.certificate(Verdict.HOLDS, method="polynomial identity")
    for point in _points(f):
        values = dict(zip(f.variables, map(to_sympy, point), strict=True))
        if (f.value_at(point) - sp.Min(outer.xreplace(values), inner.xreplace(values))).is_zero is False:
            return clock.certificate(Verdict.REFUTED, witness=point, method="value")
    words = "f is not written as the lower of the two, the outer one where they agree"
    return clock.certificate(Verdict.UNDECIDED, open_=words)


def _parabolas(f: Landscape) -> tuple[sp.Expr, sp.Expr]:
    star, dagger = (sum((x - to_sympy(c)) ** 2 for x, c in zip(f.variables, f.points[p], strict=True)) for p in POINTS)
    L, m, h = (to_sympy(f.constants[role]) for role in ROLES)
    return L / 2 * star, h + m / 2 * dagger


def _is_picked(piece: Piece, outer: sp.Expr, inner: sp.Expr) -> bool:
    """Whether a piece is one of the two, on exactly the points where it should be picked."""
    is_outer, is_inner = (sp.expand(piece.formula - one) == 0 for one in (outer, inner))
    if not (is_outer or is_inner) or not isinstance(piece.condition, sp.core.relational.Relational):
        return False
    positive, negative = OUTER if is_outer else INNER
    multiple = sp.cancel((piece.condition.lhs - piece.condition.rhs) / (outer - inner))
    if not multiple.is_Rational or multiple == 0:
        return False
    return isinstance(piece.condition, positive if multiple > 0 else negative)


def _points(f: Landscape) -> Iterator[Point]:
    """The two minimisers, and points near either."""
    for name, offsets in product(POINTS, product((0, 1, -1), repeat=f.dimension)):
        yield tuple(c + d for c, d in zip(f.points[name], offsets, strict=True))
