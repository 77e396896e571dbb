"""Settles a problem by subdivision, and by exact ranges over all of R^d."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import numpy as np

from ..certificate import Certificate
from ..interval.boxes import Bounds, Search, minimise
from ..interval.probe import Best, Probe, rays, search, spread
from ..interval.problem import EmptySet, Problem
from ..interval.quadratic import is_sum_of_squares
from ..interval.ratio import RatioBounds
from ..interval.sets import bounding_box
from ..interval.tape import Sides
from ..interval.whole_space import whole_space
from ..region import Point
from ..verdict import Verdict
from ._bounds import enough, searched
from ._near_center import NearCenter
from ._question import Clock, Scale
from ._tails import Better, everywhere, ratio_beyond

AROUND = 8  #: half the width of the box about the centre where points of an unbounded region are tried


def by_boxes(clock: Clock, problem: Problem, scale: Scale, extra: NearCenter | None) -> Certificate:
    """Subdivision of a bounded region or of all of R^d, `extra` bounding the ratio where its own enclosures do not.

    Exact ranges over all of R^d come first: they prove ties.
    """
    q, sides = clock.question, bounding_box(clock.question.region)
    probe, best = Probe(problem), search(problem, _starts(problem, sides))
    goal, close = None if q.constant is None else scale.inward(q.constant), partial(enough, clock, scale)
    known, target = _by_ranges(problem, extra), goal if goal is not None or best.high is None else close(best.high)
    if known is not None and target is not None and known >= target:
        return _certificate(clock, probe, scale, best, Search(known), "range")
    bounds: Bounds = RatioBounds(problem) if extra is None else Better(RatioBounds(problem), extra)
    on_all = partial(everywhere, far=partial(ratio_beyond, problem), variables=problem.variables, center=problem.center)
    run = on_all if sides is None else partial(minimise, sides=sides)
    found = run(bounds, best=best, offer=partial(best.offer, probe), enough=close, budget=q.budget, goal=goal)
    if found.empty:
        raise EmptySet
    if sides is None:
        found.lower = max((x for x in (known, found.lower) if x is not None), default=None)
    return _certificate(clock, probe, scale, best, found, "interval" if found.boxes else "range")


def _starts(problem: Problem, sides: Sides | None) -> list[Point]:
    """Points to begin from: in a box around the region, else about the centre and along the axes from it."""
    if sides is not None:
        return spread(sides, 100, seed=0)
    size = len(problem.variables)
    center = problem.center or (Fraction(0),) * size
    return [*rays(center, np.eye(size)), *spread(((c - AROUND, c + AROUND) for c in center), 100, seed=0)]


def _by_ranges(problem: Problem, extra: NearCenter | None) -> Fraction | None:
    """A bound of the ratio from exact ranges over all of R^d: it can prove a tie."""
    squares = all(is_sum_of_squares(case.weight, problem.variables) for case in problem.cases)
    least = min(whole_space(case.value / case.weight)[0] for case in problem.cases) if squares else None
    known = [bound for bound in (least, extra and extra.everywhere()) if isinstance(bound, Fraction)]
    return max(known, default=None)


def _certificate(clock: Clock, probe: Probe, scale: Scale, best: Best, found: Search, method: str) -> Certificate:
    low, high = scale.outward(found.lower, best.high)
    data: dict[str, object] = {"leaves": found.leaves}
    if clock.question.constant is None:
        return searched(clock, scale, low, high, method, best.point, found.boxes, found.stopped, data)
    goal, data["near"] = scale.inward(clock.question.constant), best.point
    verdict, witness, words = Verdict.UNDECIDED, None, found.stopped or "a tie within rounding"
    if found.lower is not None and found.lower >= goal:
        verdict, words = Verdict.HOLDS, ""
    elif best.point is not None and probe.violates(best.point, goal):
        verdict, witness, words = Verdict.REFUTED, best.point, ""
    return clock.certificate(
        verdict, lower=low, upper=high, witness=witness, method=method, boxes=found.boxes, open_=words, data=data
    )
