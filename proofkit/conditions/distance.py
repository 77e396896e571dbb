"""dist(c, M): every point of the region is at least this far from the centre."""

from __future__ import annotations

from ..certificate import Certificate
from ._containment import squared_distances
from ._question import Clock, Question, Scale
from ._settle import settle


def distance(question: Question) -> Certificate:
    """Return two-sided bounds on inf{‖x − c‖ : x ∈ M}, or the verdict on inf ≥ constant."""
    return settle(Clock.of("distance", question), squared_distances(question, 1), Scale(1, 2))
