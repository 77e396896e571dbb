"""The least value of f on a bounded region, and boxes outside which it is not attained."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from time import monotonic
from typing import Any

import numpy as np
import sympy as sp

from ..certificate import Certificate
from ..enclosure.assembled import around
from ..errors import BadInput
from ..interval.boxes import Search, enclosing, halves, minimise
from ..interval.krawczyk import Krawczyk
from ..interval.probe import Best, Probe, search, spread
from ..interval.problem import Case, Problem
from ..interval.ratio import RatioBounds
from ..interval.sets import bounding_box, condition_of
from ..interval.tape import Sides, Tape
from ..region import Point
from ..verdict import Verdict
from ._bounds import enough
from ._classes import strict_interior
from ._domain import undefined
from ._joins import joins
from ._question import Clock, Question, Scale

MOST = 4096  #: boxes about the minimisers
FINE = Fraction(1, 10**4)  #: width, relative to the region's, at which boxes about minimisers are fine enough


@dataclass(frozen=True)
class Minimisers:
    """A box that may hold global minimisers; every one is in one of the boxes.

    Args:
        sides: the box.
        only: whether there is at most one in it (and f has one critical point there).
    """

    sides: Sides
    only: bool


def global_minimum(question: Question) -> Certificate:
    """Return two-sided bounds on min f, `data["minimisers"]` where it may be attained; a claim is a lower bound of f.

    HOLDS: the bounds met the tolerance (or f ≥ the claim is proved).
    """
    clock, f = Clock.of("global_minimum", question), question.landscape
    sides, words = bounding_box(question.region), undefined(f, question.region)
    if sides is None or words:
        return clock.certificate(Verdict.UNDECIDED, open_=words or "the region is unbounded: give a box")
    problem = least_value(question)
    probe, best = Probe(problem), search(problem, [*f.points.values(), *spread(sides, 100, seed=0)])
    bounds, goal = RatioBounds(problem), question.constant
    offer = partial(_offer, best, probe)
    close = partial(enough, clock, Scale())
    found = minimise(bounds, best, offer, sides, enough=close, budget=question.budget, goal=goal)
    if found.empty:
        raise BadInput("region", str(question.region), "a region with points")
    low, high = found.lower, best.high
    if goal is not None:
        return _claimed(clock, goal, found, best, probe)
    met = low is not None and high is not None and high - low <= question.tolerance
    places = _places(question, bounds, sides, high, clock.start + question.budget) if met else ()
    return clock.certificate(
        Verdict.HOLDS if met else Verdict.UNDECIDED,
        lower=low,
        upper=high,
        method="interval",
        boxes=found.boxes,
        open_="" if met else found.stopped or "the two bounds do not meet the tolerance",
        data={"leaves": found.leaves, "minimisers": places, "near": best.point},
    )


def least_value(question: Question) -> Problem:
    """Return the problem whose best constant is the least value of f on the region."""
    f, where = question.landscape, condition_of(question.region, question.landscape.variables)
    cases = (Case(sp.And(piece.condition, where), piece.formula, sp.Integer(1)) for piece in f.pieces)
    return Problem(f.variables, tuple(cases))


def _offer(best: Best, probe: Probe, point: Point) -> None:
    best.offer(probe, point)


def _claimed(clock: Clock, goal: Fraction, found: Search, best: Best, probe: Probe) -> Certificate:
    verdict, witness, words, low = Verdict.UNDECIDED, None, found.stopped or "a tie within rounding", found.lower
    if low is not None and low >= goal:
        verdict, words = Verdict.HOLDS, ""
    elif best.point is not None and probe.violates(best.point, goal):
        verdict, witness, words = Verdict.REFUTED, best.point, ""
    return clock.certificate(
        verdict,
        lower=low,
        upper=best.high,
        witness=witness,
        method="interval",
        boxes=found.boxes,
        open_=words,
        data={"leaves": found.leaves, "near": best.point},
    )


def _places(
    question: Question, bounds: RatioBounds, sides: Sides, high: Fraction | None, end: float
) -> tuple[Minimisers, ...]:
    """Boxes whose least value may be the minimum, cut until they are fine, joined where they touch."""
    low, top = enclosing(sides)
    limit, width = around(high or Fraction(0))[1], float(FINE) * float(np.max(top - low))
    while True:
        bound, meets = bounds.lower(low, top)
        keep = meets & (bound <= limit)
        low, top = low[:, keep], top[:, keep]
        if (top - low).max(initial=0.0) <= width or low.shape[1] > MOST // 2 or monotonic() > end:
            return tuple(_described(question, group) for group in _joined(low, top))
        left, right, _ = halves(low, top)
        low, top = (np.concatenate(pair, axis=1) for pair in zip(left, right, strict=True))


def _joined(low: Any, high: Any) -> list[Sides]:
    """The hulls of boxes that touch, until none do."""
    hulls: list[tuple[Any, Any]] = []
    for a, b in zip(low.T, high.T, strict=True):
        bottom, top, apart = a, b, []
        for c, d in hulls:
            if (c <= top).all() and (bottom <= d).all():
                bottom, top = np.minimum(bottom, c), np.maximum(top, d)
            else:
                apart.append((c, d))
        hulls = [*apart, (bottom, top)]
    return [tuple((Fraction(float(x)), Fraction(float(y))) for x, y in zip(c, d, strict=True)) for c, d in hulls]


def _described(question: Question, sides: Sides) -> Minimisers:
    return Minimisers(sides, only_one(question, sides))


def only_one(question: Question, sides: Sides) -> bool:
    """Return whether a box is shown to lie inside the region and to have at most one critical point."""
    f = question.landscape
    if joins(f, question.region, sides).smooth is not True:
        return False
    zero = Krawczyk(f).zero_near(tuple((a + b) / 2 for a, b in sides))
    inside = zero is not None and all(c <= a and b <= d for (a, b), (c, d) in zip(sides, zero.alone, strict=True))
    within = strict_interior(condition_of(question.region, f.variables))
    return inside and Tape([within], f.variables).run(sides)[0] is True
