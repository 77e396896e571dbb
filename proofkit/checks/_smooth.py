"""What the checks on smooth functions share: starts on the axes and around, gaps f − f*, the orbits of descent."""

from __future__ import annotations

import numpy as np

from ..engine.descent import Floats, gradient_at, value_at
from ..landscape import Landscape


def starts_about(landscape: Landscape, reach: float, count: int, seed: int) -> Floats:
    """Return starts on both sides of x* along each axis and uniform ones in the cube of half-side `reach`, (n, d)."""
    d = landscape.dimension
    along = np.concatenate([np.eye(d), -np.eye(d)])
    axes = np.concatenate([reach * share * along for share in (0.1, 0.5, 1.0)])
    uniform = np.random.default_rng(seed).uniform(-reach, reach, (count, d))
    return np.asarray(np.array([float(c) for c in landscape.points["x_star"]]) + np.concatenate([axes, uniform]))


def stepped(landscape: Landscape, points: Floats, eta: float) -> Floats:
    """Return x − ηg(x) for each row."""
    return np.asarray(points - eta * gradient_at(landscape, points))


def gaps(landscape: Landscape, points: Floats) -> Floats:
    """Return f(x) − f(x*) for each row of `points`, shape (n,)."""
    return np.asarray(value_at(landscape, points) - float(landscape.value_at(landscape.points["x_star"])))


def squared_gradients(landscape: Landscape, points: Floats) -> Floats:
    """Return ‖g(x)‖² for each row of `points`, shape (n,)."""
    return np.asarray((gradient_at(landscape, points) ** 2).sum(axis=1))


def orbit(landscape: Landscape, points: Floats, eta: float, steps: int) -> list[Floats]:
    """Return x_0, …, x_T, each of shape (n, d)."""
    found = [points]
    for _ in range(steps):
        found.append(stepped(landscape, found[-1], eta))
    return found
