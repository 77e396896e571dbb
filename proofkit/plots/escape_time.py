"""How long orbits of a large step stay in M, start by start, beside the proved bound."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .. import discovery
from ..check import number
from ..checks._steps import large_step
from ..engine.descent import Floats, Integers, descend
from ..errors import BadInput
from ..landscape import Landscape
from ..methods.gradient_descent import gradient_descent
from ..plot import Plot
from ._look import BLUE, ORANGE, canvas, in_class, point, two_basins

LARGE = "global_convergence_of_large_step"
STARTS, ITERATIONS, SEED, CLOSEST = 4000, 2000, 0, 1e-6


def _draw(landscape: Landscape) -> Figure:
    two_basins(landscape)
    if not in_class(landscape, LARGE):
        raise BadInput("landscape to draw", landscape.name, f"one that {LARGE} is about")
    eta = large_step(landscape)
    run = descend(landscape, gradient_descent, _starts(landscape, point(landscape, "x_dagger")), [eta], ITERATIONS)
    entered = run.visits[0] > 0
    distance, stays = run.entry_distance[0][entered], run.iterates_in_region[0][entered]
    bounds = np.floor(np.log(float(landscape.constants["R"]) / distance) / np.log(_growth(landscape, eta))) + 1
    figure, (left, right) = canvas(2, width=8.6, height=3.9)
    _staircase(left, distance, stays, bounds)
    _histogram(right, stays, bounds)
    figure.suptitle(rf"$\eta = {eta:.4g}$", fontsize=10)
    return figure


def _growth(landscape: Landscape, eta: float) -> float:
    """Return the factor by which a step in M increases distances to x†, at least."""
    formula = discovery.theorem(LARGE).formula("expansion")
    return number(formula, {**landscape.constants, "eta": eta})


def _starts(landscape: Landscape, center: Floats) -> Floats:
    """Return starts about x† whose distances are spread evenly on a logarithmic scale, up to R."""
    generator = np.random.default_rng(SEED)
    directions = generator.normal(size=(STARTS, landscape.dimension))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    shares = CLOSEST ** generator.uniform(size=(STARTS, 1))
    return np.asarray(center + float(landscape.constants["R"]) * shares * directions)


def _staircase(ax: Axes, distance: Floats, stays: Integers, bounds: Floats) -> None:
    order = np.argsort(distance)
    ax.plot(distance[order], bounds[order], color=ORANGE, lw=1.5, label="proved bound", drawstyle="steps-post")
    some = order[:: max(1, len(order) // 400)]
    ax.plot(distance[some], stays[some], "o", color=BLUE, ms=2.8, mew=0, label="measured")
    ax.set(xscale="log", xlabel=r"distance to $x^\dagger$ on entering $M$", ylabel="iterates in $M$")
    ax.legend(loc="upper right", fontsize=8.5)


def _histogram(ax: Axes, stays: Integers, bounds: Floats) -> None:
    edges = np.arange(0.5, max(stays.max(), bounds.max()) + 1.5)
    ax.hist([stays, bounds], bins=list(edges), color=[BLUE, ORANGE], rwidth=0.85)
    ax.set(xlabel="iterates in $M$", ylabel="number of starts")
    ax.grid(axis="x", visible=False)


escape_time = Plot("escape_time", "Time spent in M under a large step, beside the proved bound", "landscape", _draw)
