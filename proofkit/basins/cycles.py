"""Guesses in floating point: where orbits from a box seem to settle, points and cycles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .descent_map import DescentMap

STARTS, STEPS, LONGEST = 200, 2000, 8  #: orbits looked at, their length, the longest period looked for
NEWTON = 50  #: steps of Newton's method from where an orbit still moves
FAR = 1e200  #: an orbit that is farther away diverges, it seems
CLOSE = 1e-7  #: how near a point must come to itself, relative to its size


def settled(descent: DescentMap, low: Any, high: Any, seed: int) -> Any:
    """Return where orbits from random starts in a box are after many steps; shape (d, starts), not all finite."""
    shares = np.random.default_rng(seed).random((len(low), STARTS))
    return descent.orbit(low + (high - low) * shares, STEPS)


def cycles(descent: DescentMap, ends: Any) -> Iterator[Any]:
    """Yield the points, shape (p, d), of what orbits seem to settle on, each once: cycles, and points near the others.

    Args:
        descent: the map.
        ends: where orbits are after many steps; shape (d, orbits).
    """
    points = ends[:, (np.abs(ends) < FAR).all(axis=0)]
    path = [points]
    for _ in range(LONGEST):
        path.append(descent.orbit(path[-1], 1))
    orbits = np.stack(path)  # (time, d, orbits)
    near = CLOSE * np.maximum(1.0, np.abs(orbits).max(axis=(0, 1)))
    back = (np.abs(orbits[1:] - orbits[0]).max(axis=1) < near).T  # (orbits, period)
    period = np.where(back.any(axis=1), back.argmax(axis=1) + 1, 0)
    seen: list[Any] = []
    for k in np.argsort(period == 0, kind="stable"):
        cycle = orbits[: period[k], :, k] if period[k] else descent.newton(points[:, [k]], NEWTON).T
        if not any(np.abs(other - cycle[0]).max() < 10 * near[k] for other in seen):
            seen += list(cycle)
            yield cycle
