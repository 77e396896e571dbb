"""Each step below 2/L takes at least η(1 − ηL/2)‖g‖² off the function, some exactly that; beyond 2/L one adds to it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, setting, tested, with_step
from ._smooth import gaps, orbit, squared_gradients, starts_about, stepped

STEPS = 20


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("descent", landscape.constants)
        for share in (0.1, 0.4, 0.5):
            yield _decrease(trial, landscape, share * limit)
        yield _side(trial, landscape, "inside", INSIDE * limit)
        if landscape.name == "huber":
            yield _side(trial, landscape, "outside", OUTSIDE * limit)
        yield _least_gradient(trial, landscape, 0.5 * limit)


def _ratios(trial: Trial, landscape: Landscape, eta: float) -> np.ndarray:
    """(f(x) − f(G(x)))/‖g(x)‖² over the starts."""
    starts = starts_about(landscape, 2.0, trial.count(300), trial.seed)
    after = gaps(landscape, stepped(landscape, starts, eta))
    return np.asarray((gaps(landscape, starts) - after) / squared_gradients(landscape, starts))


def _decrease(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    bound, ratios = trial.formula("decrease", with_step(landscape, eta)), _ratios(trial, landscape, eta)
    least = float(ratios.min())
    return trial.evidence(
        setting(landscape),
        "law",
        f"least decrease per squared gradient at step {eta:.4g}",
        predicted=bound,
        measured=least,
        holds=bound * (1 - ROUNDING) <= least <= bound * (1 + ATTAINED),
        samples=ratios.size,
    )


def _side(trial: Trial, landscape: Landscape, side: str, eta: float) -> Evidence:
    ratios = _ratios(trial, landscape, eta)
    says = "every step decreases f" if side == "inside" else "some step increases f"
    return trial.evidence(
        setting(landscape),
        side,
        f"{says} at step {eta:.6g} (least decrease per squared gradient against 0)",
        predicted=0.0,
        measured=float(ratios.min()),
        holds=bool(ratios.min() > 0) == (side == "inside"),
        samples=ratios.size,
        data=tested("descent upper"),
    )


def _least_gradient(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    """min ‖g_t‖² over n steps against (f_0 − f*)/(n·η(1 − ηL/2)), as a share."""
    starts = starts_about(landscape, 2.0, trial.count(50), trial.seed)
    path = orbit(landscape, starts, eta, STEPS)
    least = np.min([squared_gradients(landscape, points) for points in path[:-1]], axis=0)
    bound = gaps(landscape, starts) / (STEPS * trial.formula("decrease", with_step(landscape, eta)))
    return trial.evidence(
        setting(landscape),
        "law",
        f"smallest squared gradient of {STEPS} steps of {eta:.4g}, as a share of its bound (largest over the starts)",
        predicted=1.0,
        measured=float((least / bound).max()),
        holds=bool((least <= bound).all()),
        samples=len(starts),
    )


descent_lemma = Check(
    name="descent_lemma",
    title="The descent lemma along steps of gradient descent",
    theorem="decrease_of_smooth",
    seconds=0.1,
    measure=_measure,
)
