"""dist(c, M): every point of the region is at least this far from the centre."""

from __future__ import annotations

import sympy as sp

from ..certificate import Certificate
from ..interval.problem import Case, Problem
from ..interval.sets import condition_of
from ._question import Clock, Question, Scale, squared_distance
from ._settle import settle


def distance(question: Question) -> Certificate:
    """Return two-sided bounds on inf{‖x − c‖ : x ∈ M}, or the verdict on inf ≥ constant."""
    variables, center = question.landscape.variables, question.need_center()
    where = condition_of(question.region, variables)
    case = Case(where, squared_distance(variables, center), sp.Integer(1))
    return settle(Clock.of("distance", question), Problem(variables, (case,), center), Scale(1, 2))
