"""The two scales every result is placed on: how strongly it is known, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Strength(Enum):
    """How a result is known, strongest first."""

    PROVED = "proved"  #: the kernel replayed an exact derivation
    CERTIFIED = "certified"  #: rigorous enclosures or exact algebra on a concrete function
    OBSERVED = "observed"  #: a floating-point experiment with its sample size
    STATED = "stated"  #: cited, not derived here

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Strength).index(self)


def weakest(strengths: Iterable[Strength]) -> Strength:
    """Return the strength of a chain: that of its weakest link (STATED for an empty chain)."""
    return max(strengths, key=lambda s: s.rank, default=Strength.STATED)


class Verdict(Enum):
    """What was found of a claim. Deliberately not a bool."""

    HOLDS = "holds"
    REFUTED = "refuted"
    UNDECIDED = "undecided"

    def __bool__(self) -> bool:
        raise TypeError("a Verdict is three-valued: compare it with Verdict.HOLDS")

    @property
    def exit_code(self) -> int:
        """0 holds, 1 refuted, 3 undecided."""
        return {Verdict.HOLDS: 0, Verdict.REFUTED: 1, Verdict.UNDECIDED: 3}[self]


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return REFUTED if any is, else UNDECIDED if any is, else HOLDS."""
    found = set(verdicts)
    return next((v for v in (Verdict.REFUTED, Verdict.UNDECIDED) if v in found), Verdict.HOLDS)
