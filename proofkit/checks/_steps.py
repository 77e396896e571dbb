"""The two step sizes of the seed's contrast, from the theorems' thresholds."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import discovery
from ..check import ends
from ..landscape import Landscape
from ._measure import INSIDE, with_step


def small_step(landscape: Landscape) -> float:
    """Return half the largest step at which the ball about x† is proved to hold its trajectories."""
    return 0.5 * ends(discovery.theorem("trapping_of_small_step"), "trapping", landscape.constants)[1]


def large_step(landscape: Landscape, theorem: Any = None) -> float:
    """Return the step of the escape window at which no-return allows the largest R.

    Args:
        landscape: with the constants of two basins.
        theorem: `global_convergence_of_large_step` (looked up by name when None).
    """
    found = discovery.theorem("global_convergence_of_large_step") if theorem is None else theorem
    low, high = ends(found, "window", landscape.constants)
    grid = np.linspace(low, INSIDE * high, 30)[1:]
    room = [ends(found, "no_return", with_step(landscape, float(eta)))[1] for eta in grid]
    return float(grid[int(np.argmax(room))])
