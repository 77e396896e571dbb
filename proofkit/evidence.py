"""`Evidence`: what one experiment, numeric or on a network, measured beside what theory predicted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .verdict import Strength, Verdict


@dataclass(frozen=True)
class Evidence:
    """One measured statement. Numeric checks and network experiments both return these.

    Args:
        check: name of the check or experiment that produced it.
        theorem: name of the theorem whose prediction is tested.
        setting: where it was measured ("kinked_pair, d=2" or "tanh MLP on digits").
        side: "inside" the threshold (the conclusion must hold), "outside" a *sharp* one (the named
            failure must be seen), "slack" of a *sufficient* one (measured, cannot fail), or "law"
            (a bound or rate compared over a run).
        claim: the tested statement, in words with its numbers.
        predicted, measured: the two numbers compared, in the unit named in `claim`.
        interval: confidence interval of `measured`, or None when it is not a sample.
        confidence: its level (0.99 …) or None.
        samples: number of starts, steps or trials behind it.
        verdict: HOLDS or REFUTED (UNDECIDED when the interval straddles the prediction).
        seed: of the random draws.
        seconds: time spent.
        notes: what else a reader must know (slack, worst start, resolution).
        data: small JSON-able extras for plots.
    """

    check: str
    theorem: str
    setting: str
    side: str
    claim: str
    predicted: float
    measured: float
    verdict: Verdict
    interval: tuple[float, float] | None = None
    confidence: float | None = None
    samples: int = 0
    seed: int = 0
    seconds: float = field(default=0.0, compare=False)
    notes: str = ""
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def strength(self) -> Strength:
        """OBSERVED: floating point, however many samples."""
        return Strength.OBSERVED
