"""Bounded noise from a counter: draw number `t` of a trajectory depends on (seed, trajectory, t) only.

So a run is the same bit for bit whatever the number of threads or the order of the blocks. The mixer is
SplitMix64 (Steele, Lea, Flood 2014).
"""

from __future__ import annotations

import math

import numpy as np

from ..compile_options import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
S30, S27, S31, S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
UNIT = 2.0**-53


@compiled
def mix(z):  # type: ignore[no-untyped-def]
    """Return the SplitMix64 output for a 64-bit state."""
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return z ^ (z >> S31)


@compiled
def stream(seed, index):  # type: ignore[no-untyped-def]
    """Return the key of trajectory `index` under `seed`."""
    return mix(mix(np.uint64(seed) + GOLDEN) ^ (np.uint64(index) * GOLDEN + FIRST))


@compiled
def uniform(key, counter):  # type: ignore[no-untyped-def]
    """Return draw number `counter` of a stream, uniform in the open interval (0, 1)."""
    bits = mix(key + np.uint64(counter) * GOLDEN)
    return (float(bits >> S11) + 0.5) * UNIT


@compiled
def fill_ball(out, key, t, radius):  # type: ignore[no-untyped-def]
    """Fill `out` (shape (d,)) with the t-th uniform draw from the ball of that radius about 0.

    A Gaussian direction (Box–Muller) times radius·U^(1/d); 2d + 1 uniforms per draw.
    """
    d = out.shape[0]
    base = t * (2 * d + 1)
    squared = 0.0
    for i in range(d):
        size = math.sqrt(-2.0 * math.log(uniform(key, base + 2 * i)))
        out[i] = size * math.cos(2.0 * math.pi * uniform(key, base + 2 * i + 1))
        squared += out[i] * out[i]
    scale = radius * uniform(key, base + 2 * d) ** (1.0 / d) / math.sqrt(squared)
    for i in range(d):
        out[i] *= scale
