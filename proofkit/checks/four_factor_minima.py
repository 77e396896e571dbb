"""Just past step ½ no start of ½(1 − xyzw)² reaches a minimum; just before, those near (1, 1, 1, 1) do."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import descend
from ..evidence import Evidence
from ._measure import INSIDE, OUTSIDE, setting, tested

ITERATIONS, SPREAD = 8000, 0.01


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        edge = trial.lower("stable", landscape.constants)
        noise = np.random.default_rng(trial.seed).uniform(-SPREAD, SPREAD, size=(trial.count(20), 4))
        for side, eta in (("inside", OUTSIDE * edge), ("outside", INSIDE * edge)):
            method = discovery.load("method", "gradient_descent")
            run = descend(landscape, method, 1 + noise, [eta], ITERATIONS, record=True, region=None)
            assert run.trajectory is not None
            last = np.abs(1 - np.prod(run.trajectory[0, -2:], axis=-1)).max(axis=0)
            inside = side == "inside"
            worst = float(last.min() if inside else last.max())
            yield trial.evidence(
                setting(landscape),
                side,
                f"at step {eta:.6g} {'no start' if inside else 'every start'} near (1, 1, 1, 1) reaches a minimum"
                f" ({'smallest' if inside else 'largest'} residual at the end)",
                predicted=0.0,
                measured=worst,
                holds=worst > 1e-3 if inside else worst < 1e-9,
                samples=last.size,
                data=tested("stable lower"),
            )


four_factor_minima = Check(
    name="four_factor_minima",
    title="No stable minimum of the four-factor product past step one half",
    theorem="no_stable_minimum_of_four_factor",
    seconds=0.05,
    measure=_measure,
)
