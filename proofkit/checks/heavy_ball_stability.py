"""Heavy ball on quadratics converges just below its threshold and not just above, at four momenta."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._stability import Case, stability


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        momenta = ({"beta": beta} for beta in (-0.25, 0.0, 0.5, 0.9))
        yield from stability(trial, "heavy_ball", (Case(landscape, b, alternating=True) for b in momenta))


heavy_ball_stability = Check(
    name="heavy_ball_stability",
    title="Heavy ball on quadratics, on both sides of its threshold",
    theorem="heavy_ball_threshold",
    seconds=0.2,
    measure=_measure,
)
