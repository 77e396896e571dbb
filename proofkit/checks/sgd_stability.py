"""SGD on samples with one minimum: the mean square over all draws, just below and just above the threshold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested

STEPS = 12


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        mean = float(landscape.constants["L"])
        for share in (0.25, 0.5, 1.0):
            yield from _sample(trial, landscape, mean, share)


def _sample(trial: Trial, landscape: Landscape, mean: float, share: float) -> Iterator[Evidence]:
    """Curvatures mean ± share·mean with equal chances."""
    curvatures = (mean * (1 - share), mean * (1 + share))
    numbers = {"L": mean, "s": float(np.mean(np.square(curvatures)))}
    limit = trial.upper("stability", numbers)
    for side, at in (("inside", INSIDE), ("outside", OUTSIDE)):
        found = _mean_square(curvatures, at * limit)
        says = "falls" if side == "inside" else "does not fall"
        yield trial.evidence(
            setting(landscape),
            side,
            f"mean of x_{STEPS}^2 over all draws of h from {curvatures[0]:g}, {curvatures[1]:g} {says} below x_0^2 = 1"
            f" at step {at:g} x {limit:.6g}",
            predicted=1.0,
            measured=found,
            holds=(found < 1) == (side == "inside"),
            samples=2**STEPS,
            data=tested("stability upper"),
        )
    predicted = trial.formula("factor", {**numbers, "eta": limit / 2}) ** STEPS
    found = _mean_square(curvatures, limit / 2)
    yield trial.evidence(
        setting(landscape),
        "law",
        f"mean of x_{STEPS}^2 over all draws at step {limit / 2:.6g}",
        predicted=predicted,
        measured=found,
        holds=abs(found - predicted) <= ROUNDING * abs(predicted),
        samples=2**STEPS,
    )


def _mean_square(curvatures: tuple[float, float], eta: float) -> float:
    """Return the mean of x_T² over all 2^T sequences of samples, from x_0 = 1."""
    x = np.ones(2**STEPS)
    for h in np.array(list(product(curvatures, repeat=STEPS))).T:
        x = x - eta * h * x
    return float(np.mean(x**2))


sgd_stability = Check(
    name="sgd_stability",
    title="SGD at a shared minimum, on both sides of its threshold in mean square",
    theorem="sgd_threshold_in_mean_square",
    seconds=0.2,
    measure=_measure,
)
