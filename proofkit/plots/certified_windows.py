"""What is certain at every step of an interval: starts against steps on the line, else fractions against steps."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..plot import Plot
from ..windows import Windows, named
from ._look import COLORS, canvas


def _draw(found: Windows) -> Figure:
    figure, axes = canvas(width=7.2, height=4.6)
    limits = list(dict.fromkeys(named(limit) for part in found.outcomes for limit in part.limits))
    colors = {limit: COLORS[k % len(COLORS)] for k, limit in enumerate(limits)}
    (_starts if len(found.box.lower) == 1 else _fractions)(axes, found, colors)
    low, high = (float(found.outcomes[k].steps[k]) for k in (0, -1))
    axes.set(xlim=(low, high), xlabel="step $\\eta$")
    axes.grid(False)
    axes.set_title(f"{found.landscape}, gradient descent from starts in {found.box} [certified]", fontsize=10)
    handles = [Patch(color=colors[limit], label=_words(limit)) for limit in limits]
    undecided = Patch(facecolor="white", edgecolor="grey", label="undecided")
    figure.legend(handles=[*handles, undecided], loc="outside lower center", ncols=3)
    return figure


def _words(limit: str) -> str:
    return limit if limit == "divergence" else f"converges to {limit}"


def _starts(axes: Any, found: Windows, colors: dict[str, str]) -> None:
    """Every box of starts and steps, in the colour of its limit."""
    for part in found.outcomes:
        for k, limit in enumerate(part.limits):
            chosen = part.cells.goal == k
            (x0, e0), (x1, e1) = part.cells.low[:, chosen], part.cells.high[:, chosen]
            corners: Any = np.stack([np.stack(p, axis=-1) for p in ((e0, x0), (e1, x0), (e1, x1), (e0, x1))], axis=1)
            color = colors[named(limit)]
            axes.add_collection(PolyCollection(corners, facecolors=color, lw=0, antialiased=False, rasterized=True))
    axes.set(
        ylim=(float(found.box.lower[0]), float(found.box.upper[0])),
        ylabel=f"${found.outcomes[0].variables[0]}$ (start)",
    )


def _fractions(axes: Any, found: Windows, colors: dict[str, str]) -> None:
    """The certified fractions, one above the other."""
    for part in found.outcomes:
        for piece in part.slices:
            base, left, right = 0.0, *(float(step) for step in piece.steps)
            for limit, fraction in sorted(zip(part.limits, piece.fractions, strict=True), key=lambda e: named(e[0])):
                axes.fill_between([left, right], base, base + float(fraction), color=colors[named(limit)], lw=0)
                base += float(fraction)
    axes.set(ylim=(0, 1), ylabel="certified fraction of the starts")


certified_windows = Plot(
    name="certified_windows",
    title="What gradient descent certainly does at every step of an interval",
    subject="windows",
    draw=_draw,
)
