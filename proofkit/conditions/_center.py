"""A one-point class about a point where the gradient does not vanish: refuted close to that point."""

from __future__ import annotations

from fractions import Fraction

from ..certificate import Certificate
from ..interval.exact import ends
from ..interval.probe import Probe, rough
from ..interval.problem import Problem
from ..interval.tape import Tape
from ..region import Point
from ..verdict import Verdict
from ._question import Clock, Scale


def refuted_near_center(clock: Clock, problem: Problem, scale: Scale) -> Certificate | None:
    """Return a refutation at c or at c − t·g(c)/max|g_i(c)|, t small; None where g(c) may be 0 or none is found.

    Without a claim the point found violates the class with every positive constant.
    """
    q, probe = clock.question, Probe(problem)
    for point in _downhill(clock):
        found = q.region.contains(point) and (
            _violates_all(probe, point, scale)
            if q.constant is None
            else probe.violates(point, scale.inward(q.constant))
        )
        if found:
            words = "" if q.constant else "the gradient is not 0 at the centre: no positive constant satisfies it"
            return clock.certificate(Verdict.REFUTED, witness=point, method="center", open_=words)
    return None


def _violates_all(probe: Probe, point: Point, scale: Scale) -> bool:
    """Whether value < 0 there, and so value < K·weight for every K ≥ 0 where weight ≥ 0, K ≤ 0 where it is ≤ 0."""
    return any(value < 0 and scale.sign * weight >= 0 for value, weight in probe.at(point))


def _downhill(clock: Clock) -> list[Point]:
    q = clock.question
    center, f = q.need_center(), q.landscape
    gradient = Tape(f.gradient, f.variables).run(tuple((x, x) for x in center))
    sides = [ends(g) for g in gradient]
    if not any(side is not None and (side[0] > 0 or side[1] < 0) for side in sides):
        return []
    middle = [0.0 if side is None else float(side[0] + side[1]) / 2 for side in sides]
    slope = [rough(m / max(map(abs, middle))) for m in middle]
    scales = [Fraction(0), *(Fraction(1, 2**k) for k in range(0, 90, 3))]
    return [tuple(c - t * s for c, s in zip(center, slope, strict=True)) for t in scales]
