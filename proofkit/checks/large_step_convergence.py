"""Large steps on two basins: every start reaches x*, visits M once, leaves in time, and closes in at the rate q."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._large_step import large_step_evidence, no_return_evidence
from ._measure import with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    yield from large_step_evidence(trial, lambda eta, f: trial.formula("q_squared", with_step(f, eta)) ** 0.5)
    yield from no_return_evidence(trial, "no_return", 0.5, sharp=True, count=20_000)


large_step_convergence = Check(
    name="large_step_convergence",
    title="Global convergence of a large step on two basins",
    theorem="global_convergence_of_large_step",
    seconds=2.0,
    measure=_measure,
)
