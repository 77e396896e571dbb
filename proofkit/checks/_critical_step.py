"""Descent on vector factorisation from random starts, each with a step of its own: a share of the critical one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
import sympy as sp

from .. import discovery
from ..check import Trial
from ..engine.descent import Floats, descend
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import setting, tested

BELOW, ABOVE = 0.99, 1.01  #: shares of the critical step
STEPS, FITTED = 1500, 1e-4
Side = Literal["lower", "upper"]


def starts_of(trial: Trial, landscape: Landscape, scale: float) -> Floats:
    """Return normal starts (u, v) of that standard deviation, shape (n, 2d)."""
    draw = np.random.default_rng(trial.seed).normal(size=(trial.count(15), landscape.dimension))
    return np.asarray(scale * draw)


def residual(landscape: Landscape, points: Floats) -> Floats:
    """Return uᵀv − y at each row."""
    u, v = np.split(points, 2, axis=1)
    return np.asarray((u * v).sum(axis=1) - float(landscape.constants["y"]))


def critical(trial: Trial, landscape: Landscape, threshold: str, side: Side, points: Floats) -> Floats:
    """Return the threshold's end at each start, as the theorem gives it in S and E."""
    size, error, y = sp.Symbol("S", positive=True), sp.Symbol("E", real=True), landscape.constants["y"]
    root = discovery.theorem("critical_step_of_vector_factorisation").definitions["r"]
    numbers = {"S": size, "E": error, "y": sp.Rational(y), "h": sp.Rational(abs(y))}
    numbers["R"] = root.subs({symbol: numbers[symbol.name] for symbol in root.free_symbols})
    end = trial.theorem.threshold(threshold).at(numbers)[side == "upper"]
    values = sp.lambdify([size, error], end)((points**2).sum(axis=1), residual(landscape, points))
    return np.broadcast_to(np.asarray(values, float), len(points))


def fitted(landscape: Landscape, points: Floats, etas: Floats) -> Floats:
    """Return, for each start and its own step, whether the residual is below FITTED at the end."""
    method = discovery.load("method", "gradient_descent")
    ends = [
        descend(landscape, method, [point], [eta], STEPS, region=None, threads=1).final[0, 0]
        for point, eta in zip(points, etas, strict=True)
    ]
    return np.asarray(np.abs(residual(landscape, np.array(ends))) < FITTED)  # not so where it is nan


def both_ends(trial: Trial, side: Side) -> Iterator[Evidence]:
    """Yield, for each end of the critical step, the share of starts that fit just below and just above it."""
    for landscape in trial.witnesses():
        points = np.vstack([starts_of(trial, landscape, scale) for scale in (0.4, 1.5)])
        ends = {name: critical(trial, landscape, name, side, points) for name in ("root", "label")}
        for name, other in (("root", "label"), ("label", "root")):
            binding = ends[name] < 0.95 * ends[other]
            for share in (BELOW, ABOVE):
                fits = fitted(landscape, points[binding], share * ends[name][binding])
                below = share == BELOW
                yield trial.evidence(
                    setting(landscape),
                    "inside" if below == (side == "upper") else "outside",
                    f"a step of {share:g} times the critical one, {name} binding: share of the starts that fit",
                    predicted=1.0 if below else 0.0,
                    measured=float(fits.mean()),
                    holds=bool(fits.mean() > 0.8 if below else not fits.any()),
                    samples=len(fits),
                    data=tested(f"{name} {side}"),
                )
