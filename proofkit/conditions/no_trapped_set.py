"""Almost no orbit of G(x) = x − ηg(x) stays in M: distances to the centre grow in M by a factor above 1, M is bounded.

If ‖G(x) − c‖ ≥ κ‖x − c‖ on M with κ > 1, an orbit in M has ‖x_t − c‖ ≥ κ^t‖x_0 − c‖: in a bounded M none stays but
that of c itself, and a point is null. This is sufficient only, so a smaller κ leaves the condition undecided.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from ..certificate import Certificate
from ..interval.problem import Case, EmptySet, Problem
from ..interval.sets import bounding_box
from ..verdict import Verdict
from ._map import branches
from ._question import Clock, Question, Scale, squared_distance
from ._settle import settle


def no_trapped_set(question: Question) -> Certificate:
    """Return HOLDS when κ > 1 (≥ constant, if one is claimed), with bounds on the best κ; else UNDECIDED."""
    clock, f, center = Clock.of("no_trapped_set", question), question.landscape, question.need_center()
    claim = question.constant
    if bounding_box(question.region) is None:
        return clock.certificate(Verdict.UNDECIDED, open_="the region is not bounded")
    gap = squared_distance(f.variables, center)
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
