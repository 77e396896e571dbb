"""Starts beside a minimum: just beyond 2/λ_max none converges to it, just below every one does."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from .. import discovery
from ..certify import certify
from ..check import Check, Trial
from ..engine.descent import descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Ball, Everywhere
from ..verdict import Verdict
from ._measure import INSIDE, OUTSIDE, setting, tested

ITERATIONS = 5000
BESIDE = Fraction(1, 1000)  #: radius of the ball of starts


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.lower("instability", {"lambda_max": sharpness(landscape)})
        yield _fraction(trial, landscape, "inside", OUTSIDE * limit, 0.0)
        yield _fraction(trial, landscape, "outside", INSIDE * limit, 1.0)
    for name in ("quadratic", "double_well"):
        yield _singular_steps(trial, discovery.landscape(name, dimension=2))


def sharpness(landscape: Landscape) -> float:
    """Return the largest eigenvalue of the Hessian at x†."""
    point = dict(zip(landscape.variables, landscape.points["x_dagger"], strict=True))
    rows = [[float(entry.subs(point)) for entry in row] for row in landscape.hessian]
    return float(np.linalg.eigvalsh(np.array(rows))[-1])


def _singular_steps(trial: Trial, landscape: Landscape) -> Evidence:
    """The stated part, for analytic f; the steps tried are the reciprocals of whole numbers and tenths."""
    steps = [1 / Fraction(k, 10) for k in (*range(2, 10), *range(10, 50, 10))]
    maps = [certify(landscape, "nonsingular_map", Everywhere(), step=step) for step in steps]
    singular = [step for step, found in zip(steps, maps, strict=True) if found.verdict is Verdict.REFUTED]
    return trial.evidence(
        setting(landscape),
        "law",
        f"of {len(steps)} steps, {', '.join(map(str, singular))} make x - eta g(x) singular: no more than dimensions",
        predicted=float(landscape.dimension),
        measured=float(len(singular)),
        holds=len(singular) <= landscape.dimension,
        samples=len(maps),
    )


def _fraction(trial: Trial, landscape: Landscape, side: str, eta: float, predicted: float) -> Evidence:
    starts = uniform_starts(Ball(landscape.points["x_dagger"], BESIDE**2), trial.count(100), trial.seed)
    run = descend(landscape, discovery.load("method", "gradient_descent"), starts, [eta], ITERATIONS, region=None)
    reached = float(run.fraction("x_dagger")[0])
    return trial.evidence(
        setting(landscape),
        side,
        f"at step {eta:.6g} starts within 1/1000 of x_dagger converge to it (fraction)",
        predicted=predicted,
        measured=reached,
        holds=reached == predicted,
        samples=len(starts),
        data=tested("instability lower"),
    )


unstable_minima = Check(
    name="unstable_minima",
    title="Minima too sharp for the step are not reached",
    theorem="unstable_minima_are_avoided",
    seconds=0.2,
    measure=_measure,
)
