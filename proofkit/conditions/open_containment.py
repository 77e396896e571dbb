"""M ⊂ {‖x − c‖ < R}: the region lies in the open ball about the centre, as an open one in the closed ball does."""

from __future__ import annotations

from dataclasses import replace

from ..certificate import Certificate
from ..region import Ball, Box, Ellipsoid
from ..verdict import Verdict
from ._containment import reach
from ._question import Question


def open_containment(question: Question) -> Certificate:
    """Return two-sided bounds on sup{‖x − c‖ : x ∈ M}, or the verdict on ‖x − c‖ < constant for all x ∈ M.

    An open set in the closed ball lies in its interior; of another one the distances must stay below the constant.
    """
    found = reach("open_containment", question)
    region, constant = question.region, question.constant
    is_open = isinstance(region, Ball | Box | Ellipsoid) and region.open_
    below = constant is not None and found.upper is not None and found.upper < constant
    if found.verdict is not Verdict.HOLDS or is_open or below:
        return found
    words = f"{region} is not given as an open set, and its distances are not bounded below the constant"
    return replace(found, verdict=Verdict.UNDECIDED, open_=words)
