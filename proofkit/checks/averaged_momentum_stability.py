"""Averaged momentum on quadratics converges just below its threshold and not just above, at three momenta."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._stability import Case, stability


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        momenta = ({"beta": beta} for beta in (0.0, 0.5, 0.9))
        yield from stability(trial, "averaged_momentum", (Case(landscape, b) for b in momenta))


averaged_momentum_stability = Check(
    name="averaged_momentum_stability",
    title="Averaged momentum on quadratics, on both sides of its threshold",
    theorem="averaged_momentum_threshold",
    seconds=0.2,
    measure=_measure,
)
