"""One step from the unit sphere ends no farther than b, and some step in the plane that far."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import ATTAINED, ROUNDING, extreme_ratio, setting, with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        center, L = landscape.points["center"], float(landscape.constants["L"])
        for eta in (0.5 / L, 1.5 / L, 3 / L):
            reach = trial.formula("reach", with_step(landscape, eta))
            longest = extreme_ratio(landscape, center, 1.0, eta, "largest")
            yield trial.evidence(
                setting(landscape),
                "law",
                f"longest distance to the centre after a step of {eta:.4g} from the unit sphere",
                predicted=reach,
                measured=longest,
                holds=reach * (1 - ATTAINED) <= longest <= reach * (1 + ROUNDING),
                samples=12 * 721,
            )


reach = Check(
    name="reach",
    title="How far one step can reach, in the plane",
    theorem="reach_of_opsc",
    seconds=0.2,
    measure=_measure,
)
