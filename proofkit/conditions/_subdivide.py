"""Settles a problem on a bounded region by subdivision in ball arithmetic."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from ..certificate import Certificate
from ..interval.boxes import CaseBound, LowerBound, least_of, minimise
from ..interval.probe import Probe, search, spread
from ..interval.problem import EmptySet, Problem
from ..interval.quadratic import is_sum_of_squares
from ..interval.sets import bounding_box
from ..interval.tape import Sides
from ..verdict import Verdict
from ._bounds import searched, within_tolerance
from ._question import Clock, Scale


def by_boxes(clock: Clock, problem: Problem, scale: Scale, extra: LowerBound | None) -> Certificate:
    """Subdivision in ball arithmetic, on a bounded region."""
    q = clock.question
    sides = bounding_box(q.region)
    if sides is None:
        return clock.certificate(Verdict.UNDECIDED, method="interval", open_="the region is unbounded: give a box")
    if not all(is_sum_of_squares(case.weight, problem.variables) for case in problem.cases):
        return clock.certificate(Verdict.UNDECIDED, method="interval", open_="the weight may be negative")
    probe, best = Probe(problem), search(problem, [*spread(sides, 100, seed=0)])
    goal = None if q.constant is None else scale.inward(q.constant)
    plain = least_of([CaseBound(case, problem.variables) for case in problem.cases])
    found = minimise(
        plain if extra is None else both(plain, extra),
        best,
        lambda p: best.offer(probe, p),
        sides,
        close=partial(within_tolerance, clock, scale),
        budget=q.budget,
        goal=goal,
    )
    if found.empty:
        raise EmptySet
    low, high = scale.outward(found.lower, best.high)
    data: dict[str, object] = {"leaves": found.leaves}
    if goal is None:
        return searched(clock, scale, low, high, "interval", best.point, found.boxes, found.stopped, data)
    verdict, witness, words = Verdict.UNDECIDED, None, found.stopped or "a tie within rounding"
    if found.lower is not None and found.lower >= goal:
        verdict, words = Verdict.HOLDS, ""
    elif best.point is not None and probe.violates(best.point, goal):
        verdict, witness, words = Verdict.REFUTED, best.point, ""
    return clock.certificate(
        verdict, lower=low, upper=high, witness=witness, method="interval", boxes=found.boxes, open_=words, data=data
    )


def both(first: LowerBound, second: LowerBound) -> LowerBound:
    """Return the larger of two lower bounds of the same quantity."""

    def lower(box: Sides) -> tuple[Fraction | None, bool]:
        low, meets = first(box)
        if not meets:
            return None, False
        other, _ = second(box)
        known = [x for x in (low, other) if x is not None]
        return (max(known) if known else None), True

    return lower
