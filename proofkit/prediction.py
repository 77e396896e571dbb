"""A `Prediction`: what a theorem says of the descent on one function at one step, and how well that is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .verdict import Strength, Verdict


@dataclass(frozen=True)
class Prediction:
    """The conclusion of an application.

    Args:
        theorem, landscape: what was applied to what.
        step: η.
        outcome: the conclusion in a sentence; it is claimed only when `verdict` is HOLDS.
        verdict: HOLDS when every hypothesis was discharged, REFUTED when one fails (the theorem then says
            nothing about the outcome), UNDECIDED otherwise.
    """

    theorem: str
    landscape: str
    step: Fraction
    outcome: str
    verdict: Verdict

    @property
    def strength(self) -> Strength:
        """CERTIFIED: a proved theorem with certified hypotheses."""
        return Strength.CERTIFIED
