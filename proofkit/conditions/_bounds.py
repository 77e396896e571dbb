"""From two-sided bounds on K to the certificate of a search without a claim."""

from __future__ import annotations

from fractions import Fraction

from ..certificate import Certificate
from ..interval.exact import root_down, root_up
from ..region import Point
from ..verdict import Verdict
from ._question import Clock, Scale


def fine(tolerance: Fraction, scale: Scale) -> Fraction:
    """Return a tolerance for K that keeps the constant's own within the wanted one in the usual range."""
    return tolerance / 16 if scale.exponent == 1 else min(tolerance, tolerance**2) / 16


def enough(clock: Clock, scale: Scale, high: Fraction) -> Fraction:
    """Return the least lower bound on K that, with the upper one, brings the constant's within the tolerance."""
    tolerance = clock.question.tolerance
    if scale.exponent == 1:
        return high - tolerance
    if scale.sign > 0:
        return max(root_up(max(high, Fraction(0))) - tolerance, Fraction(0)) ** 2
    return -((root_down(max(-high, Fraction(0))) + tolerance) ** 2)


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
    close = low is not None and high is not None and high - low <= clock.question.tolerance
    words = "" if close else stopped or "the two bounds do not meet the tolerance"
    return clock.certificate(
        Verdict.HOLDS if close else Verdict.UNDECIDED,
        lower=low,
        upper=high,
        method=method,
        boxes=boxes,
        open_=words,
        data=data | ({"near": near} if near else {}),
    )
