"""How many of four methods hold a quadratic minimum, just inside and just outside each window between two of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..check import Check, Numbers, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested
from ._stability import SMALL, Case, distances

#: whether the orbit that does not converge starts from two opposite points
METHODS = {"nesterov": True, "gradient_descent": False, "heavy_ball": True, "averaged_momentum": False}
#: window → how many methods hold the minimum in it
WINDOWS = {"descent_not_nesterov": 3, "heavy_ball_not_descent": 2, "averaged_not_heavy_ball": 1}
BETA = 0.5


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        places = list(_places(trial, landscape))
        etas = [eta for _, _, eta, _ in places]
        held = [_held(trial, landscape, method, etas) for method in METHODS]
        for (end, side, eta, predicted), measured in zip(places, np.sum(held, axis=0), strict=True):
            yield trial.evidence(
                setting(landscape),
                side,
                f"number of the four methods that converge to the minimum at step {eta:.6g}, beta = {BETA}",
                predicted=predicted,
                measured=int(measured),
                holds=int(measured) == predicted,
                samples=len(METHODS) * trial.count(20),
                data=tested(end),
            )


def _places(trial: Trial, landscape: Landscape) -> Iterator[tuple[str, str, float, int]]:
    """The steps looked at: end of a window, side of it, step, and how many methods hold the minimum there."""
    numbers: Numbers = {**landscape.constants, "beta": BETA}
    for window, held in WINDOWS.items():
        low, high = trial.lower(window, numbers), trial.upper(window, numbers)
        yield f"{window} lower", "inside", OUTSIDE * low, held
        yield f"{window} lower", "outside", INSIDE * low, held + 1
        yield f"{window} upper", "inside", INSIDE * high, held
        yield f"{window} upper", "outside", OUTSIDE * high, held - 1


def _held(trial: Trial, landscape: Landscape, method: str, etas: list[float]) -> NDArray[np.bool_]:
    """For each step, whether all starts end near the minimiser."""
    case = Case(landscape, {"beta": BETA}, alternating=METHODS[method])
    return distances(trial, method, case, etas).max(axis=1) < SMALL


minima_held = Check(
    name="minima_held",
    title="Which of four methods hold a quadratic minimum",
    theorem="momentum_holds_sharper_minima",
    seconds=0.3,
    measure=_measure,
)
