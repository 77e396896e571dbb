"""Settles a problem: exactly on the line, exactly by quadratic multipliers, else by subdivision."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from ..certificate import Certificate
from ..errors import BadInput
from ..interval import line, quadratic
from ..interval.boxes import CaseBound, LowerBound, least_of, minimise
from ..interval.ldl import is_positive_semidefinite
from ..interval.probe import Best, Probe, rays, search, spread
from ..interval.problem import NotExact, Problem
from ..interval.sets import bounding_box
from ..interval.tape import Sides
from ..region import Point
from ..verdict import Verdict
from ._question import Clock, Scale


def settle(clock: Clock, problem: Problem, scale: Scale, extra: LowerBound | None = None) -> Certificate:
    """Return the certificate of a problem by the first method that decides it.

    Args:
        clock: the question, and when it was asked.
        problem: the largest K with value − K·weight ≥ 0.
        scale: how K comes from the constant.
        extra: a further lower bound on boxes, for where the ratio is 0/0.
    """
    open_: list[str] = []
    for method in (on_the_line, by_multipliers):
        try:
            return method(clock, problem, scale)
        except NotExact as reason:
            open_.append(str(reason))
    return by_boxes(clock, problem, scale, extra)


def on_the_line(clock: Clock, problem: Problem, scale: Scale) -> Certificate:
    """Exact in one variable: bounds and verdict.

    Raises:
        NotExact: not polynomial, or more variables.
    """
    q = clock.question
    found = line.solve(problem, fine(q.tolerance, scale))
    if found.empty:
        raise BadInput("region", str(q.region), "a region with points where the condition says something")
    low, high = scale.outward(found.lower, found.upper)
    if found.impossible:
        return clock.certificate(
            Verdict.REFUTED,
            method="sturm",
            witness=_witness(clock, problem, scale, found.near),
            open_="no constant satisfies it",
        )
    if q.constant is None:
        return searched(clock, scale, low, high, "sturm", found.near)
    holds, point, words = line.decide(problem, scale.inward(q.constant))
    verdict = Verdict.HOLDS if holds else Verdict.REFUTED
    witness = None if point is None else (point,)
    return clock.certificate(verdict, lower=low, upper=high, witness=witness, method="sturm", open_=words)


def _witness(clock: Clock, problem: Problem, scale: Scale, near: Point | None) -> Point | None:
    """For a claim, a point that violates it; else a point where things go wrong."""
    if clock.question.constant is None or len(problem.variables) != 1:
        return near
    _, point, _ = line.decide(problem, scale.inward(clock.question.constant))
    return None if point is None else (point,)


def fine(tolerance: Fraction, scale: Scale) -> Fraction:
    """Return a tolerance for K that keeps the constant's own within the wanted one in the usual range."""
    return tolerance / 16 if scale.exponent == 1 else min(tolerance, tolerance**2) / 16


def searched(
    clock: Clock,
    scale: Scale,
    low: Fraction | None,
    high: Fraction | None,
    method: str,
    near: Point | None,
    boxes: int = 0,
    stopped: str = "",
    data: dict[str, object] | None = None,
) -> Certificate:
    """A search without a claim: HOLDS when the bounds meet the tolerance, REFUTED when no positive constant is left."""
    data = data or {}
    if scale.sign > 0 and high is not None and high <= 0:
        return clock.certificate(
            Verdict.REFUTED,
            lower=low,
            upper=high,
            method=method,
            witness=near,
            boxes=boxes,
            open_="no positive constant satisfies it",
            data=data,
        )
    met = low is not None and high is not None and high - low <= clock.question.tolerance
    words = "" if met else stopped or "the two bounds do not meet the tolerance"
    return clock.certificate(
        Verdict.HOLDS if met else Verdict.UNDECIDED,
        lower=low,
        upper=high,
        method=method,
        boxes=boxes,
        open_=words,
        data=data | ({"near": near} if near else {}),
    )


