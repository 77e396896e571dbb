"""f is a quadratic about the centre whose Hessian has all eigenvalues in (0, L], L among them; or any positive ones.

By the spectral theorem its eigenvectors, ordered from L downwards, are then an orthonormal basis in which the
coordinates of the gradient are those of x − c times the eigenvalues.
"""

from __future__ import annotations

from fractions import Fraction

from ..certificate import Certificate
from ..interval.eigen import shifted
from ..interval.exact import rational
from ..interval.ldl import Matrix, is_positive_definite, is_positive_semidefinite
from ..interval.problem import NotExact
from ..landscape import Landscape
from ..verdict import Verdict
from ._question import Clock, Question

METHOD = "ldl"


def eigenbasis(question: Question) -> Certificate:
    """Return HOLDS, or the reason why not, settled exactly; UNDECIDED when the Hessian is not a rational constant.

    The constant is L; without one it is only asked that the eigenvalues be positive.

    Raises:
        BadInput: no centre was given.
    """
    clock, f, center = Clock.of("eigenbasis", question), question.landscape, question.need_center()
    try:
        hessian = _hessian(f)
    except NotExact as reason:
        return clock.certificate(Verdict.UNDECIDED, method=METHOD, open_=str(reason))
    wrong = _wrong(hessian, question.constant)
    if any(f.gradient_at(center)):
        wrong = "the gradient does not vanish at the centre"
    if wrong:
        return clock.certificate(Verdict.REFUTED, method=METHOD, witness=center, open_=wrong)
    return clock.certificate(Verdict.HOLDS, method=METHOD)


def _hessian(f: Landscape) -> Matrix:
    if len(f.pieces) > 1:
        raise NotExact("the function has several pieces")
    if not f.formula.is_polynomial(*f.variables) or any(entry.free_symbols for row in f.hessian for entry in row):
        raise NotExact("the function is not a quadratic polynomial")
    return [[rational(entry) for entry in row] for row in f.hessian]


def _wrong(hessian: Matrix, largest: Fraction | None) -> str:
    """Say what keeps the eigenvalues from lying in (0, L] with L among them; "" if nothing does."""
    if not is_positive_definite(hessian):
        return "an eigenvalue of the Hessian is not positive"
    if largest is None:
        return ""
    below = [[-entry for entry in row] for row in shifted(hessian, largest)]  # L·I − H
    if not is_positive_semidefinite(below):
        return "an eigenvalue of the Hessian is larger than L"
    return "L is larger than every eigenvalue of the Hessian" if is_positive_definite(below) else ""
