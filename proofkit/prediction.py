"""A `Prediction`: what a theorem says of the descent on one function at one step, and how well that is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .verdict import Strength, Verdict, weakest


@dataclass(frozen=True)
class Prediction:
    """The conclusion of an application.

    Args:
        theorem, landscape: what was applied to what.
        step: η.
        outcome: the conclusion in a sentence; it is claimed only when `verdict` is HOLDS.
        verdict: HOLDS when every hypothesis was discharged, REFUTED when one fails (the theorem then says
            nothing about the outcome), UNDECIDED otherwise.
        basis: how the theorem itself is known.
    """

    theorem: str
    landscape: str
    step: Fraction
    outcome: str
    verdict: Verdict
    basis: Strength = Strength.PROVED

    @property
    def strength(self) -> Strength:
        """The weakest link: CERTIFIED for a proved theorem with certified hypotheses, STATED for a stated one."""
        return weakest([self.basis, Strength.CERTIFIED])
