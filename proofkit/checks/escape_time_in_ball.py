"""The share of starts that stay in a ball for T steps against the bound, attained by parabolas; both edges."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._escape_time import both_sides, shares_that_stay


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        one_curvature = landscape.constants["mu_dagger"] == landscape.constants["L_dagger"]
        yield from shares_that_stay(trial, landscape, "ball", attained=one_curvature)
        if one_curvature:
            yield from both_sides(trial, landscape, "ball")


escape_time_in_ball = Check(
    name="escape_time_in_ball",
    title="How long large steps stay in a ball of one-point strong convexity",
    theorem="escape_time_law_in_ball",
    seconds=0.2,
    measure=_measure,
)
