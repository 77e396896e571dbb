"""f(x) > f(c) for every other x of the region: the centre is its strict minimiser there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import sympy as sp

from ..certificate import Certificate
from ..function_class import ByCurvature
from ..interval.line import segments_where
from ..interval.problem import Case, NotExact, Problem, polynomial
from ..interval.sets import condition_of
from ..verdict import Verdict
from ._near_center import near_center
from ._question import Clock, Question, Scale, squared_distance
from ._settle import settle

GROWTH = ByCurvature(("m/2",))  #: Hessians ⪰ mI on the way from a critical point c give f(x) − f(c) ≥ (m/2)‖x − c‖²


def strict_minimiser(question: Question) -> Certificate:
    """Return the verdict; `lower`, `upper` bound the largest K with f(x) − f(c) ≥ K‖x − c‖², where that is used.

    On the line with polynomial pieces the signs of f(x) − f(c) decide; elsewhere a positive K proves it.
    """
    clock = Clock.of("strict_minimiser", question)
    f, center = question.landscape, question.need_center()
    floor = f.value_at(center)
    where = condition_of(question.region, f.variables)
    cases = [(sp.And(piece.condition, where), piece.formula - floor) for piece in f.pieces]
    try:
        return _by_signs(clock, cases)
    except NotExact:
        weight = squared_distance(f.variables, center)
        problem = Problem(f.variables, tuple(Case(c, value, weight) for c, value in cases), center)
        near = partial(near_center, f, GROWTH, Scale(), center, question.region)
        return _by_growth(settle(clock, problem, Scale(), near))


def _by_growth(found: Certificate) -> Certificate:
    """A positive lower bound on the growth is enough, whether or not the two bounds meet."""
    if found.lower is not None and found.lower > 0:
        return replace(found, verdict=Verdict.HOLDS, open_="")
    return found if found.verdict is Verdict.REFUTED else replace(found, verdict=Verdict.UNDECIDED)


def _by_signs(clock: Clock, cases: list[tuple[sp.Basic, sp.Expr]]) -> Certificate:
    q = clock.question
    if q.landscape.dimension != 1:
        raise NotExact("more than one variable")
    (x,), (center,) = q.landscape.variables, q.need_center()
    for where, gap in cases:
        form = polynomial(gap, [x])
        for segment in segments_where(where, x, [form]):
            at_center = segment.is_point and segment.sample == center
            if segment.sign(form) < 0 or (segment.sign(form) == 0 and not at_center):
                witness = None if segment.sample is None else (segment.sample,)
                words = f"f is not larger than at the centre at {segment.low}" if witness is None else ""
                return clock.certificate(Verdict.REFUTED, witness=witness, method="sturm", open_=words)
    return clock.certificate(Verdict.HOLDS, method="sturm")
