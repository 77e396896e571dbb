"""Named critical points at which a step is linearly unstable: the Hessian has an eigenvalue above 2/η or below 0."""

from __future__ import annotations

from fractions import Fraction

from ..certificate import Certificate
from ..interval.eigen import shifted
from ..interval.ldl import Matrix, is_positive_semidefinite
from ._question import Clock, Question
from ._stability import points_where


def unstable_points(question: Question) -> Certificate:
    """Return HOLDS with the unstable ones among the function's named critical points, REFUTED if all are stable.

    Where f is C² the Hessian is the strict derivative of g: linear, self-adjoint, with an error that is small beside
    ‖x − y‖ near the point.
    """
    clock, limit = Clock.of("unstable_points", question), 2 / question.need_step()
    return points_where(clock, lambda hessian: _unstable(hessian, limit), "no named critical point is unstable")


def _unstable(hessian: Matrix, limit: Fraction) -> bool:
    sharpest = [[-x for x in row] for row in shifted(hessian, limit)]
    return not is_positive_semidefinite(hessian) or not is_positive_semidefinite(sharpest)
