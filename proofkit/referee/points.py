"""A second look at critical points and minimisers: each zero by Krawczyk's test, and that there are no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from time import monotonic

from flint import arb, arb_mat, ctx

from ..certificate import Certificate
from ..conditions._curvature import critical_exactly
from ..conditions._joins import joins
from ..conditions._question import Question, Scale
from ..conditions.critical_points import CriticalPoint, kind_of
from ..conditions.global_minimum import Minimisers, least_value, only_one
from ..interval.balls import BallBound, bisect, midpoint
from ..interval.exact import to_arb
from ..interval.krawczyk import Krawczyk
from ..interval.sets import bounding_box, condition_of
from ..interval.tape import PRECISION, Sides, Tape
from ..landscape import Landscape
from ..region import Region
from ..verdict import Verdict
from .boxes import RatioAgain
from .problem import REACHED, WITNESS, Parts, confirmed, other_side, proofs, proved_side, well_defined

MOST = 200_000  #: boxes cut to see that there is nothing else


def critical_parts(landscape: Landscape, certificate: Certificate, end: float) -> Parts:
    """Return what a second look finds of `critical_points`, part by part."""
    points, region = certificate.data.get("points"), certificate.region
    sides = bounding_box(region)
    if not isinstance(points, tuple) or sides is None or not well_defined(landscape, region):
        return [("the critical points", Verdict.UNDECIDED)]
    if joins(landscape, region, sides).smooth is not True:
        return [("whether f is C¹", Verdict.UNDECIDED)]
    count = Fraction(len(points))
    numbers = certificate.lower == count and certificate.upper in (None, count)
    found: Parts = [("their number", confirmed(numbers and not _overlap(points)))]
    found += [(f"critical point {k + 1}", _point(landscape, region, p)) for k, p in enumerate(points)]
    if certificate.verdict is Verdict.HOLDS:
        found.append(("that there is no other", _no_other(landscape, region, sides, points, end)))
    return found


def _overlap(points: Sequence[CriticalPoint]) -> bool:
    """Whether two enclosures meet, so that their points may be one."""
    return any(
        all(abs(a - b) <= p.radius + q.radius for a, b in zip(p.point, q.point, strict=True))
        for k, p in enumerate(points)
        for q in points[:k]
    )


def _point(f: Landscape, region: Region, point: CriticalPoint) -> Verdict:
    """There is one zero in `alone`, it is within the radius of the point, in the region, and of that kind."""
    test, alone = Krawczyk(f), point.alone
    sides = tuple((x - point.radius, x + point.radius) for x in point.point)
    inner = test.step(alone)
    if inner is None or not all(a < c and d < b for (a, b), (c, d) in zip(alone, inner, strict=True)):
        return Verdict.REFUTED
    if point.radius:
        found = test.refined(inner)
        within = all(a <= c and d <= b for (a, b), (c, d) in zip(sides, found, strict=True))
        truth = Tape([condition_of(region, f.variables)], f.variables).run(sides)[0]
    else:
        within = all(a <= x <= b for x, (a, b) in zip(point.point, alone, strict=True))
        within, truth = within and critical_exactly(f, point.point), region.contains(point.point)
    hessian = Tape([e for row in f.hessian for e in row], f.variables).run(sides)
    if truth is False or not within or kind_of(f, negative(hessian, f.dimension)) != point.kind:
        return Verdict.REFUTED
    return Verdict.HOLDS if truth else Verdict.UNDECIDED


def negative(entries: Sequence[arb], size: int) -> int | None:
    """Return how many negative eigenvalues all symmetric matrices of the balls have, by the signs of leading minors.

    None where one of them may be 0 (Jacobi's rule needs them all).
    """
    with ctx.workprec(PRECISION):
        signs = [1]
        for k in range(1, size + 1):
            minor = arb_mat(k, k, [entries[i * size + j] for i in range(k) for j in range(k)]).det()
            if not (minor > 0 or minor < 0):
                return None
            signs.append(1 if minor > 0 else -1)
    return sum(a != b for a, b in pairwise(signs))


def _no_other(f: Landscape, region: Region, sides: Sides, points: Sequence[CriticalPoint], end: float) -> Verdict:
    """Outside the boxes with one zero the gradient is nowhere 0: by its enclosure and its mean-value form."""
    where = Tape([condition_of(region, f.variables)], f.variables)
    test = Krawczyk(f)

    def settled(box: Sides) -> bool:
        if any(_within(box, point.alone) for point in points) or where.run(box)[0] is False:
            return True
        return _nowhere_zero(test, box)

    return covered(sides, settled, end)


def _nowhere_zero(test: Krawczyk, box: Sides) -> bool:
    middle = midpoint(box)
    natural, slopes = test.gradient.run(box), test.hessian.run(box)
    value = test.gradient.run(tuple((x, x) for x in middle))
    if any(not g.contains(0) for g in natural):
        return True
    with ctx.workprec(PRECISION):
        reach = [to_arb((high - low) / 2) * arb(0, 1) for low, high in box]
        rows = [slopes[i * test.size : (i + 1) * test.size] for i in range(test.size)]
        centred = [
            v + sum((h * r for h, r in zip(row, reach, strict=True)), arb(0))
            for v, row in zip(value, rows, strict=True)
        ]
        return any(not g.contains(0) for g in centred)


def covered(sides: Sides, settled: Callable[[Sides], bool], end: float) -> Verdict:
    """Return HOLDS when cutting settles every part of a box, else UNDECIDED."""
    todo = [sides]
    for _ in range(MOST):
        if not todo:
            return Verdict.HOLDS
        if monotonic() > end:
            break
        box = todo.pop()
        todo += [] if settled(box) else bisect(box)
    return Verdict.UNDECIDED


def _within(box: Sides, outer: Sides) -> bool:
    return all(low <= a and b <= high for (a, b), (low, high) in zip(box, outer, strict=True))


def minimum_parts(landscape: Landscape, certificate: Certificate, end: float) -> Parts:
    """Return what a second look finds of `global_minimum`, part by part."""
    question = Question(landscape, certificate.region)
    sides = bounding_box(certificate.region)
    if sides is None or not well_defined(landscape, certificate.region):
        return [("the least value", Verdict.UNDECIDED)]
    problem = least_value(question)
    found: Parts = []
    if certificate.verdict is Verdict.REFUTED:
        again = None if certificate.claim is None else RatioAgain(problem, certificate.claim)
        shown = again is not None and certificate.witness is not None and again.violates(certificate.witness)
        found.append((WITNESS, confirmed(shown)))
    found += proofs(Scale(), certificate, lambda constant: proved_side(problem, constant, certificate, end))
    if certificate.upper is not None:
        found.append((REACHED, other_side(problem, Scale(), certificate)))
    places = certificate.data.get("minimisers")
    if isinstance(places, tuple) and certificate.upper is not None and certificate.verdict is Verdict.HOLDS:
        found.append(("the minimisers", _minimisers(question, sides, places, certificate.upper, end)))
    return found


def _minimisers(question: Question, sides: Sides, places: Sequence[Minimisers], high: Fraction, end: float) -> Verdict:
    """Outside the boxes f is larger than its least value; where there is to be one point at most, so it is."""
    bounds = [BallBound(case, question.landscape.variables) for case in least_value(question).cases]

    def settled(box: Sides) -> bool:
        if any(_within(box, place.sides) for place in places):
            return True
        lows = [low for low, meets in (bound.lower(box) for bound in bounds) if meets]
        return all(low is not None and low > high for low in lows)

    if any(place.only and not only_one(question, place.sides) for place in places):
        return Verdict.REFUTED
    return covered(sides, settled, end)
