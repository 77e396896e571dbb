"""Below 1/L no start ends on a strict saddle, as steps keep points apart; just above it one step takes many there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Descent, descend, gradient_at
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Box
from ._measure import ATTAINED, INSIDE, OUTSIDE, setting, tested, with_step

ITERATIONS = 3000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("small_step", landscape.constants)
        yield _apart(trial, landscape, INSIDE * limit)
        yield _avoided(trial, landscape, INSIDE * limit)
        yield _folded(trial, landscape, OUTSIDE * limit)


def _apart(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    """The least slope of the step between near points, about a well, where the curvature is L."""
    bound = trial.formula("expansion", with_step(landscape, eta))
    rng = np.random.default_rng(trial.seed)
    x = np.array([float(c) for c in landscape.points["x_star"]]) + rng.uniform(-0.05, 0.05, (trial.count(500), 1))
    gap = 1e-3 * np.eye(landscape.dimension)[0]
    moved = gap - eta * (gradient_at(landscape, x + gap) - gradient_at(landscape, x))
    least = float((moved @ gap).min() / (gap @ gap))
    return trial.evidence(
        setting(landscape),
        "law",
        f"a step of {eta:.6g} pulls no two near points closer than by 1 - eta L, nor past each other (smallest slope)",
        predicted=bound,
        measured=least,
        holds=least > 0 and abs(least - bound) <= ATTAINED * bound,
        samples=len(x),
    )


def _avoided(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    reached = _run(trial, landscape, eta, Fraction(0), ITERATIONS).fraction("saddle")[0]
    return trial.evidence(
        setting(landscape),
        "inside",
        f"at step {eta:.6g} no start converges to the saddle (fraction)",
        predicted=0.0,
        measured=float(reached),
        holds=reached == 0,
        samples=trial.count(200),
        data=tested("small_step upper"),
    )


def _folded(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    """The member of the family whose far curvature is 1/η, if that is less than L."""
    curvature = Fraction(1 / eta).limit_denominator(10**9)
    member = {**landscape.parameters, "a": curvature} if curvature < landscape.constants["L"] else landscape.parameters
    folded = discovery.landscape(landscape.name, **member)
    reached = _run(trial, folded, eta, folded.constants["r"], 1).fraction("saddle")[0]
    return trial.evidence(
        setting(folded),
        "outside",
        f"one step of {eta:.6g} takes all starts with x beyond r to the saddle (fraction)",
        predicted=1.0,
        measured=float(reached),
        holds=reached == 1,
        samples=trial.count(200),
        data=tested("small_step upper"),
    )


def _run(trial: Trial, landscape: Landscape, eta: float, low: Fraction, iterations: int) -> Descent:
    """Starts with first coordinate from `low` to `low` + 4, the others in [−4, 4]."""
    others = landscape.dimension - 1
    box = Box((low, *[Fraction(-4)] * others), (low + 4, *[Fraction(4)] * others))
    starts = uniform_starts(box, trial.count(200), trial.seed)
    return descend(landscape, discovery.load("method", "gradient_descent"), starts, [eta], iterations, region=None)


strict_saddles = Check(
    name="strict_saddles",
    title="Where small steps stop avoiding a strict saddle",
    theorem="strict_saddles_are_avoided",
    seconds=0.1,
    measure=_measure,
)
