"""f(x) ≥ 0 on a region, or f(x) ≥ a claimed constant; the best constant is the infimum of f."""

from __future__ import annotations

import sympy as sp

from ..certificate import Certificate
from ..interval.problem import Case, Problem
from ..interval.sets import condition_of
from ..verdict import Verdict
from ._domain import undefined
from ._not_negative import not_negative
from ._question import Clock, Question


def sign(question: Question) -> Certificate:
    """Return the verdict, with two-sided bounds on the infimum where nothing is claimed: f > 0 where `lower` > 0."""
    clock, f = Clock.of("sign", question), question.landscape
    words = undefined(f, question.region)
    if words:
        return clock.certificate(Verdict.UNDECIDED, method="domain", open_=words)
    where = condition_of(question.region, f.variables)
    cases = [Case(sp.And(piece.condition, where), piece.formula, sp.Integer(1)) for piece in f.pieces]
    return not_negative(clock, Problem(f.variables, tuple(cases), question.center))
