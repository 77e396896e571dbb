"""(E2) on the line: {x ∈ M : G(x) ∈ M} is N intervals on each of which G is C¹ with |G'| ≥ κ, and κ > N."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..interval.line import Segment, Truth, cut, solve
from ..interval.problem import Case, NotExact, Problem, polynomial
from ..interval.sets import bounding_box
from ..verdict import Verdict
from ._bounds import fine
from ._map import branches
from ._question import Clock, Question, Scale


def piecewise_expanding(question: Question) -> Certificate:
    """Return the certificate of (E2) for the step; `lower` and `upper` bound κ = inf |G'|, `data["intervals"]` is N.

    N counts the intervals of positive length; a single point that lies in none of them leaves it UNDECIDED. Without a
    claim HOLDS means κ > N; with one it means |G'| ≥ constant > N.
    """
    question.need_line()
    clock = Clock.of("piecewise_expanding", question)
    if bounding_box(question.region) is None:
        return clock.certificate(Verdict.UNDECIDED, open_="the region is not bounded, so its length may be infinite")
    try:
        return _exactly(clock, question)
    except NotExact as reason:
        return clock.certificate(Verdict.UNDECIDED, open_=str(reason))


def _exactly(clock: Clock, question: Question) -> Certificate:
    (x,), scale = question.landscape.variables, Scale(1, 2)
    maps = [(sp.And(b.condition, b.lands), b.image[0]) for b in branches(question)]
    decided = [(Truth(where, x), image) for where, image in maps]
    runs = count_runs(decided, x)
    if stray_point(decided, x):
        return clock.certificate(Verdict.UNDECIDED, open_="a single point of M that G maps to M lies in no interval")
    data: dict[str, object] = {"intervals": len(runs), "ends": [(str(r.low), str(r.high)) for r in runs]}
    cases = tuple(Case(where, sp.diff(image, x) ** 2, sp.Integer(1)) for where, image in maps)
    found = solve(Problem((x,), cases), fine(question.tolerance, scale))
    if not runs:
        return clock.certificate(Verdict.HOLDS, method="sturm", data=data)
    low, high = scale.outward(found.lower, found.upper)
    verdict = _verdict(question.constant, len(runs), low, high)
    words = "" if verdict is not Verdict.UNDECIDED else "the bounds on |G'| do not decide it"
    witness = found.near if verdict is Verdict.REFUTED else None
    return clock.certificate(verdict, lower=low, upper=high, witness=witness, method="sturm", open_=words, data=data)


def _verdict(claim: Fraction | None, count: int, low: Fraction | None, high: Fraction | None) -> Verdict:
    """|G'| ≥ claim > N, or κ > N without a claim, from low ≤ κ ≤ high."""
    if claim is not None and claim <= count:
        return Verdict.REFUTED
    if low is not None and (low > count if claim is None else low >= claim):
        return Verdict.HOLDS
    if high is not None and (high <= count if claim is None else high < claim):
        return Verdict.REFUTED
    return Verdict.UNDECIDED


@dataclass(frozen=True)
class Run:
    """A maximal interval on which the map applies and is C¹; its ends are roots (None = infinite)."""

    low: object
    high: object


def count_runs(maps: list[tuple[Truth, sp.Expr]], x: sp.Symbol) -> list[Run]:
    """Return the maximal intervals of positive length on which some map applies and they join C¹."""
    segments = cut([form for truth, _ in maps for form in truth.forms])
    active = [next((image for truth, image in maps if truth.on(s)), None) for s in segments]
    runs: list[Run] = []
    for k, segment in enumerate(segments):
        if segment.is_point or active[k] is None:
            continue
        joined = k >= 2 and runs and _joins(segments[k - 1], active[k - 2 : k + 1], x)
        runs[-1:] = [Run(runs[-1].low, segment.high)] if joined else [*runs[-1:], Run(segment.low, segment.high)]
    return runs


def stray_point(maps: list[tuple[Truth, sp.Expr]], x: sp.Symbol) -> bool:
    """Whether some map applies at a single point whose neighbours on both sides are not reached by the same map."""
    segments = cut([form for truth, _ in maps for form in truth.forms])
    active = [None, *(next((image for truth, image in maps if truth.on(s)), None) for s in segments), None]
    for k, segment in enumerate(segments, 1):
        sides = [side for side in (active[k - 1], active[k + 1]) if side is not None]
        if segment.is_point and active[k] is not None:
            gaps = [polynomial(active[k] - side, [x]) for side in sides]
            if all(segment.sign(gap) != 0 for gap in gaps):
                return True
    return False


def _joins(at: Segment, images: list[sp.Expr | None], x: sp.Symbol) -> bool:
    """Whether the maps before, at and after a point are all there and agree in value and slope."""
    before, here, after = images
    if before is None or here is None or after is None:
        return False
    gaps = [before - here, sp.diff(before - after, x), before - after]
    return all(at.sign(polynomial(gap, [x])) == 0 for gap in gaps)