def by_multipliers(clock: Clock, problem: Problem, scale: Scale) -> Certificate:
    """Exact for quadratic data in any dimension: multipliers prove, rational points refute.

    Raises:
        NotExact: other data, or neither side was settled.
    """
    q = clock.question
    cells = quadratic.quadratic_cells(problem)
    if any(not is_positive_semidefinite(cell.weight) for cell in cells):
        raise NotExact("the weight is not a sum of squares")
    if not cells:
        raise BadInput("region", str(q.region), "a region with points where the condition says something")
    best = search(problem, starts(problem, cells, q.region))
    if q.constant is not None:
        return _claim_by_multipliers(clock, problem, scale, cells, best)
    constants = [quadratic.best_constant(cell) for cell in cells]
    known = [k for k in constants if k is not None]
    lower = min(known) if len(known) == len(constants) else None
    low, high = scale.outward(lower, best.high)
    data: dict[str, object] = {}
    if lower is not None:
        data["multipliers"] = [quadratic.prove(cell, lower) for cell in cells]
    found = searched(clock, scale, low, high, "ldl", best.point, data=data)
    if found.verdict is Verdict.UNDECIDED and bounding_box(q.region) is not None:
        raise NotExact("no multipliers close the gap")
    return found


def _claim_by_multipliers(
    clock: Clock, problem: Problem, scale: Scale, cells: list[quadratic.QuadraticCell], best: Best
) -> Certificate:
    constant = scale.inward(clock.question.constant or Fraction(0))
    multipliers = [quadratic.prove(cell, constant) for cell in cells]
    low, high = scale.outward(None, best.high)
    if None not in multipliers:
        low, high = scale.outward(constant, best.high)
        return clock.certificate(Verdict.HOLDS, lower=low, upper=high, method="ldl", data={"multipliers": multipliers})
    if best.point is not None and Probe(problem).violates(best.point, constant):
        return clock.certificate(Verdict.REFUTED, lower=low, upper=high, witness=best.point, method="ldl")
    if bounding_box(clock.question.region) is None:
        return clock.certificate(
            Verdict.UNDECIDED,
            lower=low,
            upper=high,
            method="ldl",
            open_="no multipliers prove it, no point found violates it, the region is unbounded",
        )
    raise NotExact("no multipliers prove it and no point found violates it")


def starts(problem: Problem, cells: list[quadratic.QuadraticCell], region: object) -> Iterator[Point]:
    """Yield points worth trying: along eigenvectors and axes from the centre, and spread over the region."""
    size = len(problem.variables)
    center = problem.center or (Fraction(0),) * size
    directions = [*np.eye(size)]
    for cell in cells:
        directions += [*np.linalg.eigh(np.array([[float(x) for x in row[:-1]] for row in cell.value[:-1]]))[1].T]
    yield from rays(center, directions)
    sides = bounding_box(region) or tuple((c - 16, c + 16) for c in center)  # type: ignore[arg-type]
    yield from spread(sides, 200, seed=0)


def by_boxes(clock: Clock, problem: Problem, scale: Scale, extra: LowerBound | None) -> Certificate:
    """Subdivision in ball arithmetic, on a bounded region."""
    q = clock.question
    sides = bounding_box(q.region)
    if sides is None:
        return clock.certificate(Verdict.UNDECIDED, method="interval", open_="the region is unbounded: give a box")
    probe, best = Probe(problem), search(problem, [*spread(sides, 100, seed=0)])
    goal = None if q.constant is None else scale.inward(q.constant)
    plain = least_of([CaseBound(case, problem.variables) for case in problem.cases])
    found = minimise(
        plain if extra is None else both(plain, extra),
        best,
        lambda p: best.offer(probe, p),
        sides,
        tolerance=fine(q.tolerance, scale),
        budget=q.budget,
        goal=goal,
    )
    if found.empty:
        raise BadInput("region", str(q.region), "a region with points where the condition says something")
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
