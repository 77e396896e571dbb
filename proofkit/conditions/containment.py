"""M ⊂ B(c, R): the region lies in the closed ball about the centre; the best constant is the smallest such R."""

from __future__ import annotations

from ..certificate import Certificate
from ._containment import reach
from ._question import Question


def containment(question: Question) -> Certificate:
    """Return two-sided bounds on sup{‖x − c‖ : x ∈ M}, or the verdict on sup ≤ constant."""
    return reach("containment", question)
