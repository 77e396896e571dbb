"""Almost no orbit of G(x) = x − ηg(x) stays in a bounded M: distances to a centre grow, or volumes that stay shrink.

If ‖G(x) − c‖ ≥ κ‖x − c‖ on M with κ > 1, an orbit in M has ‖x_t − c‖ ≥ κ^t‖x_0 − c‖: in a bounded M none stays but
that of c itself, and a point is null. The second way is that of `_transfer_bound`: at most ρ < 1 of a volume in M comes
from M. Each is sufficient only, so where both fail the condition is left undecided.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from ..certificate import Certificate
from ..interval.problem import Case, EmptySet, Problem
from ..interval.sets import bounding_box
from ..region import Point
from ..verdict import Verdict
from ._map import branches
from ._question import Clock, Question, Scale, squared_distance
from ._settle import settle
from ._transfer_bound import transfer_bound


def no_trapped_set(question: Question) -> Certificate:
    """Return HOLDS when κ > 1, with bounds on the best κ, or when ρ < 1, with `upper` ≥ ρ and method "transfer".

    Without a centre only ρ is looked for, with a claim only κ ≥ constant; otherwise each has half of the budget. What
    is not shown to hold is UNDECIDED.
    """
    clock = Clock.of("no_trapped_set", question)
    if bounding_box(question.region) is None:
        return clock.certificate(Verdict.UNDECIDED, open_="the region is not bounded")
    if question.constant is not None:
        return _growth(clock, question.need_center())
    if question.center is None:
        return transfer_bound(clock)
    half = replace(clock, question=replace(question, budget=question.budget / 2))
    grows = _growth(half, question.center)
    if grows.verdict is Verdict.HOLDS:
        return grows
    found = transfer_bound(half)
    if found.verdict is Verdict.HOLDS:
        return found
    return replace(grows, open_=f"{grows.open_}; {found.open_}", seconds=found.seconds)


def _growth(clock: Clock, center: Point) -> Certificate:
    """HOLDS when κ > 1 (≥ constant, if one is claimed), with bounds on the best κ; else UNDECIDED."""
    question, f = clock.question, clock.question.landscape
    claim, gap = question.constant, squared_distance(f.variables, center)
    cases = tuple(Case(b.condition, _at(gap, f.variables, b.image), gap) for b in branches(question))
    try:
        found = settle(clock, Problem(f.variables, cases, center), Scale(1, 2))
    except EmptySet:
        return clock.certificate(Verdict.HOLDS, method="empty")
    if claim is None:
        grows = found.lower is not None and found.lower > 1
    else:
        grows = claim > 1 and found.verdict is Verdict.HOLDS
    if grows:
        return replace(found, verdict=Verdict.HOLDS)
    words = "distances to the center are not shown to grow in the region; orbits may leave it all the same"
    return replace(found, verdict=Verdict.UNDECIDED, witness=None, open_=words)


def _at(form: sp.Expr, variables: tuple[sp.Symbol, ...], image: tuple[sp.Expr, ...]) -> sp.Expr:
    return form.subs(dict(zip(variables, image, strict=True)), simultaneous=True)
