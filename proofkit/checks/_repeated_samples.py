"""A block of k steps that share one sample, run step by step: what it makes of the iterate and of the sample."""

from __future__ import annotations

import numpy as np

from ..engine.descent import Floats, gradient_at
from ..landscape import Landscape


def block(landscape: Landscape, eta: float, x: Floats, c: Floats, repeats: int) -> Floats:
    """Return the iterates after a block of steps η/k, each with its sample's gradient g(x − c); shapes (n,)."""
    for _ in range(repeats):
        x = x - eta / repeats * gradient_at(landscape, (x - c)[:, None])[:, 0]
    return x


def weights(landscape: Landscape, eta: float, repeats: int) -> tuple[float, float]:
    """Return what a block multiplies the iterate and the sample by."""
    of_iterate, of_sample = block(landscape, eta, np.array([1.0, 0.0]), np.array([0.0, 1.0]), repeats)
    return float(of_iterate), float(of_sample)


def variance_after(landscape: Landscape, eta: float, repeats: int, blocks: int) -> float:
    """Return the variance of the iterate after so many blocks, from a start that is not random."""
    (kept, added), s, variance = weights(landscape, eta, repeats), float(landscape.constants["s"]), 0.0
    for _ in range(blocks):
        variance = kept**2 * variance + added**2 * s**2
    return variance
