"""The constant is the least eigenvalue of the Hessian of a quadratic, at the centre and so everywhere."""

from __future__ import annotations

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.eigen import shifted
from ..interval.ldl import is_positive_definite, is_positive_semidefinite
from ..verdict import Verdict
from ._question import Clock, Question
from ._stability import hessian_at


def least_eigenvalue(question: Question) -> Certificate:
    """Return the verdict, settled exactly; UNDECIDED when f is not seen to be a quadratic with rational Hessian.

    Raises:
        BadInput: no constant or no centre was given.
    """
    clock, f, center = Clock.of("least_eigenvalue", question), question.landscape, question.need_center()
    if question.constant is None:
        raise BadInput("constant", None, "the eigenvalue that is claimed to be the least")
    hessian = hessian_at(f, center)
    if hessian is None or len(f.pieces) > 1 or any(entry.free_symbols for row in f.hessian for entry in row):
        return clock.certificate(Verdict.UNDECIDED, method="ldl", open_="the function is not seen to be a quadratic")
    rest = shifted(hessian, question.constant)
    if not is_positive_semidefinite(rest):
        return clock.certificate(Verdict.REFUTED, method="ldl", witness=center, open_="an eigenvalue is smaller")
    if is_positive_definite(rest):
        return clock.certificate(Verdict.REFUTED, method="ldl", witness=center, open_="every eigenvalue is larger")
    return clock.certificate(Verdict.HOLDS, method="ldl")
