"""The reduced map of self-stabilisation has the predicted 2-cycle, and the predicted derivative there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..engine.descent import Floats
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import setting, with_step
from ._progressive_sharpening import ETA, orbits

SIZE = 1e-6


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        constants = with_step(landscape, ETA)
        square = trial.formula("x_squared", constants)
        yield _cycle(trial, landscape, square)
        jacobian = _jacobian(landscape, square)
        for name, measured in (
            ("x_slope", jacobian[0, 1]),
            ("y_slope", jacobian[1, 0]),
            ("determinant", np.linalg.det(jacobian)),
        ):
            predicted = trial.formula(name, constants)
            yield trial.evidence(
                setting(landscape),
                "law",
                f"of the derivative of a step in (x^2, y) at the cycle: {name.replace('_', ' ')}",
                predicted=predicted,
                measured=float(measured),
                holds=abs(float(measured) - predicted) < 1e-5,
                samples=4,
            )


def _cycle(trial: Trial, landscape: Landscape, square: float) -> Evidence:
    x, y = orbits(landscape, [square], [0.0], 10)
    signs = (-1.0) ** np.arange(len(x))
    worst = float(np.abs(np.column_stack([x[:, 0] - signs * np.sqrt(square), y[:, 0]])).max())
    return trial.evidence(
        setting(landscape),
        "law",
        f"at step {ETA:g} the orbit alternates between x and -x at sharpness 2/eta, ten steps (largest deviation)",
        predicted=0.0,
        measured=worst,
        holds=worst < 1e-9,
        samples=len(x),
    )


def _jacobian(landscape: Landscape, square: float) -> Floats:
    """Central differences of (x², y) after one step, by (x², y)."""
    squares = [square + SIZE, square - SIZE, square, square]
    x, y = orbits(landscape, squares, [0.0, 0.0, SIZE, -SIZE], 1)
    after = np.array([x[1] ** 2, y[1]])
    return np.column_stack([after[:, 0] - after[:, 1], after[:, 2] - after[:, 3]]) / (2 * SIZE)


self_stabilisation_cycle = Check(
    name="self_stabilisation_cycle",
    title="The 2-cycle of the reduced map of self-stabilisation",
    theorem="two_cycle_of_self_stabilisation",
    seconds=0.05,
    measure=_measure,
)
