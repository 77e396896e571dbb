"""Orbits of gradient descent on progressive sharpening, as (x², y) with y the sharpness less 2/η."""

from __future__ import annotations

import numpy as np

from .. import discovery
from ..engine.descent import Floats, descend
from ..landscape import Landscape

ETA = 0.5


def orbits(landscape: Landscape, squares: list[float], levels: list[float], iterations: int) -> tuple[Floats, Floats]:
    """Return x and y along the orbits from x = √(square) and y = level, each of shape (T+1, n)."""
    b = float(landscape.constants["b"])
    starts = np.column_stack([np.sqrt(squares), (np.array(levels) + 2 / ETA) / b])
    method = discovery.load("method", "gradient_descent")
    run = descend(landscape, method, starts, [ETA], iterations, record=True, region=None)
    assert run.trajectory is not None
    return run.trajectory[0, :, :, 0], b * run.trajectory[0, :, :, 1] - 2 / ETA
