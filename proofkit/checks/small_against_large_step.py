"""The seed's contrast: one function, one set of starts, two step sizes, two different limits."""

from __future__ import annotations

from collections.abc import Iterator
from math import gamma, pi

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import descend
from ..engine.starts import uniform_starts
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Ball
from ._measure import INSIDE, setting, window_about, with_step

ITERATIONS = 4000


def _measure(trial: Trial) -> Iterator[Evidence]:
    small = discovery.theorem("trapping_of_small_step").threshold("trapping")
    for landscape in trial.witnesses():
        etas = [0.5 * float(small.at(landscape.constants)[1]), _large(trial, landscape)]
        box = window_about(landscape, 2 * landscape.constants["D"])
        starts = uniform_starts(box, trial.count(20_000), trial.seed)
        run = descend(landscape, discovery.load("method", "gradient_descent"), starts, etas, ITERATIONS)
        trapped, share = int(run.reached("x_dagger")[0].sum()), _ball_volume(landscape) / float(box.volume)
        low, high = fraction_interval(trapped, len(starts))
        common = {"samples": len(starts), "confidence": CONFIDENCE}
        yield trial.evidence(
            setting(landscape),
            "inside",
            f"at step {etas[0]:.4g} at least the ball's share of the starts ends at x_dagger",
            predicted=share,
            measured=trapped / len(starts),
            holds=high >= share and trapped > 0,
            interval=(low, high),
            **common,
        )
        reached = int(run.reached("x_star")[1].sum())
        yield trial.evidence(
            setting(landscape),
            "inside",
            f"at step {etas[1]:.4g} the same starts all end at x*",
            predicted=1.0,
            measured=reached / len(starts),
            holds=reached == len(starts),
            interval=fraction_interval(reached, len(starts)),
            **common,
        )


def _large(trial: Trial, landscape: Landscape) -> float:
    """Return the step of the window that leaves no-return the most room."""
    low, high = (end("window", landscape.constants) for end in (trial.lower, trial.upper))
    grid = np.linspace(low, INSIDE * high, 30)[1:]
    room = [trial.upper("no_return", with_step(landscape, float(eta))) for eta in grid]
    return float(grid[int(np.argmax(room))])


def _ball_volume(landscape: Landscape) -> float:
    ball, d = landscape.regions["ball"], landscape.dimension
    assert isinstance(ball, Ball)
    return float(pi ** (d / 2) / gamma(d / 2 + 1) * float(ball.radius_squared) ** (d / 2))


small_against_large_step = Check(
    name="small_against_large_step",
    title="Small and large step from the same starts",
    theorem="global_convergence_of_large_step",
    seconds=2.0,
    measure=_measure,
)
