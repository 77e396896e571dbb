"""The gradient-descent map G(x) = x − ηg(x), piece by piece, and where it stays in or leaves a region."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from ..interval.exact import to_sympy
from ..interval.sets import condition_of
from ._question import Question


@dataclass(frozen=True)
class Branch:
    """G on one piece of f.

    Args:
        condition: where the piece applies, inside the region.
        image: G(x), one expression per coordinate.
        lands: the condition that G(x) lies in the region, as a condition on x.
    """

    condition: sp.Basic
    image: tuple[sp.Expr, ...]
    lands: sp.Basic


def branches(question: Question) -> tuple[Branch, ...]:
    """Return G on every piece of f inside the region."""
    f, step = question.landscape, to_sympy(question.need_step())
    inside = condition_of(question.region, f.variables)
    found = []
    for piece in f.pieces:
        image = tuple(sp.expand(v - step * sp.diff(piece.formula, v)) for v in f.variables)
        lands = inside.subs(dict(zip(f.variables, image, strict=True)), simultaneous=True)
        found.append(Branch(sp.And(piece.condition, inside), image, lands))
    return tuple(found)
