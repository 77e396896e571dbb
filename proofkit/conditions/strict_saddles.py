"""Named critical points that are strict saddles (or maxima): the Hessian has a negative eigenvalue."""

from __future__ import annotations

from ..certificate import Certificate
from ..interval.ldl import is_positive_semidefinite
from ._question import Clock, Question
from ._stability import points_where


def strict_saddles(question: Question) -> Certificate:
    """Return HOLDS with the strict saddles among the function's named critical points, REFUTED if there are none."""
    clock = Clock.of("strict_saddles", question)
    return points_where(
        clock, lambda hessian: not is_positive_semidefinite(hessian), "no named point is a strict saddle"
    )
