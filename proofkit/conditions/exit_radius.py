"""E_out = sup{‖G(x) − c‖ : x ∈ M, G(x) ∉ M}: how far from the centre one step can land when it leaves M."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..interval.problem import Case, EmptySet, Problem
from ..verdict import Verdict
from ._domain import undefined
from ._map import branches
from ._question import Clock, Question, Scale, squared_distance
from ._settle import settle


def exit_radius(question: Question) -> Certificate:
    """Return two-sided bounds on E_out for the step, or the verdict on E_out ≤ constant.

    Where nothing leaves M the bound holds emptily: E_out is 0 and `data["leaves"]` is False.
    """
    clock, words = Clock.of("exit_radius", question), undefined(question.landscape, question.region)
    if words:
        return clock.certificate(Verdict.UNDECIDED, method="domain", open_=words)
    try:
        return settle(clock, leaving(question), Scale(-1, 2))
    except EmptySet:
        zero = Fraction(0)
        return clock.certificate(Verdict.HOLDS, lower=zero, upper=zero, method="empty", data={"leaves": False})


def leaving(question: Question) -> Problem:
    """Return the problem whose best constant is −E_out²."""
    f, center = question.landscape, question.need_center()
    cases = tuple(
        Case(sp.And(b.condition, sp.Not(b.lands)), -_landing(b.image, f.variables, question), sp.Integer(1))
        for b in branches(question)
    )
    return Problem(f.variables, cases, center)


def _landing(image: tuple[sp.Expr, ...], variables: tuple[sp.Symbol, ...], question: Question) -> sp.Expr:
    gap = squared_distance(variables, question.need_center())
    return gap.subs(dict(zip(variables, image, strict=True)), simultaneous=True)
