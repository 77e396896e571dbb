"""Above four over the kernel λ runs off to infinity; just below it never grows and the output dies out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested
from ._two_layer_linear_net import follow

ITERATIONS = 3000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.lower("beyond", landscape.constants)
        etas = [OUTSIDE * limit, INSIDE * limit]
        with np.errstate(over="ignore", invalid="ignore"):
            path = follow(landscape, etas, ITERATIONS, trial.count(20), trial.seed)
        grown = np.nanmax(path.kernel, axis=1) / path.kernel[:, 0]
        for side, eta, found, last in zip(("inside", "outside"), etas, grown, path.output[:, -1], strict=True):
            inside = side == "inside"
            worst = float(found.min() if inside else found.max())
            says = (
                "the kernel of every start grows a million times"
                if inside
                else "the kernel never grows and the output dies out"
            )
            yield trial.evidence(
                setting(landscape),
                side,
                f"at step {eta:.6g} {says} (largest kernel seen, over the first)",
                predicted=1.0,
                measured=worst,
                holds=worst > 1e6 if inside else worst <= 1 + ROUNDING and bool((np.abs(last) < 1e-6).all()),
                samples=found.size,
                data=tested("beyond lower"),
            )


catapult_runs_off = Check(
    name="catapult_runs_off",
    title="Beyond four over the kernel the net diverges",
    theorem="catapult_diverges",
    seconds=0.1,
    measure=_measure,
)
