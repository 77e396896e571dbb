"""On the line a long step from distance one ends at most ηL − 1 away; below 2/(μ + L) one ends farther away."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, extreme_ratio, setting, tested, with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        shortest = trial.lower("long", landscape.constants)
        for share in (OUTSIDE, 1.5, 3.0, INSIDE):
            eta = share * shortest
            reach = trial.formula("reach", with_step(landscape, eta))
            longest = extreme_ratio(landscape, landscape.points["center"], 1.0, eta, "largest")
            within = reach * (1 - ATTAINED) <= longest <= reach * (1 + ROUNDING)
            yield trial.evidence(
                setting(landscape),
                "outside" if share == INSIDE else "inside",
                f"longest distance to the centre after a step of {share:g} x {shortest:.4g} from distance 1"
                f" ({'beyond' if share == INSIDE else 'is'} the bound)",
                predicted=reach,
                measured=longest,
                holds=within == (share != INSIDE),
                samples=12 * 721,
                data=tested("long lower") if share in (INSIDE, OUTSIDE) else {},
            )


reach_on_line = Check(
    name="reach_on_line",
    title="How far one long step can reach, on the line",
    theorem="reach_of_opsc_on_line",
    seconds=0.1,
    measure=_measure,
)
