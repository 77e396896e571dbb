"""The certified basins: boxes of starts, coloured by the limit that all of their orbits certainly reach."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..errors import BadInput
from ..outcomes import Limit, Outcomes
from ..plot import Plot
from ._look import COLORS, canvas


def _draw(found: Outcomes) -> Figure:
    if len(found.box.lower) > 2:
        raise BadInput("outcomes to draw", f"{len(found.box.lower)} dimensions", "1 or 2")
    flat = len(found.box.lower) == 1
    figure, axes = canvas(width=7.2 if flat else 6.4, height=2.8 if flat else 5.6)
    boxes = _on_line(found) if flat else (found.cells.low, found.cells.high)
    for k in range(len(found.limits)):
        chosen = found.cells.goal == k
        color = COLORS[k % len(COLORS)]
        corners = _corners(*(side[:, chosen] for side in boxes))
        axes.add_collection(PolyCollection(corners, facecolors=color, lw=0, antialiased=False, rasterized=True))
    for k, limit in enumerate(found.limits):
        _mark(axes, limit, COLORS[k % len(COLORS)], flat)
    _frame(axes, found, flat)
    figure.legend(handles=_legend(found), loc="outside lower center")
    return figure


def _on_line(found: Outcomes) -> tuple[Any, Any]:
    """The intervals as boxes of height 1."""
    ones = np.ones_like(found.cells.low)
    return np.concatenate([found.cells.low, 0 * ones]), np.concatenate([found.cells.high, ones])


def _corners(low: Any, high: Any) -> Any:
    """shape (boxes, 4, 2)"""
    corners = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]
    return np.stack([np.stack(corner, axis=-1) for corner in corners], axis=1)


def _mark(axes: Any, limit: Limit, color: str, flat: bool) -> None:
    for point in limit.points:
        x, y = float(point[0]), 0.5 if flat else float(point[1])
        axes.plot(x, y, "o", mfc=color, mec="black", ms=6, zorder=4, clip_on=False)


def _frame(axes: Any, found: Outcomes, flat: bool) -> None:
    low, high = (np.array([float(x) for x in side]) for side in (found.box.lower, found.box.upper))
    names = found.variables
    axes.set(xlim=(low[0], high[0]), ylim=(0, 1) if flat else (low[1], high[1]), xlabel=f"${names[0]}$ (start)")
    axes.grid(False)
    if flat:
        axes.set_yticks([])
    else:
        axes.set(ylabel=f"${names[1]}$ (start)", aspect="equal")
    axes.set_title(f"{found.landscape}, gradient descent, {found.steps_text} [certified]", fontsize=10)


def _legend(found: Outcomes) -> list[Patch]:
    shown = []
    for part in found.parts:
        color = COLORS[found.limits.index(part.limit) % len(COLORS)]
        shown.append(Patch(color=color, label=f"{part.limit}: at least {100 * float(part.fraction_lower):.4g} %"))
    rest = f"undecided: at most {100 * float(found.undecided):.2g} %"
    return [*shown, Patch(facecolor="white", edgecolor="grey", label=rest)]


certified_basins = Plot(
    name="certified_basins",
    title="Boxes of starts by the limit that gradient descent certainly reaches from them",
    subject="outcomes",
    draw=_draw,
)
