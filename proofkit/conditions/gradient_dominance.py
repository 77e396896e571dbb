"""½‖g(x)‖² ≥ μ(f(x) − f(c)) on a region: the Polyak–Łojasiewicz inequality of one function."""

from __future__ import annotations

import sympy as sp

from ..certificate import Certificate
from ..interval.problem import Case, EmptySet, Problem
from ..interval.sets import condition_of
from ..verdict import Verdict
from ._pieces import undefined
from ._question import Clock, Question, Scale
from ._settle import settle


def gradient_dominance(question: Question) -> Certificate:
    """Return two-sided bounds on the largest μ, or the verdict on a claimed one; the centre is to be a minimiser."""
    clock = Clock.of("gradient_dominance", question)
    f, center = question.landscape, question.need_center()
    words = undefined(f, question.region)
    if words:
        return clock.certificate(Verdict.UNDECIDED, method="domain", open_=words)
    floor, where = f.value_at(center), condition_of(question.region, f.variables)
    cases = [
        Case(
            sp.And(piece.condition, where),
            sum((sp.diff(piece.formula, v) ** 2 for v in f.variables), sp.Integer(0)),
            2 * (piece.formula - floor),
        )
        for piece in f.pieces
        if piece.formula != floor  # else f(x) = f(c), and every μ will do
    ]
    try:
        return settle(clock, Problem(f.variables, tuple(cases), center), Scale())
    except EmptySet:
        return clock.certificate(Verdict.HOLDS, method="empty")
