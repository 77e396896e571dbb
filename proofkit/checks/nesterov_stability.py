"""Nesterov's method on quadratics converges just below its threshold and not just above, at four momenta."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._stability import Case, stability


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        momenta = ({"beta": beta} for beta in (-0.3, 0.0, 0.5, 0.9))
        yield from stability(trial, "nesterov", (Case(landscape, b, alternating=True) for b in momenta))


nesterov_stability = Check(
    name="nesterov_stability",
    title="Nesterov momentum on quadratics, on both sides of its threshold",
    theorem="nesterov_threshold",
    seconds=0.2,
    measure=_measure,
)
