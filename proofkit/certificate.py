"""A `Certificate`: what was rigorously established of one condition on one concrete function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .region import Point, Region
from .verdict import Strength, Verdict


@dataclass(frozen=True)
class Certificate:
    """The outcome of certifying one condition on one region.

    Args:
        condition: the function class or condition, by its file's name ("opsc", "upper_error_bound", …).
        landscape: name of the function.
        region: where it was asked for.
        verdict: HOLDS / REFUTED (with `witness`) / UNDECIDED; for a search without a claim,
            HOLDS when the two-sided bounds met the tolerance.
        lower, upper: two-sided bound on the best constant (largest μ, smallest L), exact or
            outward-rounded rationals; None where that side is not known.
        claim: the constant that was claimed, or None.
        center: the point the condition is about, if any.
        witness: an exact rational point that violates the claim.
        method: "identity", "sturm", "ldl", "interval", … : how it was established.
        boxes: number of boxes a subdivision visited (0 for exact methods).
        seconds: time spent.
        open_: what was left open when UNDECIDED, in words (for a refuted search: why no constant works).
        data: further findings of the condition (numbers, intervals) and what a referee needs.
        step: the step size that it is about, if any.
        tolerance: the wanted width of the bounds.
        stored: whether it was taken from the store of earlier answers.
    """

    condition: str
    landscape: str
    region: Region
    verdict: Verdict
    lower: Fraction | None = None
    upper: Fraction | None = None
    claim: Fraction | None = None
    center: Point | None = None
    witness: Point | None = None
    method: str = ""
    boxes: int = 0
    seconds: float = field(default=0.0, compare=False)
    open_: str = ""
    data: Mapping[str, object] = field(default_factory=dict, hash=False)
    step: Fraction | None = None
    tolerance: Fraction | None = None
    stored: bool = field(default=False, compare=False)

    @property
    def strength(self) -> Strength:
        """CERTIFIED: nothing here rests on floating point."""
        return Strength.CERTIFIED
