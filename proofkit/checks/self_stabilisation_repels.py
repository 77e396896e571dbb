"""Near the 2-cycle of the reduced map β(x² − X2)² + 4X2·y² grows by 1 + 2η²α at every step, until the orbit is away."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import setting, with_step
from ._progressive_sharpening import ETA, orbits

NUDGE, AWAY = 1e-5, 1e-2


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        constants = with_step(landscape, ETA)
        square, growth = trial.formula("x_squared", constants), trial.formula("growth", constants)
        angles = np.random.default_rng(trial.seed).uniform(0, 2 * np.pi, trial.count(20))
        starts = (square + NUDGE * np.cos(angles)).tolist(), (NUDGE * np.sin(angles)).tolist()
        x, y = orbits(landscape, *starts, 400)
        distance = float(landscape.constants["beta"]) * (x**2 - square) ** 2 + 4 * square * y**2
        ratios = distance[1] / distance[0]
        worst = float(ratios[np.abs(ratios - growth).argmax()])
        yield trial.evidence(
            setting(landscape),
            "law",
            f"a step of {ETA:g} from a distance of {NUDGE:g} multiplies the squared distance from the cycle",
            predicted=growth,
            measured=worst,
            holds=abs(worst - growth) < 1e-3,
            samples=ratios.size,
        )
        reached = float(np.hypot(x**2 - square, y).max(axis=0).min())
        yield trial.evidence(
            setting(landscape),
            "law",
            f"every such start leaves the neighbourhood of radius {AWAY:g} (smallest of the largest distances)",
            predicted=AWAY,
            measured=reached,
            holds=reached > AWAY,
            samples=ratios.size,
        )


self_stabilisation_repels = Check(
    name="self_stabilisation_repels",
    title="The reduced map of self-stabilisation does not stabilise",
    theorem="self_stabilisation_cycle_repels",
    seconds=0.05,
    measure=_measure,
)
