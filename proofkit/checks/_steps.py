"""Step sizes that the theorems' thresholds give: for the seed's contrast, and the range that no-return leaves."""

from __future__ import annotations

import numpy as np

from .. import discovery
from ..check import Trial, ends
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, edge, with_step


def small_step(landscape: Landscape) -> float:
    """Return half the largest step at which the ball about x† is proved to hold its trajectories."""
    return 0.5 * ends(discovery.theorem("trapping_of_small_step"), "trapping", landscape.constants)[1]


def large_step(landscape: Landscape) -> float:
    """Return the step of the escape window at which no-return allows the largest R."""
    theorem = discovery.theorem("global_convergence_of_large_step")
    low, high = ends(theorem, "window", landscape.constants)
    grid = np.linspace(low, INSIDE * high, 30)[1:]
    room = [ends(theorem, "no_return", with_step(landscape, float(eta)))[1] for eta in grid]
    return float(grid[int(np.argmax(room))])


def permitted(trial: Trial, landscape: Landscape, eta: float) -> bool:
    """Return whether no-return holds at this step of the window.

    On the line it is two inequalities, each with a factor outside M; one with a negative factor asks nothing.
    """
    constants = with_step(landscape, eta)
    names = ("slow", "fast") if "slow" in trial.theorem.formulas else ()
    asked = [f"no_return_{name}" for name in names if trial.formula(name, constants) >= 0] if names else ["no_return"]
    return all(float(landscape.constants["R"]) < trial.upper(name, constants) for name in asked)


def permitted_range(trial: Trial, landscape: Landscape) -> tuple[float, float]:
    """Return the two ends of the steps of the window at which no-return holds."""
    low, high = (end("window", landscape.constants) for end in (trial.lower, trial.upper))
    grid = [float(eta) for eta in np.linspace(low * OUTSIDE, high * INSIDE, 25)]
    good = [eta for eta in grid if permitted(trial, landscape, eta)]
    ends_of_grid = (good[0], grid[0]), (good[-1], grid[-1])
    first, last = (edge(lambda eta: permitted(trial, landscape, eta), *pair) for pair in ends_of_grid)
    return first, last
