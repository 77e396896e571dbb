"""The fraction of starts that reaches x* and x†, over the step size, with the ranges the theorems prove."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from .. import discovery
from ..check import ends
from ..checks._measure import window_about, with_step
from ..engine.descent import Floats, descend
from ..engine.starts import uniform_starts
from ..landscape import Landscape
from ..methods.gradient_descent import gradient_descent
from ..plot import Plot
from ..region import Ball
from ._look import BLUE, GREY, NAMES, ORANGE, canvas, in_class, two_basins

STARTS, STEPS, ITERATIONS, SEED = 1000, 160, 3000, 0
LARGE = "global_convergence_of_large_step"


def _draw(landscape: Landscape) -> Figure:
    two_basins(landscape)
    trapped = ends(discovery.theorem("trapping_of_small_step"), "trapping", landscape.constants)[1]
    low, high = ends(discovery.theorem(LARGE), "window", landscape.constants)
    etas = np.geomspace(0.5 * trapped, 1.3 * high, STEPS)
    run = descend(landscape, gradient_descent, _starts(landscape), etas, ITERATIONS)
    figure, axes = canvas(width=7.2, height=4.4)
    label = f"proved: a ball goes to {NAMES['x_dagger']}"
    axes.axvspan(0.01 * trapped, trapped, color=BLUE, alpha=0.13, lw=0, label=label)
    if in_class(landscape, LARGE):
        _bands(axes, (low, high), _permitted(landscape, low, high))
    for role, color, style in (("x_dagger", BLUE, "--"), ("x_star", ORANGE, "-")):
        axes.plot(etas, run.fraction(role), style, color=color, lw=1.8, label=f"measured: reach {NAMES[role]}")
    axes.set(xscale="log", xlabel="step size η", ylabel="fraction of starts", ylim=(-0.03, 1.03))
    axes.set_xlim(etas[0], etas[-1])
    figure.legend(loc="outside upper center", ncols=3)
    return figure


def _starts(landscape: Landscape) -> Floats:
    """Return starts half from a cube that holds both basins, half from the ball of radius R about x†."""
    cube = window_about(landscape, 2 * landscape.constants["D"])
    ball = Ball(landscape.points["x_dagger"], landscape.constants["R"] ** 2)
    return np.vstack([uniform_starts(region, STARTS // 2, SEED) for region in (cube, ball)])


def _permitted(landscape: Landscape, low: float, high: float) -> list[float]:
    """Return steps of the window at which no-return holds."""
    theorem, radius = discovery.theorem(LARGE), float(landscape.constants["R"])
    grid = [float(eta) for eta in np.linspace(low, high, 200)[1:-1]]
    return [eta for eta in grid if radius < ends(theorem, "no_return", with_step(landscape, eta))[1]]


def _bands(axes: Any, window: tuple[float, float], permitted: list[float]) -> None:
    for end in window:
        axes.axvline(end, color=GREY, lw=1.0, ls=":", label="escape window" if end == window[0] else None)
    if permitted:
        label = f"proved: almost all reach {NAMES['x_star']}"
        axes.axvspan(permitted[0], permitted[-1], color=ORANGE, alpha=0.2, lw=0, label=label)


phase_diagram = Plot(
    name="phase_diagram",
    title="Which minimum the starts reach, over the step size, with the proved ranges",
    subject="landscape",
    draw=_draw,
)
