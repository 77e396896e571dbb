"""The gap after n steps stays within the 1/n bound, equal to it at n = 0; beyond 2/L gaps grow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..engine.descent import Floats
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, setting, tested, with_step
from ._smooth import gaps, orbit, starts_about

STEPS = (0, 1, 3, 10, 30)


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("rate", landscape.constants)
        for share in (0.25, 0.5, 0.8):
            yield _bound(trial, landscape, share * limit)
        yield _first(trial, landscape, 0.5 * limit)
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            starts = _starts(trial, landscape)
            growth = float(
                (gaps(landscape, orbit(landscape, starts, share * limit, 30)[-1]) / gaps(landscape, starts)).max()
            )
            yield trial.evidence(
                setting(landscape),
                side,
                f"{'every' if side == 'inside' else 'not every'} gap shrinks in 30 steps of {share:g} x {limit:.6g}"
                " (largest growth against 1)",
                predicted=1.0,
                measured=growth,
                holds=(growth < 1) == (side == "inside"),
                samples=len(starts),
                data=tested("rate upper"),
            )


def _starts(trial: Trial, landscape: Landscape) -> Floats:
    return starts_about(landscape, 8.0, trial.count(100), trial.seed)


def _tightness(trial: Trial, landscape: Landscape, eta: float, n: int) -> tuple[float, float]:
    """The least start_weight‖x_0 − x*‖²/(f_n − f*), and what the theorem says it is at least, with its weight a."""
    starts = _starts(trial, landscape)
    h = eta * float(landscape.constants["L"])
    constants = {**with_step(landscape, eta), "n": n, "a": max(0.0, (h * h - h - 1) / (2 - h))}
    distances = ((starts - np.array([float(c) for c in landscape.points["x_star"]])) ** 2).sum(axis=1)
    left = gaps(landscape, orbit(landscape, starts, eta, n)[-1])
    ratio = float((distances[left > 0] / left[left > 0]).min(initial=np.inf))
    return trial.formula("start_weight", constants) * ratio, trial.formula("gap_weight", constants)


def _bound(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    pairs = [_tightness(trial, landscape, eta, n) for n in STEPS]
    least = min(measured / predicted for measured, predicted in pairs)
    return trial.evidence(
        setting(landscape),
        "law",
        f"the bound over the gap after {', '.join(map(str, STEPS))} steps of {eta:.4g} (least over the starts)",
        predicted=1.0,
        measured=least,
        holds=least >= 1 - ROUNDING,
        samples=len(_starts(trial, landscape)),
    )


def _first(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    """At n = 0 the bound is (L/2)‖x_0 − x*‖², attained."""
    ratio, weight = _tightness(trial, landscape, eta, 0)
    ratio /= trial.formula("start_weight", {**with_step(landscape, eta), "a": 0}) / float(landscape.constants["L"])
    return trial.evidence(
        setting(landscape),
        "law",
        "L|x_0 - x*|^2 over the first gap (least over the starts) is the bound's weight at n = 0",
        predicted=weight,
        measured=ratio,
        holds=abs(ratio / weight - 1) <= ATTAINED,
        samples=len(_starts(trial, landscape)),
    )


convex_gap = Check(
    name="convex_gap",
    title="The 1/n rate of the gap on smooth convex functions",
    theorem="sublinear_rate_of_smooth_convex",
    seconds=0.2,
    measure=_measure,
)
