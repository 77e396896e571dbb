"""The gradient after n steps stays within the 1/n bound, equal to it on Huber's function, until √2/L."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Floats
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, setting, tested, with_step
from ._smooth import orbit, squared_gradients, starts_about


def _measure(trial: Trial) -> Iterator[Evidence]:
    huber = discovery.landscape("huber")
    for share in (0.2, 0.7, 0.9):
        for n in (1, 7, 40):
            yield _attained(trial, huber, share * trial.upper("short", huber.constants), n)
    for landscape in trial.witnesses():
        limit = trial.upper("short", landscape.constants)
        yield _side(trial, landscape, "inside", INSIDE * limit)
        if landscape.name == "quadratic":
            yield _side(trial, landscape, "outside", OUTSIDE * limit)


def _ratios(landscape: Landscape, starts: Floats, eta: float, n: int) -> Floats:
    """L‖x_0 − x*‖/‖g_n‖ for each start."""
    center = np.array([float(c) for c in landscape.points["x_star"]])
    size = squared_gradients(landscape, orbit(landscape, starts, eta, n)[-1])
    distance = float(landscape.constants["L"]) * np.linalg.norm(starts - center, axis=1)
    return np.asarray(distance[size > 0] / np.sqrt(size[size > 0]))


def _attained(trial: Trial, huber: Landscape, eta: float, n: int) -> Evidence:
    """From τ(1 + nηL) the descent arrives at τ after n steps."""
    weight = trial.formula("gradient_weight", {**with_step(huber, eta), "n": n})
    L, tau = (float(huber.constants[name]) for name in ("L", "tau"))
    starts = tau * (1 + n * eta * L) * np.linspace(0.5, 1.5, 101)[:, None]
    least = float(_ratios(huber, starts, eta, n).min())
    return trial.evidence(
        setting(huber),
        "law",
        f"L|x_0 - x*| over the gradient after {n} steps of {eta:.4g} (least over the starts) is the weight",
        predicted=weight,
        measured=least,
        holds=weight * (1 - ROUNDING) <= least <= weight * (1 + ATTAINED),
        samples=len(starts),
    )


def _side(trial: Trial, landscape: Landscape, side: str, eta: float) -> Evidence:
    starts = starts_about(landscape, 4.0, trial.count(100), trial.seed)
    weight = trial.formula("gradient_weight", {**with_step(landscape, eta), "n": 1})
    least = float(_ratios(landscape, starts, eta, 1).min())
    return trial.evidence(
        setting(landscape),
        side,
        f"the bound on the gradient after one step of {eta:.6g} {'holds' if side == 'inside' else 'fails'}"
        " (least ratio against the weight)",
        predicted=weight,
        measured=least,
        holds=(least >= weight) == (side == "inside"),
        samples=len(starts),
        data=tested("short upper"),
    )


convex_gradient = Check(
    name="convex_gradient",
    title="The 1/n rate of the gradient norm on smooth convex functions",
    theorem="gradient_rate_of_smooth_convex",
    seconds=0.1,
    measure=_measure,
)
