"""The 2-cycle of the quartic well attracts just inside both ends of its range of steps, and not just outside."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested, with_step
from ._quartic_well import NUDGE, nudged, orbits

ITERATIONS = 6000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        low, high = (end("attracts", landscape.constants) for end in (trial.lower, trial.upper))
        for end, eta in (("lower", OUTSIDE * low), ("upper", INSIDE * high)):
            yield _inside(trial, landscape, eta, end)
        yield _below(trial, landscape, INSIDE * low)
        yield _above(trial, landscape, OUTSIDE * high)


def _inside(trial: Trial, landscape: Landscape, eta: float, end: str) -> Evidence:
    upper, lower = (trial.formula(name, with_step(landscape, eta)) for name in ("upper_point", "lower_point"))
    path = orbits(landscape, nudged(upper), eta, ITERATIONS)
    gaps = np.abs(path[-1] - upper), np.abs(path[-2] - lower)
    return trial.evidence(
        setting(landscape),
        "inside",
        f"at step {eta:.6g} starts {NUDGE} from the upper point end on the 2-cycle (largest distance)",
        predicted=0.0,
        measured=float(np.max(gaps)),
        holds=bool(np.max(gaps) < 1e-6),
        samples=2,
        data=tested(f"attracts {end}"),
    )


def _below(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    minimum = float(landscape.constants["mu"]) ** 0.5
    last = orbits(landscape, nudged(minimum), eta, ITERATIONS)[-1]
    worst = float(np.abs(last - minimum).max())
    return trial.evidence(
        setting(landscape),
        "outside",
        f"at step {eta:.6g} there is no cycle: starts near the minimum end at it (largest distance)",
        predicted=0.0,
        measured=worst,
        holds=worst < 1e-6,
        samples=2,
        data=tested("attracts lower"),
    )


def _above(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    upper = trial.formula("upper_point", with_step(landscape, eta))
    path = orbits(landscape, nudged(upper), eta, ITERATIONS)
    nearest = float(np.abs(path[-201::2] - upper).max(axis=0).min())
    return trial.evidence(
        setting(landscape),
        "outside",
        f"at step {eta:.6g} starts {NUDGE} from the upper point are driven away from it (how far they are then)",
        predicted=NUDGE,
        measured=nearest,
        holds=nearest > 10 * NUDGE,
        samples=2,
        data=tested("attracts upper"),
    )


quartic_well_flips = Check(
    name="quartic_well_flips",
    title="The range of steps at which the 2-cycle of the quartic well attracts",
    theorem="quartic_well_cycle_attracts",
    seconds=0.05,
    measure=_measure,
)
