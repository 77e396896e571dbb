"""Settles a problem on a bounded region by subdivision."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from ..certificate import Certificate
from ..interval.boxes import Bounds, minimise
from ..interval.probe import Probe, search, spread
from ..interval.problem import EmptySet, Problem
from ..interval.quadratic import is_sum_of_squares
from ..interval.ratio import RatioBounds
from ..interval.sets import bounding_box
from ..verdict import Verdict
from ._bounds import enough, searched
from ._question import Clock, Scale


def by_boxes(clock: Clock, problem: Problem, scale: Scale, extra: Bounds | None) -> Certificate:
    """Subdivision of a bounded region, `extra` bounding the ratio where the problem's own enclosures do not."""
    q = clock.question
    sides = bounding_box(q.region)
    if sides is None:
        return clock.certificate(Verdict.UNDECIDED, method="interval", open_="the region is unbounded: give a box")
    if not all(is_sum_of_squares(case.weight, problem.variables) for case in problem.cases):
        return clock.certificate(Verdict.UNDECIDED, method="interval", open_="the weight may be negative")
    probe, best = Probe(problem), search(problem, [*spread(sides, 100, seed=0)])
    goal, plain = None if q.constant is None else scale.inward(q.constant), RatioBounds(problem)
    found = minimise(
        plain if extra is None else Better(plain, extra),
        best,
        lambda p: best.offer(probe, p),
        sides,
        enough=partial(enough, clock, scale),
        budget=q.budget,
        goal=goal,
    )
    if found.empty:
        raise EmptySet
    low, high = scale.outward(found.lower, best.high)
    data: dict[str, object] = {"leaves": found.leaves}
    if goal is None:
        return searched(clock, scale, low, high, "interval", best.point, found.boxes, found.stopped, data)
    data["near"] = best.point
    verdict, witness, words = Verdict.UNDECIDED, None, found.stopped or "a tie within rounding"
    if found.lower is not None and found.lower >= goal:
        verdict, words = Verdict.HOLDS, ""
    elif best.point is not None and probe.violates(best.point, goal):
        verdict, witness, words = Verdict.REFUTED, best.point, ""
    return clock.certificate(
        verdict, lower=low, upper=high, witness=witness, method="interval", boxes=found.boxes, open_=words, data=data
    )


class Better:
    """The larger of two lower bounds of one ratio, on a set that the first one knows."""

    def __init__(self, first: Bounds, second: Bounds):
        self.first, self.second, self.near = first, second, first.near

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes, and which may meet the set."""
        bound, meets = self.first.lower(low, high)
        bound[meets] = np.maximum(bound[meets], self.second.lower(low[:, meets], high[:, meets])[0])
        return bound, meets
