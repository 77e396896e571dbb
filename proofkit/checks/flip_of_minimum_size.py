"""Just past the flip the orbit settles on a 2-cycle of the predicted size; just before, on the minimum."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Floats, descend
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested, with_step

ITERATIONS = 8000
START = 0.05


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        edge = trial.lower("flip", landscape.constants)
        yield _inside(trial, landscape, OUTSIDE * edge)
        yield _outside(trial, landscape, INSIDE * edge)


def _end(landscape: Landscape, eta: float) -> Floats:
    """The last three iterates, (3, n)."""
    method = discovery.load("method", "gradient_descent")
    run = descend(landscape, method, [[START], [-START]], [eta], ITERATIONS, record=True, region=None)
    assert run.trajectory is not None
    return run.trajectory[0, -3:, :, 0]


def _inside(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    predicted = trial.formula("half_distance_squared", with_step(landscape, eta))
    last = _end(landscape, eta)
    sizes = ((last[1] - last[2]) / 2) ** 2
    worst = float(sizes[np.abs(sizes - predicted).argmax()])
    cycling = bool((np.abs(last[2] - last[0]) < 1e-7).all())
    return trial.evidence(
        setting(landscape),
        "inside",
        f"at step {eta:.6g} starts near the minimum settle on a 2-cycle; its squared half-distance, to 2 %",
        predicted=predicted,
        measured=worst,
        holds=cycling and abs(worst - predicted) < 0.02 * abs(predicted),
        samples=sizes.size,
        data=tested("flip lower"),
    )


def _outside(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    worst = float(np.abs(_end(landscape, eta)).max())
    return trial.evidence(
        setting(landscape),
        "outside",
        f"at step {eta:.6g} starts near the minimum end at it (largest distance)",
        predicted=0.0,
        measured=worst,
        holds=worst < 1e-6,
        samples=2,
        data=tested("flip lower"),
    )


flip_of_minimum_size = Check(
    name="flip_of_minimum_size",
    title="Size of the 2-cycle past the flip of a minimum",
    theorem="flip_of_minimum",
    seconds=0.05,
    measure=_measure,
)
