"""How far a region reaches from the centre, and how near it comes: what containments and the distance share."""

from __future__ import annotations

import sympy as sp

from ..certificate import Certificate
from ..interval.problem import Case, Problem
from ..interval.sets import condition_of
from ._question import Clock, Question, Scale, squared_distance
from ._settle import settle


def reach(name: str, question: Question) -> Certificate:
    """Return two-sided bounds on sup{‖x − c‖ : x ∈ M}, or the verdict on sup ≤ constant, as condition `name`."""
    return settle(Clock.of(name, question), squared_distances(question, -1), Scale(-1, 2))


def squared_distances(question: Question, sign: int) -> Problem:
    """Return the problem of the least sign·‖x − c‖² on the region."""
    variables, center = question.landscape.variables, question.need_center()
    where = condition_of(question.region, variables)
    return Problem(variables, (Case(where, sign * squared_distance(variables, center), sp.Integer(1)),), center)
