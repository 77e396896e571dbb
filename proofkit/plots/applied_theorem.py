"""A theorem on a function: f with the points and regions that the certificates are about, and the certified steps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from ..application import Application
from ..engine.descent import Floats, value_at
from ..errors import BadInput
from ..interval.sets import bounding_box
from ..landscape import Landscape
from ..plot import Plot
from ..region import Ball, Ellipsoid, Region
from ._look import GREEN, GREY, NAMES, ORANGE, grid_values, outline, point

SIDE = 241  #: points of the grid on each side
MARGIN = 0.35  #: around what is drawn, in units of its width


def _draw(found: Application) -> Figure:
    f = found.on
    if f is None or f.dimension > 2:
        raise BadInput("function to draw", "none" if f is None else f"{f.dimension} dimensions", "1 or 2 dimensions")
    figure = Figure(figsize=(6.4, 5.2), layout="constrained")
    above, below = figure.subplots(2, 1, height_ratios=(5, 1))
    (_plane if f.dimension == 2 else _graph)(above, f, found)
    above.set_title(f"{found.theorem} on {found.landscape}", fontsize=10)
    _steps(below, found)
    handles, labels = above.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4)
    return figure


def _regions(f: Landscape, found: Application) -> dict[str, Region]:
    """The bounded regions that the certificates are about: M, or else the ball about a point."""
    asked = {certificate.region for certificate in found.certificates}
    M = f.regions.get("M")
    if M is not None and asked & {M, ~M}:
        return {"$M$": M}
    balls = sorted((one for one in asked if isinstance(one, Ball)), key=lambda ball: ball.radius_squared)
    return {"ball": balls[0]} if balls else {}


def _window(f: Landscape, regions: dict[str, Region]) -> tuple[Any, Any]:
    """The corners of a window about the points and regions."""
    sides = [box for region in regions.values() if (box := bounding_box(region)) is not None]
    corners = [point(f, role) for role in NAMES if role in f.points]
    corners += [np.array([float(side[k]) for side in box]) for box in sides for k in (0, 1)]
    both = np.vstack(corners or [np.zeros(f.dimension)])
    low, high = both.min(axis=0), both.max(axis=0)
    margin = MARGIN * max(float((high - low).max()), 1e-3)
    return low - margin, high + margin


def _plane(axes: Any, f: Landscape, found: Application) -> None:
    regions = _regions(f, found)
    low, high = _window(f, regions)
    x, y, values = grid_values(f, low, high, SIDE)
    axes.contour(x, y, np.sqrt(values - values.min()), levels=18, colors=GREY, linewidths=0.5, alpha=0.7)
    for name, region in regions.items():
        _shade(axes, name, region, x, y)
    for role, mark in zip(NAMES, "*o", strict=True):
        if role in f.points:
            axes.plot(*point(f, role), mark, color=ORANGE, ms=7, label=NAMES[role], ls="none")
    names = [f"${v}$" for v in f.variables]
    axes.set(xlabel=names[0], ylabel=names[1], aspect="equal", xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    axes.grid(False)


def _shade(axes: Any, name: str, region: Region, x: Floats, y: Floats) -> None:
    if isinstance(region, Ball | Ellipsoid):
        outline(axes, region, label=name)
        return
    rows = zip(x.ravel(), y.ravel(), strict=True)
    inside = np.array([region.contains((Fraction(a), Fraction(b))) for a, b in rows]).reshape(x.shape)
    axes.contourf(x, y, inside, levels=(0.5, 1.5), colors=[GREY], alpha=0.14)
    axes.plot([], [], "s", color=GREY, alpha=0.3, ms=9, label=name)


def _graph(axes: Any, f: Landscape, found: Application) -> None:
    regions = _regions(f, found)
    low, high = _window(f, regions)
    x = np.linspace(low[0], high[0], 1201)
    axes.plot(x, value_at(f, x[:, None]), color=GREY)
    for name, region in regions.items():
        box = bounding_box(region)
        if box is not None:
            axes.axvspan(float(box[0][0]), float(box[0][1]), color=GREY, alpha=0.14, lw=0, label=name)
    for role, mark in zip(NAMES, "*o", strict=True):
        if role in f.points:
            at = point(f, role)
            axes.plot(at, value_at(f, at[None]), mark, color=ORANGE, ms=7, label=NAMES[role], ls="none")
    axes.set(xlabel=f"${f.variables[0]}$", ylabel="$f$", xlim=(low[0], high[0]))


def _steps(axes: Any, found: Application) -> None:
    """The intervals of certified steps, or the one step that was asked about."""
    intervals = [(float(a), float(b)) for a, b in found.steps or ()]
    end = 1.25 * max([b for _, b in intervals], default=1.0)
    for a, b in intervals:
        axes.axvspan(a, b, color=GREEN, alpha=0.5, lw=0)
        axes.annotate(f"({a:.4g}, {b:.4g})", ((a + b) / 2, 0.25), ha="center", va="center", fontsize=9)
    if found.prediction is not None:
        step = float(found.prediction.step)
        end = max(end if intervals else 0.0, 1.5 * step)
        settled = found.prediction.verdict.value == "holds"
        axes.axvline(step, color=GREEN if settled else GREY, lw=2)
        words = "certified" if settled else "no conclusion"
        axes.annotate(f" {found.prediction.step}: {words}", (step, 0.75), va="center", fontsize=9)
    axes.set(xlim=(0, end), ylim=(0, 1), yticks=[], xlabel=r"step $\eta$, certified where green")
    axes.grid(False)


applied_theorem = Plot(
    name="applied_theorem",
    title="Where a theorem was certified on a function, and the steps at which it applies",
    subject="application",
    draw=_draw,
)
