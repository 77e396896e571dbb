"""f does not decrease on an interval of the line: f' ≥ 0, or f' ≥ a claimed slope; the best one is the infimum of f'.

A continuous function whose derivative is ≥ k except at finitely many points grows by at least k(b − a) from a to b.
"""

from __future__ import annotations

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.problem import Case, Problem
from ..interval.sets import condition_of, is_convex
from ..verdict import Verdict
from ._classes import strict_interior
from ._domain import undefined
from ._not_negative import not_negative
from ._question import Clock, Question


def monotone(question: Question) -> Certificate:
    """Return the verdict, with two-sided bounds on the infimum of f' where nothing is claimed."""
    clock, f, x = Clock.of("monotone", question), question.landscape, question.need_line()
    if not is_convex(question.region):
        raise BadInput("region", str(question.region), "an interval")
    words = undefined(f, question.region)
    if words:
        return clock.certificate(Verdict.UNDECIDED, method="domain", open_=words)
    where = condition_of(question.region, f.variables)
    inside = [(strict_interior(sp.And(piece.condition, where)), sp.diff(piece.formula, x)) for piece in f.pieces]
    cases = [Case(condition, slope, sp.Integer(1)) for condition, slope in inside]
    return not_negative(clock, Problem(f.variables, tuple(cases), question.center))
