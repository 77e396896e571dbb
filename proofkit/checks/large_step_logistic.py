"""Logistic regression with large steps: progress, averages, the loss after its transition, and how early that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from .. import discovery
from ..check import Check, Numbers, Trial
from ..engine.descent import Floats, descend, value_at
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import OUTSIDE, ROUNDING, setting, tested, with_step

SMALL, LARGE = 2.0, 24.0
TIMES = (10, 1000)
LONG = 32_000
LINEAR, RATE = 2.0, 0.25  # twice the step: at most twice the time; four times the time: a quarter of the loss
MARGIN = 0.05  # of the two laws that hold up to constants and logarithms


@dataclass(frozen=True)
class Path:
    """The iterates from 0, their losses and their mean 1/(1 + exp(margin))."""

    eta: float
    iterates: Floats
    losses: Floats
    potentials: Floats

    @property
    def transition(self) -> int:
        """The first time from which the loss stays at most 1/(2η)."""
        return int(np.nonzero(2 * self.eta * self.losses > 1)[0].max(initial=-1)) + 1


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        for eta in (SMALL, LARGE):
            constants = with_step(landscape, eta)
            limit = trial.lower("transition", constants)
            path = _path(landscape, eta, int(OUTSIDE * limit) + 1)
            yield from _sums(trial, landscape, path, constants)
            yield from _after(trial, landscape, path, limit, constants)
        yield from _laws(trial, landscape)


def _path(landscape: Landscape, eta: float, steps: int) -> Path:
    method = discovery.load("method", "gradient_descent")
    run = descend(landscape, method, [[0.0, 0.0]], [eta], steps, record=True)
    assert run.trajectory is not None
    iterates = run.trajectory[0, :, 0]
    margins = iterates @ _samples(landscape).T
    return Path(eta, iterates, value_at(landscape, iterates), (1 / (1 + np.exp(margins))).mean(axis=1))


def _samples(landscape: Landscape) -> Floats:
    heights = [Fraction(text) for text in str(landscape.parameters["heights"]).split(", ")]
    return np.array([[float(landscape.constants["gamma"]), float(height)] for height in heights])


def _sums(trial: Trial, landscape: Landscape, path: Path, constants: Numbers) -> Iterator[Evidence]:
    """Progress along e (an equality here: all samples have the same margin), and both sums against their bounds."""
    common, gamma = {"samples": max(TIMES)}, float(landscape.constants["gamma"])
    for t in TIMES:
        known = {**constants, "t": t, "Q": float(path.potentials[:t].sum())}
        along, total = trial.formula("progress", known), trial.formula("total", known)
        most = trial.formula("potential_squared", known) ** 0.5 / (path.eta * gamma**2)
        moved, losses = float(path.iterates[t, 0]), float(path.losses[:t].sum())
        says = f"step {path.eta:g}, first {t} iterates:"
        bound = total / (2 * path.eta * gamma**2)
        for claim, predicted, measured, holds in (
            ("progress along the margin's direction", along, moved, abs(moved - along) <= ROUNDING * along),
            ("sum of the losses is at most", bound, losses, losses <= bound),
            ("sum of the potentials is at most", most, known["Q"], known["Q"] <= most),
        ):
            yield trial.evidence(
                setting(landscape),
                "law",
                f"{says} {claim}",
                predicted=predicted,
                measured=float(measured),
                holds=holds,
                **common,
            )


def _after(trial: Trial, landscape: Landscape, path: Path, limit: float, constants: Numbers) -> Iterator[Evidence]:
    last, gamma = len(path.losses) - 1, float(landscape.constants["gamma"])
    bound = trial.formula("total", {**constants, "t": last}) / (2 * path.eta * gamma**2 * last)
    rises = np.nonzero(np.diff(path.losses) > 0)[0]
    settled = bool((rises < path.transition).all())
    yield trial.evidence(
        setting(landscape),
        "inside",
        f"step {path.eta:g}: the loss rises {len(rises)} times, but never again once it is below 1/(2 eta) ="
        f" {0.5 / path.eta:.4g}, which it is after {last} steps; the loss then, and its bound",
        predicted=bound,
        measured=float(path.losses[-1]),
        holds=settled and path.transition <= last and path.losses[-1] <= bound,
        samples=last,
        data=tested("transition lower"),
    )
    yield trial.evidence(
        setting(landscape),
        "slack",
        f"step {path.eta:g}: first time from which the loss stays below 1/(2 eta)",
        predicted=limit,
        measured=float(path.transition),
        holds=True,
        samples=last,
        data=tested("transition lower"),
        notes=f"{limit / path.transition:.0f} times earlier than proved",
    )


def _laws(trial: Trial, landscape: Landscape) -> Iterator[Evidence]:
    """What is stated, not proved: a transition in O(η) steps, then a loss of order 1/(ηt)."""
    paths = [_path(landscape, eta, LONG) for eta in (LARGE, 2 * LARGE, 4 * LARGE)]
    slower = max(b.transition / a.transition for a, b in pairwise(paths))
    ratio = max(float(path.losses[LONG] / path.losses[LONG // 4]) for path in paths)
    for claim, predicted, measured in (
        ("twice the step needs at most twice the time to the transition (ratio)", LINEAR, slower),
        ("four times the steps, after the transition, leave at most a quarter of the loss (ratio)", RATE, ratio),
    ):
        yield trial.evidence(
            setting(landscape),
            "law",
            f"steps {LARGE:g} to {4 * LARGE:g}: {claim}",
            predicted=predicted,
            measured=measured,
            holds=measured <= predicted * (1 + MARGIN),
            samples=LONG,
        )


large_step_logistic = Check(
    name="large_step_logistic",
    title="Logistic regression on separable data with large steps",
    theorem="large_step_logistic_regression",
    seconds=0.3,
    measure=_measure,
)
