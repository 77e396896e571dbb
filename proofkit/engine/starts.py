"""Where trajectories start: uniform draws from boxes and balls, and even grids."""

from __future__ import annotations

import numpy as np

from ..errors import BadInput
from ..region import Ball, Box, Region
from .descent import Floats


def uniform_starts(region: Region, count: int, seed: int) -> Floats:
    """Return independent uniform draws from a box or a ball.

    Args:
        region: Box or Ball.
        count: n, at least 1.
        seed: of NumPy's PCG64.
    Returns:
        shape (n, d).
    Raises:
        BadInput: another kind of region, or no draws asked for.
    """
    if count < 1:
        raise BadInput("number of starts", count, "at least 1")
    rng = np.random.default_rng(seed)
    if isinstance(region, Box):
        lower, upper = (np.array([float(v) for v in end]) for end in (region.lower, region.upper))
        return rng.uniform(lower, upper, (count, len(lower)))
    if isinstance(region, Ball):
        return _in_ball(region, count, rng)
    raise BadInput("region to draw from", type(region).__name__, "Box or Ball")


def _in_ball(region: Ball, count: int, rng: np.random.Generator) -> Floats:
    center = np.array([float(v) for v in region.center])
    direction = rng.normal(size=(count, len(center)))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    length = float(region.radius_squared) ** 0.5 * rng.uniform(size=(count, 1)) ** (1 / len(center))
    return np.asarray(center + length * direction)


def grid_starts(box: Box, per_side: int) -> Floats:
    """Return the midpoints of an even grid over a box, shape (per_side^d, d)."""
    if per_side < 1:
        raise BadInput("grid", per_side, "at least 1 point per side")
    middles = (np.arange(per_side) + 0.5) / per_side
    sides = [float(lo) + (float(hi) - float(lo)) * middles for lo, hi in zip(box.lower, box.upper, strict=True)]
    return np.stack([axis.ravel() for axis in np.meshgrid(*sides, indexing="ij")], axis=1)
