"""One step brings two points closer by the proved factor at least, some pair by exactly it; beyond 2/L not closer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, setting, tested, with_step
from ._smooth import starts_about, stepped


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("contraction", landscape.constants)
        for share in (0.2, 0.5, 0.8, 0.95):
            yield _factor(trial, landscape, share * limit)
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            largest = _largest(trial, landscape, share * limit)
            says = "every pair comes closer" if side == "inside" else "some pair does not come closer"
            yield trial.evidence(
                setting(landscape),
                side,
                f"{says} in a step of {share:g} x {limit:.6g} (largest squared factor against 1)",
                predicted=1.0,
                measured=largest,
                holds=(largest < 1) == (side == "inside"),
                samples=trial.count(300),
                data=tested("contraction upper"),
            )


def _largest(trial: Trial, landscape: Landscape, eta: float) -> float:
    """The largest squared one-step factor over pairs of starts, and over each start and its double."""
    starts = starts_about(landscape, 2.0, trial.count(300), trial.seed)
    before = np.concatenate([starts - starts[::-1], starts])
    images, doubled = stepped(landscape, starts, eta), stepped(landscape, 2 * starts, eta)
    after = np.concatenate([images - images[::-1], doubled - images])
    moved = (before**2).sum(axis=1)
    return float(((after**2).sum(axis=1)[moved > 0] / moved[moved > 0]).max())


def _factor(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    bound, largest = trial.formula("squared_factor", with_step(landscape, eta)), _largest(trial, landscape, eta)
    return trial.evidence(
        setting(landscape),
        "law",
        f"largest squared one-step factor of pairs at step {eta:.4g} is the bound",
        predicted=bound,
        measured=largest,
        holds=bound * (1 - ATTAINED) <= largest <= bound * (1 + ROUNDING),
        samples=trial.count(300),
    )


contraction_of_pairs = Check(
    name="contraction_of_pairs",
    title="One-step contraction of pairs on smooth strongly convex functions",
    theorem="contraction_of_smooth_strongly_convex",
    seconds=0.1,
    measure=_measure,
)
