"""f(x) ≥ f(y) + ⟨g(y), x − y⟩ + ‖g(x) − g(y)‖²/(2L) for every pair of points of R^d: smooth and convex there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..certificate import Certificate
from ..classes.smooth import smooth
from ..classes.strongly_convex import strongly_convex
from ..region import Everywhere
from ..verdict import Verdict
from ._domain import undefined
from ._pair import pair_class
from ._question import Clock, Question


def interpolation(question: Question) -> Certificate:
    """Return the verdict on the interpolation inequality of smooth convex functions, with the smallest L.

    A function satisfies it on all of R^d exactly when it is convex and its gradient is L-Lipschitz (Taylor, Hendrickx
    and Glineur 2017, theorem 4 and corollary 1), which the Hessians of pieces that join C¹ decide: 0 ⪯ H ⪯ L.
    Together with `strongly_convex` for μ it gives the interpolation inequality with μ and L. On a proper part of R^d
    those bounds do not give it: undecided there.
    """
    clock = Clock.of("interpolation", question)
    if not isinstance(question.region, Everywhere):
        words = "on a part of R^d bounds on the Hessian do not give the inequality in function values"
        return clock.certificate(Verdict.UNDECIDED, method="region", open_=words)
    words = undefined(question.landscape, question.region)
    if words:
        return clock.certificate(Verdict.UNDECIDED, method="domain", open_=words)
    steep = pair_class(smooth, question)
    if steep.verdict is not Verdict.HOLDS:
        return replace(steep, condition="interpolation")
    monotone = pair_class(strongly_convex, replace(question, constant=Fraction(0)))
    if monotone.verdict is not Verdict.HOLDS:
        return replace(monotone, condition="interpolation", claim=question.constant, lower=None, upper=None)
    return replace(steep, condition="interpolation")
