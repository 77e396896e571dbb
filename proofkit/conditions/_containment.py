"""How far a region reaches from the centre: what containment in a closed and in an open ball share."""

from __future__ import annotations

import sympy as sp

from ..certificate import Certificate
from ..interval.problem import Case, Problem
from ..interval.sets import condition_of
from ._question import Clock, Question, Scale, squared_distance
from ._settle import settle


def reach(name: str, question: Question) -> Certificate:
    """Return two-sided bounds on sup{‖x − c‖ : x ∈ M}, or the verdict on sup ≤ constant, as condition `name`."""
    variables, center = question.landscape.variables, question.need_center()
    where = condition_of(question.region, variables)
    case = Case(where, -squared_distance(variables, center), sp.Integer(1))
    return settle(Clock.of(name, question), Problem(variables, (case,), center), Scale(-1, 2))
