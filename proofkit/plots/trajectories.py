"""Gradient descent from the same starts with a small and a large step: paths in the plane, or points on the graph."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ..checks._steps import large_step, small_step
from ..engine.descent import Floats, descend, value_at
from ..errors import BadInput
from ..landscape import Landscape
from ..methods.gradient_descent import gradient_descent
from ..plot import Plot
from ._look import BLUE, GREEN, GREY, NAMES, ORANGE, canvas, frame, grid_values, outline, point, two_basins

SHOWN = 60  # iterations


def _draw(landscape: Landscape) -> Figure:
    two_basins(landscape)
    if landscape.dimension > 2:
        raise BadInput("landscape to draw", f"{landscape.dimension} dimensions", "1 or 2")
    figure, pair = canvas(2, width=8.6, height=4.1)
    starts, steps = _starts(landscape), [small_step(landscape), large_step(landscape)]
    run = descend(landscape, gradient_descent, starts, steps, SHOWN, record=True)
    assert run.trajectory is not None
    draw = _plane if landscape.dimension == 2 else _line
    for k, (axes, color, word) in enumerate(zip(pair, (BLUE, ORANGE), ("small", "large"), strict=True)):
        outline(axes, landscape.regions["M"])
        draw(axes, landscape, run.trajectory[k], color)
        axes.set_title(f"{word} step, η = {steps[k]:.4g}")
    figure.legend(*pair[0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return figure


def _starts(landscape: Landscape) -> Floats:
    """Return a few starts in the ball about x†, evenly spread."""
    center, rho = point(landscape, "x_dagger"), float(landscape.constants["rho"])
    if landscape.dimension == 1:
        return center + rho * np.array([[-0.8], [-0.27], [0.27], [0.8]])
    angles = np.linspace(0.4, 0.4 + 2 * np.pi, 5, endpoint=False)
    return center + 0.8 * rho * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _plane(axes: Any, landscape: Landscape, path: Floats, color: str) -> None:
    low, high = frame(landscape)
    x, y, f = grid_values(landscape, low, high, 160)
    axes.contour(x, y, np.sqrt(f - f.min()), levels=14, colors=GREY, linewidths=0.5, alpha=0.7)
    axes.plot(path[:, :, 0], path[:, :, 1], ".-", color=color, lw=1.0, ms=3.5)
    axes.plot(*path[0].T, "o", mfc="white", mec=color, ms=4.5, ls="none", label="starts", zorder=4)
    axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="$x$", ylabel="$y$", aspect="equal")
    axes.grid(False)
    for role in NAMES:
        _minimum(axes, role, *point(landscape, role))


def _line(axes: Any, landscape: Landscape, path: Floats, color: str) -> None:
    low, high = frame(landscape)
    x = np.linspace(low[0], high[0], 1200)
    axes.plot(x, value_at(landscape, x[:, None]), color=GREY, lw=1.2)
    heights = value_at(landscape, path.reshape(-1, 1)).reshape(path.shape[:2])
    axes.plot(path[:, :, 0], heights, ".-", color=color, lw=0.6, ms=4.5)
    axes.plot(path[0, :, 0], heights[0], "o", mfc="white", mec=color, ms=4.5, ls="none", label="starts", zorder=4)
    axes.set(xlabel="$x$", ylabel="$f(x)$")
    for role in NAMES:
        at = point(landscape, role)
        _minimum(axes, role, at[0], float(value_at(landscape, [at])[0]))


def _minimum(axes: Any, role: str, x: float, y: float) -> None:
    marker, size = ("*", 13) if role == "x_star" else ("X", 8)
    axes.plot(x, y, marker, color=GREEN, mec="black", mew=0.6, ms=size, ls="none", label=NAMES[role], zorder=5)


trajectories = Plot(
    name="trajectories",
    title="A small and a large step from the same starts near the local minimum",
    subject="landscape",
    draw=_draw,
)
