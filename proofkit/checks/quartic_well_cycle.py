"""The 2-cycle of the quartic well is where it is predicted, with the predicted multiplier, and only past step 1/μ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested, with_step
from ._quartic_well import nudged, orbits

ITERATIONS = 6000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        mu = float(landscape.constants["mu"])
        yield from _cycle(trial, landscape, 1.1 / mu)
        yield from _edge(trial, landscape, trial.lower("flip", landscape.constants))


def _cycle(trial: Trial, landscape: Landscape, eta: float) -> Iterator[Evidence]:
    constants = with_step(landscape, eta)
    points = [trial.formula(name, constants) for name in ("upper_point", "lower_point")]
    for name, here, there in (("upper", points[0], points[1]), ("lower", points[1], points[0])):
        measured = float(orbits(landscape, [here], eta, 1)[1, 0])
        yield trial.evidence(
            setting(landscape),
            "law",
            f"a step of {eta:.6g} takes the {name} point of the cycle to the other",
            predicted=there,
            measured=measured,
            holds=abs(measured - there) < 1e-12,
            samples=1,
        )
    multiplier, size = trial.formula("multiplier", constants), 1e-6
    low, high = orbits(landscape, [points[0] - size, points[0] + size], eta, 2)[2]
    yield trial.evidence(
        setting(landscape),
        "law",
        "the slope of two steps at the cycle is its multiplier",
        predicted=multiplier,
        measured=float(high - low) / (2 * size),
        holds=abs(float(high - low) / (2 * size) - multiplier) < 1e-6,
        samples=2,
    )


def _edge(trial: Trial, landscape: Landscape, edge: float) -> Iterator[Evidence]:
    minimum = float(landscape.constants["mu"]) ** 0.5
    for side, eta in (("inside", OUTSIDE * edge), ("outside", INSIDE * edge)):
        last = orbits(landscape, nudged(minimum), eta, ITERATIONS)[-2:]
        width = float(np.abs(last[1] - last[0]).max())
        inside = side == "inside"
        predicted = 0.0
        if inside:
            constants = with_step(landscape, eta)
            predicted = trial.formula("upper_point", constants) - trial.formula("lower_point", constants)
        yield trial.evidence(
            setting(landscape),
            side,
            f"at step {eta:.6g} starts near the minimum end {'on the 2-cycle' if inside else 'there'} (its width)",
            predicted=predicted,
            measured=width,
            holds=abs(width - predicted) < 1e-6,
            samples=2,
            data=tested("flip lower"),
        )


quartic_well_cycle = Check(
    name="quartic_well_cycle",
    title="The 2-cycle of the quartic well",
    theorem="two_cycle_of_quartic_well",
    seconds=0.05,
    measure=_measure,
)
