"""f is ½(x_1 x_2 ⋯ x_d − σ)² exactly, d being n + 1, and the centre is one of its minima x_1 ⋯ x_d = σ."""

from __future__ import annotations

from math import prod

import sympy as sp

from ..certificate import Certificate
from ..interval.exact import to_sympy
from ..interval.problem import NotExact, polynomial
from ..verdict import Verdict
from ._question import Clock, Question


def product_loss(question: Question) -> Certificate:
    """Return HOLDS when f is that polynomial, σ the claimed constant and n the landscape's; else REFUTED, with why.

    UNDECIDED for a function that is no single polynomial.
    """
    clock, f, center = Clock.of("product_loss", question), question.landscape, question.need_center()

    def found(verdict: Verdict, words: str = "") -> Certificate:
        return clock.certificate(verdict, method="polynomial identity", open_=words)

    if question.constant is None or len(f.pieces) > 1:
        return found(Verdict.UNDECIDED, "no constant sigma is claimed, or the function has several pieces")
    target = to_sympy(question.constant)
    try:
        gap = polynomial(f.formula - (sp.Mul(*f.variables) - target) ** 2 / 2, f.variables)
    except NotExact as reason:
        return found(Verdict.UNDECIDED, str(reason))
    if not gap.is_zero:
        return found(Verdict.REFUTED, f"f differs from the loss of a product by {gap.as_expr()}")
    if prod(center) != question.constant:
        return found(Verdict.REFUTED, f"the coordinates of the centre multiply to {prod(center)}")
    if f.constants.get("n") != f.dimension - 1:
        return found(Verdict.REFUTED, f"n is not the number of factors, {f.dimension}, less one")
    return found(Verdict.HOLDS)
