"""Orbits of gradient descent on the quartic well."""

from __future__ import annotations

from collections.abc import Sequence

from .. import discovery
from ..engine.descent import Floats, descend
from ..landscape import Landscape

NUDGE = 1e-4  # how far from the cycle, or from the minimum, orbits begin


def orbits(landscape: Landscape, starts: Sequence[float], eta: float, iterations: int) -> Floats:
    """Return every iterate, shape (T+1, n)."""
    method = discovery.load("method", "gradient_descent")
    run = descend(landscape, method, [[p] for p in starts], [eta], iterations, record=True, region=None)
    assert run.trajectory is not None
    return run.trajectory[0, :, :, 0]


def nudged(point: float) -> list[float]:
    """Return starts on either side of a point."""
    return [point - NUDGE, point + NUDGE]
