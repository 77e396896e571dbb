"""Large steps on two basins of the line: every start reaches x*, visits M once, leaves in time, and closes in."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._large_step import factor_on_line, large_step_evidence, no_return_evidence


def _measure(trial: Trial) -> Iterator[Evidence]:
    yield from large_step_evidence(trial, lambda eta, f: factor_on_line(trial, f, eta))
    yield from no_return_evidence(trial, "no_return_slow", 0.5, sharp=True, count=5000)
    yield from no_return_evidence(trial, "no_return_fast", 1.5, sharp=False, count=5000)


large_step_convergence_on_line = Check(
    name="large_step_convergence_on_line",
    title="Global convergence of a large step on two basins of the line",
    theorem="global_convergence_of_large_step_on_line",
    seconds=0.5,
    measure=_measure,
)
