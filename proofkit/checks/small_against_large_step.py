"""The seed's contrast: one function, one set of starts, two step sizes, two different limits."""

from __future__ import annotations

from collections.abc import Iterator
from math import gamma, pi

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import descend
from ..engine.starts import uniform_starts
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Ball
from ._measure import setting, window_about
from ._steps import large_step, small_step

ITERATIONS = 4000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        etas = [small_step(landscape), large_step(landscape, trial.theorem)]
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


def _ball_volume(landscape: Landscape) -> float:
    ball, d = landscape.regions["ball"], landscape.dimension
    assert isinstance(ball, Ball)
    return float(pi ** (d / 2) / gamma(d / 2 + 1) * float(ball.radius_squared) ** (d / 2))


small_against_large_step = Check(
    name="small_against_large_step",
    title="Small and large step from the same starts",
    theorem="global_convergence_of_large_step",
    seconds=1.5,
    measure=_measure,
)
