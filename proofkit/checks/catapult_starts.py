"""On either side of the edge in λ_0 the first step makes the output of the two-layer linear net larger or smaller."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested, with_step
from ._two_layer_linear_net import follow

ETA = 1.25
SIDES = (("inside", OUTSIDE, "larger"), ("outside", INSIDE, "smaller"))


def _measure(trial: Trial) -> Iterator[Evidence]:
    for witness in trial.witnesses():
        edge = trial.lower("catapult", with_step(witness, ETA))
        for side, share, says in SIDES:
            kernel = str(round(share * edge, 12))
            landscape = discovery.landscape(witness.name, **{**witness.parameters, "lambda_0": kernel})
            f = follow(landscape, [ETA], 1, trial.count(50), trial.seed).output[0]
            ratio = f[1] / f[0]
            factor = trial.formula("factor", with_step(landscape, ETA))
            worst = float(ratio[np.abs(ratio - factor).argmax()])
            grows = bool((np.abs(ratio) > 1).all())
            yield trial.evidence(
                setting(landscape),
                side,
                f"with kernel {share:g} x {edge:.6g} a step of {ETA:g} makes the output {says} (its factor)",
                predicted=factor,
                measured=worst,
                holds=grows == (side == "inside") and abs(worst - factor) <= 100 * ROUNDING,
                samples=ratio.size,
                data=tested("catapult lower"),
            )


catapult_starts = Check(
    name="catapult_starts",
    title="When the catapult starts",
    theorem="catapult_first_grows",
    seconds=0.05,
    measure=_measure,
)
