"""Vector factorisation: no start fits just above its critical step, nearly all do just below."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._critical_step import both_ends


def _measure(trial: Trial) -> Iterator[Evidence]:
    yield from both_ends(trial, "lower")


no_fit = Check(
    name="no_fit",
    title="Above the critical step nothing fits",
    theorem="no_fit_beyond_critical_step",
    seconds=0.2,
    measure=_measure,
)
