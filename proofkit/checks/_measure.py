"""What the checks share: how far inside and outside a threshold they look, one-step ratios, bisection."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

import numpy as np

from ..check import Numbers
from ..engine.descent import Floats, gradient_at
from ..landscape import Landscape, coordinates
from ..region import Box, Point

INSIDE, OUTSIDE = 0.997, 1.003  # factors on an upper threshold; the other way round on a lower one
ROUNDING = 1e-9  # relative allowance for floating point when a bound that can be attained is compared
ATTAINED = 1e-6  # relative gap to a bound below which a search is said to have attained it


def setting(landscape: Landscape) -> str:
    """Return the landscape's name with its parameters."""
    shown = ", ".join(f"{name}={value}" for name, value in landscape.parameters.items())
    return f"{landscape.name}({shown})"


def tested(*ends: str) -> dict[str, list[str]]:
    """Return the `data` of an evidence that is about these ends of thresholds, each as "window upper"."""
    return {"ends": list(ends)}


def with_step(landscape: Landscape, eta: float) -> Numbers:
    """Return the landscape's constants and the step size."""
    return {**landscape.constants, "eta": eta}


def window_about(landscape: Landscape, reach: Fraction) -> Box:
    """Return the cube of half-side `reach` about x*, where starts are drawn."""
    center = landscape.points["x_star"]
    return Box(tuple(c - reach for c in center), tuple(c + reach for c in center))


def step_ratios(landscape: Landscape, center: Point, points: Floats, eta: float) -> Floats:
    """Return ‖x − ηg(x) − c‖/‖x − c‖ for each row x of `points`, shape (n,)."""
    gap = points - np.array([float(c) for c in center])
    moved = gap - eta * gradient_at(landscape, points)
    return np.asarray(np.linalg.norm(moved, axis=1) / np.linalg.norm(gap, axis=1))


def extreme_ratio(
    landscape: Landscape, center: Point, radius: float, eta: float, which: Literal["largest", "smallest"]
) -> float:
    """Return the largest or smallest one-step ratio found on the sphere about the centre, for d ≤ 2.

    In the plane the search is an even sweep of angles, narrowed twelve times around its best one.
    """
    middle, half, sign = 0.0, np.pi, 1.0 if which == "largest" else -1.0
    best = -np.inf
    for _ in range(12):
        angles = middle + half * np.linspace(-1.0, 1.0, 721)
        points = _sphere(center, radius, angles)
        ratios = sign * step_ratios(landscape, center, points, eta)
        best = max(best, float(ratios.max()))
        middle, half = float(angles[int(ratios.argmax())]), half / 90
    return sign * best


def _sphere(center: Point, radius: float, angles: Floats) -> Floats:
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    if len(center) == 1:
        directions = np.sign(directions[:, :1] + 1e-300)
    return np.array([float(c) for c in center]) + radius * directions


def edge(holds: Callable[[float], bool], inside: float, outside: float, rounds: int = 10) -> float:
    """Return where `holds` starts failing on the way from `inside`, where it holds, to `outside`, by bisection.

    When it still holds at `outside`, that end is returned: the slack reaches at least so far.
    """
    if holds(outside):
        return outside
    for _ in range(rounds):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return (inside + outside) / 2


def edge_outwards(holds: Callable[[float], bool], inside: float, factor: float, rounds: int = 10) -> float:
    """Return where `holds` first starts failing as `inside` is multiplied by `factor` again and again.

    Unlike `edge` this does not jump over a gap and land where it holds again.
    """
    while holds(factor * inside):
        inside *= factor
    return edge(holds, inside, factor * inside, rounds)


def quadratic(curvature: Fraction, dimension: int = 1) -> Landscape:
    """Return (c/2)‖x‖²: the function on which one-step bounds on the line are attained."""
    xs, origin = coordinates(dimension), (Fraction(0),) * dimension
    points = {"center": origin, "x_star": origin}
    formula = curvature * sum(x**2 for x in xs) / 2
    return Landscape("quadratic", xs, formula, points, {}, {}, {"curvature": curvature, "dimension": dimension})
