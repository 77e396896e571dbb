"""The share of starts that stay in M for T steps against the bound, attained by a ball; both edges of its range."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._escape_time import both_sides, shares_that_stay


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        yield from shares_that_stay(trial, landscape, "M", attained=False)
        yield from shares_that_stay(trial, landscape, "ball", attained=True)
        yield from both_sides(trial, landscape, "M")


escape_time = Check(
    name="escape_time",
    title="How long large steps stay in a set of strong convexity",
    theorem="escape_time_law",
    seconds=0.3,
    measure=_measure,
)
