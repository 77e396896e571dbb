"""What the pictures share: colours that colour-blind readers can tell apart, outlines of M, windows to draw in."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from .. import discovery
from ..engine.descent import Floats, value_at
from ..errors import BadInput
from ..landscape import Landscape
from ..region import Ball, Box, Ellipsoid, Region

# Okabe, Ito 2008
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6E6E6E"
#: for several limits; the undecided rest is white
COLORS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
NAMES = {"x_star": r"$x^\ast$", "x_dagger": r"$x^\dagger$"}


def canvas(columns: int = 1, width: float = 6.4, height: float = 4.0) -> tuple[Figure, Any]:
    """Return a figure and its axes (an array when there are several columns), not tied to any window system."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(1, columns)


def two_basins(landscape: Landscape) -> None:
    """Raise BadInput unless the landscape has the points, the region and the constants of two basins."""
    missing = [role for role in NAMES if role not in landscape.points]
    missing += [role for role in ("mu_star", "L", "mu_dagger", "L_dagger", "R", "D") if role not in landscape.constants]
    missing += [role for role in ("M",) if role not in landscape.regions]
    if missing:
        raise BadInput("landscape to draw", landscape.name, f"two basins (it has no {', '.join(missing[:3])})")


def in_class(landscape: Landscape, theorem: str) -> bool:
    """Return whether the landscape's family is one that a theorem names as witnesses: its bounds apply to it."""
    found = discovery.theorem(theorem)
    sharp = [threshold.sharpness_witness for threshold in found.thresholds]
    return landscape.name in [*sharp, *(name for name, _ in found.witnesses)]


def point(landscape: Landscape, role: str) -> Floats:
    """Return a named point as floats, shape (d,)."""
    return np.array([float(v) for v in landscape.points[role]])


def frame(landscape: Landscape, path: Floats) -> tuple[Floats, Floats]:
    """Return the lower and upper corner of a window that holds x*, x†, M and the points of `path`, with a margin."""
    corners = [*_bounds(landscape.regions["M"]), point(landscape, "x_star"), point(landscape, "x_dagger")]
    both = np.vstack([*corners, path.reshape(-1, landscape.dimension)])
    margin = 0.15 * float(landscape.constants["D"])
    return both.min(axis=0) - margin, both.max(axis=0) + margin


def grid_values(landscape: Landscape, low: Floats, high: Floats, side: int) -> tuple[Floats, Floats, Floats]:
    """Return x, y and f on a plane grid, each of shape (side, side)."""
    x, y = np.meshgrid(np.linspace(low[0], high[0], side), np.linspace(low[1], high[1], side))
    points = np.stack([x.ravel(), y.ravel()], axis=1)
    return x, y, value_at(landscape, points).reshape(x.shape)


def outline(axes: Any, region: Region, upright: bool = False, label: str = "$M$") -> None:
    """Shade a plane Ball or Ellipsoid, or an interval of the x axis (of the y axis when `upright`)."""
    low, high = _bounds(region)
    if len(low) == 1:
        (axes.axhspan if upright else axes.axvspan)(low[0], high[0], color=GREY, alpha=0.14, lw=0, label=label)
        return
    angle, center, half = np.linspace(0, 2 * np.pi, 361), (low + high) / 2, (high - low) / 2
    x, y = center[0] + half[0] * np.cos(angle), center[1] + half[1] * np.sin(angle)
    axes.fill(x, y, facecolor=GREY, alpha=0.14, lw=0, label=label)


def _bounds(region: Region) -> tuple[Floats, Floats]:
    if isinstance(region, Box) and len(region.lower) == 1:
        return np.array([float(region.lower[0])]), np.array([float(region.upper[0])])
    if isinstance(region, Ball | Ellipsoid):
        weights = region.weights if isinstance(region, Ellipsoid) else (1,) * len(region.center)
        size = region.bound if isinstance(region, Ellipsoid) else region.radius_squared
        center, half = np.array([float(c) for c in region.center]), np.array([float(size / w) ** 0.5 for w in weights])
        return center - half, center + half
    raise BadInput("region to draw", type(region).__name__, "an interval, a Ball or an Ellipsoid")
