"""Large steps up to equality in no-return, M being open: every start reaches x* there, and some miss it beyond."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._large_step import equality_evidence, large_step_evidence, no_return_evidence
from ._measure import with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    yield from large_step_evidence(trial, lambda eta, f: trial.formula("q_squared", with_step(f, eta)) ** 0.5)
    yield from equality_evidence(trial, "no_return", count=10_000)
    yield from no_return_evidence(trial, "no_return", 0.5, sharp=True, count=5000)


large_step_at_equality = Check(
    name="large_step_at_equality",
    title="A large step at equality in no-return",
    theorem="global_convergence_of_large_step_in_open_ball",
    seconds=0.8,
    measure=_measure,
)
