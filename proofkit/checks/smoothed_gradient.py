"""The gradient averaged over Gaussian noise: its one-point constant, and both sides of the noise that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

import numpy as np

from ..check import Check, Numbers, Trial
from ..engine.descent import Floats, gradient_at
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested

NODES, WAVES, POINTS = 60, 60.0, 3000
TIGHT = 1e-3  # relative to alpha: how much the kappa of the landscapes is above the least one


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        yield _constant(trial, landscape, float(landscape.constants["v"]))
        limit = trial.lower("noise", landscape.constants)
        if limit > 0:
            yield _side(trial, landscape, OUTSIDE * limit, "inside")
            yield _side(trial, landscape, INSIDE * limit, "outside")


def _constant(trial: Trial, landscape: Landscape, v: float) -> Evidence:
    bound, least = trial.formula("constant", _numbers(landscape, v)), _least_slope(landscape, v)
    return trial.evidence(
        setting(landscape),
        "law",
        f"smallest x*h(x)/x^2 of the gradient h averaged over noise of variance {v:.6g}",
        predicted=bound,
        measured=least,
        holds=bound * (1 - ROUNDING) <= least <= bound + TIGHT * float(landscape.constants["alpha"]),
        samples=NODES * POINTS,
    )


def _side(trial: Trial, landscape: Landscape, v: float, side: str) -> Evidence:
    least, inside = _least_slope(landscape, v), side == "inside"
    return trial.evidence(
        setting(landscape),
        side,
        f"noise of variance {v:.6g}: the smoothed gradient points away from the centre at"
        f" {'every' if inside else 'not every'} point (smallest x*h(x)/x^2 against 0)",
        predicted=0.0,
        measured=least,
        holds=least > 0 if inside else least < 0,
        samples=NODES * POINTS,
        data=tested("noise lower"),
    )


def _numbers(landscape: Landscape, v: float) -> Numbers:
    """Return the constants with E = exp(−ω²v/2)."""
    return {**landscape.constants, "v": v, "E": exp(-(float(landscape.constants["omega"]) ** 2) * v / 2)}


def _least_slope(landscape: Landscape, v: float) -> float:
    """Return the least h(x)/x over a grid of many waves, h by Gauss–Hermite quadrature of the landscape's gradient."""
    x = np.linspace(0, WAVES, POINTS + 1)[1:] / float(landscape.constants["omega"])
    return float((_smoothed(landscape, x, v) / x).min())


def _smoothed(landscape: Landscape, x: Floats, v: float) -> Floats:
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    points = x[:, None] + v**0.5 * nodes[None, :]
    values = gradient_at(landscape, points.reshape(-1, 1)).reshape(points.shape)
    return np.asarray(values @ weights / weights.sum())


smoothed_gradient = Check(
    name="smoothed_gradient",
    title="One-point convexity of a gradient smoothed by noise",
    theorem="smoothed_one_point_convexity",
    seconds=0.2,
    measure=_measure,
)
