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

SHOWN, LINE_SHOWN = 60, 13  # iterations, in the plane and on the line
COLORS = (BLUE, ORANGE)  # small and large step


def _draw(landscape: Landscape) -> Figure:
    two_basins(landscape)
    if landscape.dimension > 2:
        raise BadInput("landscape to draw", f"{landscape.dimension} dimensions", "1 or 2")
    starts, steps = _starts(landscape), [small_step(landscape), large_step(landscape)]
    run = descend(landscape, gradient_descent, starts, steps, SHOWN, record=True)
    assert run.trajectory is not None
    return (_in_plane if landscape.dimension == 2 else _on_line)(landscape, run.trajectory, steps)


def _starts(landscape: Landscape) -> Floats:
    """Return a few starts in the ball about x†, evenly spread."""
    center, rho = point(landscape, "x_dagger"), float(landscape.constants["rho"])
    if landscape.dimension == 1:
        return center + rho * np.array([[-0.8], [-0.27], [0.27], [0.8]])
    angles = np.linspace(0.4, 0.4 + 2 * np.pi, 5, endpoint=False)
    return center + 0.8 * rho * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _in_plane(landscape: Landscape, paths: Floats, steps: list[float]) -> Figure:
    figure, pair = canvas(2, width=8.6, height=4.1)
    low, high = frame(landscape, paths)
    x, y, f = grid_values(landscape, low, high, 160)
    for axes, path, color, title in zip(pair, paths, COLORS, _titles(steps), strict=True):
        outline(axes, landscape.regions["M"])
        axes.contour(x, y, np.sqrt(f - f.min()), levels=14, colors=GREY, linewidths=0.5, alpha=0.7)
        axes.plot(path[:, :, 0], path[:, :, 1], ".-", color=color, lw=1.0, ms=3.5)
        axes.plot(*path[0].T, "o", mfc="white", mec=color, ms=4.5, ls="none", label="starts", zorder=4)
        axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="$x$", ylabel="$y$", aspect="equal")
        axes.set_title(title)
        axes.grid(False)
        for role in NAMES:
            _minimum(axes, role, *point(landscape, role))
    figure.legend(*pair[0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return figure


def _on_line(landscape: Landscape, paths: Floats, steps: list[float]) -> Figure:
    """Draw f on its side, and beside it x against the iteration, on the same axis."""
    figure, (graph, *pair) = canvas(3, width=8.6, height=4.1)
    low, high = frame(landscape, paths)
    x = np.linspace(low[0], high[0], 1500)
    graph.plot(value_at(landscape, x[:, None]), x, color=GREY, lw=1.3)
    graph.set(xlabel="$f(x)$", ylabel="$x$", title="the function")
    for axes, path, color, title in zip(pair, paths, COLORS, _titles(steps), strict=True):
        axes.plot(path[:LINE_SHOWN, :, 0], ".-", color=color, lw=0.9, ms=5)
        axes.plot(np.zeros(path.shape[1]), path[0, :, 0], "o", mfc="white", mec=color, ms=4.5, label="starts", zorder=4)
        axes.set(xlabel="iteration", title=title)
    for axes in (graph, *pair):
        outline(axes, landscape.regions["M"], upright=True)
        axes.set_ylim(low[0], high[0])
    for role in NAMES:
        at = point(landscape, role)
        _minimum(graph, role, float(value_at(landscape, [at])[0]), at[0])
    handles = [axes.get_legend_handles_labels() for axes in (graph, pair[0])]
    shown = dict(zip([*handles[0][1], *handles[1][1]], [*handles[0][0], *handles[1][0]], strict=True))
    figure.legend(shown.values(), shown.keys(), loc="outside lower center", ncols=4)
    return figure


def _titles(steps: list[float]) -> list[str]:
    return [f"{word} step, η = {eta:.4g}" for word, eta in zip(("small", "large"), steps, strict=True)]


def _minimum(axes: Any, role: str, x: float, y: float) -> None:
    marker, size = ("*", 13) if role == "x_star" else ("X", 8)
    axes.plot(x, y, marker, color=GREEN, mec="black", mew=0.6, ms=size, ls="none", label=NAMES[role], zorder=5)


trajectories = Plot(
    name="trajectories",
    title="A small and a large step from the same starts near the local minimum",
    subject="landscape",
    draw=_draw,
)
