"""M = {x : ‖x − c‖ < R}, by the exact data of the region."""

from __future__ import annotations

from ..certificate import Certificate
from ..region import Ball
from ..verdict import Verdict
from ._question import Clock, Question


def open_ball(question: Question) -> Certificate:
    """Return HOLDS when the region is the open ball of radius `constant` about the centre, exactly; else UNDECIDED."""
    clock, center = Clock.of("open_ball", question), question.need_center()
    same = question.constant is not None and question.region == Ball(center, question.constant**2, open_=True)
    words = "" if same else f"the region is given as {question.region}"
    return clock.certificate(Verdict.HOLDS if same else Verdict.UNDECIDED, method="identity", open_=words)
