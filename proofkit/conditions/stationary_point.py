"""g(c) = 0: the centre is a stationary point, by exact evaluation."""

from __future__ import annotations

import sympy as sp

from ..certificate import Certificate
from ..verdict import Verdict
from ._question import Clock, Question


def stationary_point(question: Question) -> Certificate:
    """Return the verdict on g(c) = 0; undecided where exact evaluation does not tell."""
    clock, center = Clock.of("stationary_point", question), question.need_center()
    slopes = [sp.expand(slope) for slope in question.landscape.gradient_at(center)]
    if all(slope is sp.S.Zero for slope in slopes):
        return clock.certificate(Verdict.HOLDS, method="exact")
    if any(slope.is_zero is False for slope in slopes):
        return clock.certificate(Verdict.REFUTED, method="exact", witness=center)
    return clock.certificate(Verdict.UNDECIDED, method="exact", open_="whether the gradient at the centre is zero")
