"""A counterexample to a claim: exact constants, a step and a named function on which the factor is larger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .candidates import Candidate
from .conditions import Condition
from .gram import Gram
from .polynomials import ratio
from .samples import Sample, holds, in_all_units

SMALL = 120  #: how many decimal digits below a bound on the step, or for the length delta, are looked at


@dataclass(frozen=True)
class Counterexample:
    """One step on one function, exactly.

    Args:
        function: on which it is taken, from distance 1 to the minimiser.
        constants: the values of the constants and the step (and of delta, for a family).
        factor: by which the step multiplies the measure.
        claimed: what was claimed at most.
    """

    function: str
    constants: Sample
    factor: Fraction
    claimed: Fraction

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        constants = {name: str(number) for name, number in self.constants.items()}
        return {
            "function": self.function,
            "constants": constants,
            "factor": str(self.factor),
            "claimed": str(self.claimed),
        }


def counterexamples(
    gram: Gram, found: Sequence[Candidate], factor: Any, conditions: Sequence[Condition], points: Sequence[Sample]
) -> Iterator[Counterexample]:
    """Yield counterexamples to a claimed factor under conditions.

    Args:
        gram: the setting.
        found: its candidates.
        factor: what is claimed, an element of the field.
        conditions: of the claim.
        points: samples to begin with.
    """
    members = [candidate for candidate in found if candidate.member]
    for point in _places(points, conditions):
        claimed = ratio(factor, point)
        if claimed is None or not _within(gram, point, conditions):
            continue
        for candidate in members:
            limit = ratio(candidate.factor, point)
            if limit is not None and limit > claimed:
                yield _exact(candidate, point, claimed)


def _places(points: Sequence[Sample], conditions: Sequence[Condition]) -> Iterator[Sample]:
    """The samples, in all units, then steps closer and closer to the ends that the conditions set."""
    everywhere = in_all_units(points)
    yield from everywhere
    constants = dict.fromkeys(tuple((k, v) for k, v in point.items() if k != "eta") for point in points)
    for digits in range(1, SMALL):
        for condition in conditions:
            for setting in constants:
                end = None if condition.end is None else ratio(condition.end, {**dict(setting), "eta": Fraction(0)})
                for sign in (1, -1) if end else ():
                    yield {**dict(setting), "eta": (end or Fraction(0)) * (1 + Fraction(sign, 10**digits))}


def _within(gram: Gram, point: Sample, conditions: Sequence[Condition]) -> bool:
    if not all(condition.holds(point) for condition in conditions):
        return False
    return all(holds(sign, point) for sign in gram.setting.signs)


def _exact(candidate: Candidate, point: Sample, claimed: Fraction) -> Counterexample:
    """The step on a member of the family whose own factor is above the claim."""
    noise = f", with error {'+' if candidate.sign > 0 else '-'}delta*g(x)" if candidate.sign else ""
    for digits in range(1, 2 * SMALL):
        at = {**point, "delta_": Fraction(1, 10**digits)}
        own = ratio(candidate.exact, at)
        if own is not None and own > claimed:
            shown = {**point, "length": at["delta_"]} if "delta" in str(candidate.extremal) else point
            return Counterexample(f"{candidate.extremal}{noise}", shown, own, claimed)
    raise AssertionError("a family whose limit is above the claim has members above it")
