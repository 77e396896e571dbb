"""One step of gradient descent on the two-layer linear net changes output and kernel as the recurrences say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import ROUNDING, setting, with_step
from ._two_layer_linear_net import follow

ETA = 1.25


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        constants = with_step(landscape, ETA)
        path = follow(landscape, [ETA], 1, trial.count(100), trial.seed)
        f, kernel = path.output[0], path.kernel[0]
        for name, says, measured in (
            ("output_factor", "multiplies the output by 1 - eta*lambda + eta^2*f^2/m", f[1] / f[0]),
            ("kernel_change", "adds eta*f^2*(eta*lambda - 4)/m to the kernel", kernel[1] - kernel[0]),
        ):
            predicted = trial.formula(name, constants)
            worst = float(measured[np.abs(measured - predicted).argmax()])
            yield trial.evidence(
                setting(landscape),
                "law",
                f"a step of {ETA:g} {says}",
                predicted=predicted,
                measured=worst,
                holds=abs(worst - predicted) <= 100 * ROUNDING,
                samples=measured.size,
            )


catapult_one_step = Check(
    name="catapult_one_step",
    title="Output and kernel of the two-layer linear net, one step",
    theorem="catapult_recurrence",
    seconds=0.05,
    measure=_measure,
)
