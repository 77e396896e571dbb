"""The gap after n steps stays within the tight 1/n bound, and equals it on Huber's function."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Floats
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import ATTAINED, INSIDE, ROUNDING, edge, setting, tested, with_step
from ._smooth import gaps, orbit, starts_about


def _measure(trial: Trial) -> Iterator[Evidence]:
    huber = discovery.landscape("huber")
    for share in (0.2, 0.7, 0.95):
        for n in (1, 7, 40):
            yield _attained(trial, huber, share * trial.upper("short", huber.constants), n)
    for landscape in trial.witnesses():
        yield _inside(trial, landscape, INSIDE * trial.upper("short", landscape.constants))
        yield _slack(trial, landscape)


def _least(landscape: Landscape, starts: Floats, eta: float, n: int) -> float:
    """The least L‖x_0 − x*‖²/(f_n − f*) over the starts."""
    center = np.array([float(c) for c in landscape.points["x_star"]])
    left = gaps(landscape, orbit(landscape, starts, eta, n)[-1])
    distance = float(landscape.constants["L"]) * ((starts - center) ** 2).sum(axis=1)
    return float((distance[left > 0] / left[left > 0]).min())


def _holds(trial: Trial, landscape: Landscape, starts: Floats, eta: float, n: int) -> bool:
    weight = trial.formula("gap_weight", {**with_step(landscape, eta), "n": n})
    return _least(landscape, starts, eta, n) >= weight * (1 - ROUNDING)


def _starts(trial: Trial, landscape: Landscape) -> Floats:
    return starts_about(landscape, 6.0, trial.count(100), trial.seed)


def _attained(trial: Trial, huber: Landscape, eta: float, n: int) -> Evidence:
    """From τ(1 + 2nηL) the descent arrives at τ(1 + nηL) after n steps."""
    weight = trial.formula("gap_weight", {**with_step(huber, eta), "n": n})
    L, tau = (float(huber.constants[name]) for name in ("L", "tau"))
    starts = tau * (1 + 2 * n * eta * L) * np.linspace(0.5, 1.5, 101)[:, None]
    least = _least(huber, starts, eta, n)
    return trial.evidence(
        setting(huber),
        "law",
        f"L|x_0 - x*|^2 over the gap after {n} steps of {eta:.4g} (least over the starts) is the bound's weight",
        predicted=weight,
        measured=least,
        holds=weight * (1 - ROUNDING) <= least <= weight * (1 + ATTAINED),
        samples=len(starts),
    )


def _inside(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    starts = _starts(trial, landscape)
    held = [_holds(trial, landscape, starts, eta, n) for n in (1, 2, 5, 20)]
    return trial.evidence(
        setting(landscape),
        "inside",
        f"the bound holds after 1, 2, 5 and 20 steps of {eta:.6g} (share of these)",
        predicted=1.0,
        measured=float(np.mean(held)),
        holds=all(held),
        samples=4 * len(starts),
        data=tested("short upper"),
    )


def _slack(trial: Trial, landscape: Landscape) -> Evidence:
    limit, starts = trial.upper("short", landscape.constants), _starts(trial, landscape)
    real = edge(lambda eta: _holds(trial, landscape, starts, eta, 1), INSIDE * limit, 1.4 * limit)
    return trial.evidence(
        setting(landscape),
        "slack",
        f"step at which the bound is first seen to fail, after one step (sufficient bound {limit:.6g})",
        predicted=limit,
        measured=real,
        holds=True,
        samples=len(starts),
        data=tested("short upper"),
        notes=f"slack {real / limit - 1:+.2%}",
    )


convex_tight_gap = Check(
    name="convex_tight_gap",
    title="The tight 1/n rate of the gap on smooth convex functions",
    theorem="tight_gap_rate_of_smooth_convex",
    seconds=0.3,
    measure=_measure,
)
