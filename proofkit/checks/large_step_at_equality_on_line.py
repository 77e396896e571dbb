"""Large steps on the line, M being open: every start reaches x* at equality in no-return, and some miss it beyond."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._large_step import equality_evidence, factor_on_line, large_step_evidence, no_return_evidence


def _measure(trial: Trial) -> Iterator[Evidence]:
    yield from large_step_evidence(trial, lambda eta, f: factor_on_line(trial, f, eta))
    yield from equality_evidence(trial, "no_return_slow", count=10_000)
    yield from no_return_evidence(trial, "no_return_slow", 0.5, sharp=True, count=5000)
    yield from no_return_evidence(trial, "no_return_fast", 1.5, sharp=False, count=5000)


large_step_at_equality_on_line = Check(
    name="large_step_at_equality_on_line",
    title="A large step at equality in no-return, on the line",
    theorem="global_convergence_of_large_step_in_interval",
    seconds=0.8,
    measure=_measure,
)
