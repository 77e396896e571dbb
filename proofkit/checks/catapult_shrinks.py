"""Up to two over the kernel the output shrinks at every step; just above, a small one grows first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import INSIDE, OUTSIDE, setting, tested
from ._two_layer_linear_net import follow

SMALL = 1e-3


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("gentle", landscape.constants)
        etas = [INSIDE * limit, OUTSIDE * limit]
        f = np.abs(follow(landscape, etas, 40, trial.count(50), trial.seed, f_0=SMALL).output)
        for side, ratios in zip(("inside", "outside"), f[:, 1:] / f[:, :-1], strict=True):
            eta, inside = etas[side == "outside"], side == "inside"
            worst = float(ratios.max() if inside else ratios[0].min())
            says = "every step makes the output smaller" if inside else "the first step makes a small output larger"
            yield trial.evidence(
                setting(landscape),
                side,
                f"at step {eta:.6g} {says} ({'largest' if inside else 'smallest'} factor against 1)",
                predicted=1.0,
                measured=worst,
                holds=worst < 1 if inside else worst > 1,
                samples=ratios.shape[-1],
                data=tested("gentle upper"),
            )


catapult_shrinks = Check(
    name="catapult_shrinks",
    title="No catapult up to two over the kernel",
    theorem="catapult_never_grows",
    seconds=0.05,
    measure=_measure,
)
