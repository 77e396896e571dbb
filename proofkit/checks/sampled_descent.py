"""One step of SGD on two tilted quadratics: below the bound at all turns and tilts, next to it at some."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..engine.descent import Floats
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested, with_step

TURNS = np.concatenate([np.pi / 2 - np.geomspace(1e-4, 1.5, 300), [0.0, np.pi / 2]])


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("contraction", landscape.constants)
        for share in (0.2, 0.5, 0.7, 0.95):
            yield from _bound(trial, landscape, share * limit)
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            largest = float(_mean_squares(landscape, share * limit, np.zeros_like(TURNS)).max())
            says = "shrinks" if side == "inside" else "does not shrink"
            yield trial.evidence(
                setting(landscape),
                side,
                f"without tilt the mean square {says} in a step of {share:g} x {limit:.6g}, whatever the turn",
                predicted=1.0,
                measured=largest,
                holds=(largest < 1) == (side == "inside"),
                samples=len(TURNS),
                data=tested("contraction upper"),
            )


def _bound(trial: Trial, landscape: Landscape, eta: float) -> Iterator[Evidence]:
    """The bound holds with any tilt; with a multiple of σ² that is less by 1 % it fails with some."""
    numbers = with_step(landscape, eta)
    factor = trial.formula("squared_factor", numbers)
    end = "mu" if trial.formula("room_mu", numbers) > 0 else "L"
    noise = trial.formula(f"noise_times_room_{end}", numbers) / trial.formula(f"room_{end}", numbers)
    for share in (1.0, 0.99):
        largest = max(
            float((_mean_squares(landscape, eta, tilt) - share * noise * tilt**2).max())
            for tilt in (np.zeros_like(TURNS), *_tilts(landscape, eta, share * noise))
        )
        full = share == 1
        says = "at most the factor, and attains it" if full else "above the factor for some turn and tilt"
        yield trial.evidence(
            setting(landscape),
            "law",
            f"mean square after a step of {eta:.4g}, less {share:g} x the multiple of sigma^2, is {says}",
            predicted=factor,
            measured=largest,
            holds=abs(largest - factor) <= ROUNDING * (1 + factor) if full else largest > factor * (1 + ROUNDING),
            samples=4 * len(TURNS),
        )


def _tilts(landscape: Landscape, eta: float, noise: float) -> Iterator[Floats]:
    """The worst tilt of each turn, and others about as large."""
    worst = eta**2 * _across(landscape) / max(noise - eta**2, 1e-12 * noise)
    return (share * worst for share in (0.5, 1.0, 1.5))


def _curvatures(landscape: Landscape) -> tuple[float, float]:
    return float(landscape.constants["mu"]), float(landscape.constants["L"])


def _across(landscape: Landscape) -> Floats:
    """The part of the Hessians times e_1 that has opposite signs in the two samples, for each turn."""
    mu, large = _curvatures(landscape)
    return (large - mu) * np.cos(TURNS) * np.sin(TURNS)


def _mean_squares(landscape: Landscape, eta: float, tilts: Floats) -> Floats:
    """E‖x⁺‖² from x = e_1, for each turn with its tilt: the samples' gradients there are (d, ±(across + tilt))."""
    mu, large = _curvatures(landscape)
    found = []
    for sign in (1.0, -1.0):
        direction = np.stack([np.cos(TURNS), sign * np.sin(TURNS)])
        gradient = np.array([[mu], [0.0]]) + (large - mu) * direction[0] * direction
        gradient[1] += sign * tilts
        after = np.array([[1.0], [0.0]]) - eta * gradient
        found.append((after**2).sum(axis=0))
    return np.asarray((found[0] + found[1]) / 2)


sampled_descent = Check(
    name="sampled_descent",
    title="One step of SGD on two tilted quadratics against the bound",
    theorem="contraction_of_sgd_with_variance_at_optimum",
    seconds=0.1,
    measure=_measure,
)
