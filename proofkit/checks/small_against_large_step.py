"""The seed's contrast: one function, one set of starts, two step sizes, two different limits; and where it ends."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gamma, pi

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Floats, descend
from ..engine.starts import uniform_starts
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Ball
from ._large_step import window_slack
from ._measure import INSIDE, OUTSIDE, setting, tested, window_about, with_step
from ._steps import permitted_range

ITERATIONS = 4000
TRAPS, FREES = 0.99, 1.01  # shares of the trapping threshold, which is where round basins stop trapping
ETA, LEVELS = 0.5, {"L": 1, "m": 5, "D": 10}


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        first, last = permitted_range(trial, landscape)
        starts = uniform_starts(window_about(landscape, 2 * landscape.constants["D"]), trial.count(2000), trial.seed)
        yield _trapped(trial, landscape, starts)
        for large in (first * OUTSIDE, last * INSIDE):
            yield _freed(trial, landscape, starts, large)
        yield from window_slack(trial, landscape, starts[::8], (first, last))
    yield from _where_it_ends(trial)


def _fraction(landscape: Landscape, starts: Floats, eta: float, limit: str) -> float:
    run = descend(landscape, discovery.load("method", "gradient_descent"), starts, [eta], ITERATIONS)
    return float(run.fraction(limit)[0])


def _trapped(trial: Trial, landscape: Landscape, starts: Floats) -> Evidence:
    """Of the starts in a box at least the ball's share ends at x†."""
    eta = TRAPS * trial.upper("trapping", landscape.constants)
    box = window_about(landscape, 2 * landscape.constants["D"])
    found, share = _fraction(landscape, starts, eta, "x_dagger"), _ball_volume(landscape) / float(box.volume)
    interval = fraction_interval(round(found * len(starts)), len(starts))
    return trial.evidence(
        setting(landscape),
        "inside",
        f"at step {eta:.6g}, {TRAPS} x the trapping bound, at least the ball's share of the starts ends at x_dagger",
        predicted=share,
        measured=found,
        holds=interval[1] >= share and found > 0,
        interval=interval,
        samples=len(starts),
        confidence=CONFIDENCE,
        data=tested("trapping upper"),
    )


def _freed(trial: Trial, landscape: Landscape, starts: Floats, eta: float) -> Evidence:
    found = _fraction(landscape, starts, eta, "x_star")
    return trial.evidence(
        setting(landscape),
        "inside",
        f"at step {eta:.6g}, just inside window and no-return, the same starts all end at x* (fraction)",
        predicted=1.0,
        measured=found,
        holds=found == 1,
        interval=fraction_interval(round(found * len(starts)), len(starts)),
        samples=len(starts),
        confidence=CONFIDENCE,
        data=tested("window lower", "window upper"),
    )


def _where_it_ends(trial: Trial) -> Iterator[Evidence]:
    """On the shifted pair, from the starts of a ball in M: both steps just inside and just outside what is proved."""
    base = discovery.landscape("shifted_pair", **LEVELS, R=1)
    limit = trial.upper("no_return", with_step(base, ETA))
    for side, share, factor in (("inside", INSIDE, TRAPS), ("outside", OUTSIDE, FREES)):
        radius = Fraction(share * limit).limit_denominator(10**6)
        landscape = discovery.landscape("shifted_pair", **LEVELS, R=radius)
        starts = uniform_starts(landscape.regions["ball"], trial.count(3000), trial.seed)
        small = factor * trial.upper("trapping", landscape.constants)
        ends_at = ((small, "x_dagger", tested("trapping upper")), (ETA, "x_star", tested("no_return upper")))
        for eta, name, limits in ends_at:
            found = _fraction(landscape, starts, eta, name)
            yield trial.evidence(
                setting(landscape),
                side,
                f"at step {eta:.6g} {'all' if side == 'inside' else 'not all'} starts of the ball end at {name}",
                predicted=1.0,
                measured=found,
                holds=(found == 1) == (side == "inside"),
                samples=len(starts),
                data=limits,
            )


def _ball_volume(landscape: Landscape) -> float:
    ball, d = landscape.regions["ball"], landscape.dimension
    assert isinstance(ball, Ball)
    return float(pi ** (d / 2) / gamma(d / 2 + 1) * float(ball.radius_squared) ** (d / 2))


small_against_large_step = Check(
    name="small_against_large_step",
    title="Different limits of a small and a large step from the same starts",
    theorem="different_limits_of_two_steps",
    seconds=1.5,
    measure=_measure,
)
