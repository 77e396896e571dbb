"""The fraction of starts that ever enter a set against the proved bound; where f is a parabola it is attained."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gamma, pi

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import descend, gradient_at
from ..engine.starts import uniform_starts
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Ball, Box, Region
from ._measure import ATTAINED, INSIDE, OUTSIDE, edge_outwards, setting, tested, with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        yield from _attained(trial, landscape)
        yield from _no_fold(trial, landscape)
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            yield _powers(trial, landscape, side, share * trial.upper("powers_of_two", landscape.constants))
    well = discovery.landscape("gaussian_well")
    yield from _bounded(trial, well)
    yield from _no_fold(trial, well)


def _attained(trial: Trial, landscape: Landscape) -> Iterator[Evidence]:
    """Where f = (L/2)x² the preimages of [1, 11/10] are disjoint intervals, so the union bound is an equality."""
    L, target = landscape.constants["L"], Box((Fraction(1),), (Fraction(11, 10),))
    window, eta = Box((Fraction(-4),), (Fraction(4),)), 0.2 / float(L)
    for horizon in (0, 2, 5):
        hits, count = _hits(trial, landscape, target, window, eta, horizon, 400_000)
        low, high = fraction_interval(hits, count)
        bound = _bound(trial, L, eta, horizon, 1, float(Fraction(1, 10) / window.volume))
        yield trial.evidence(
            setting(landscape),
            "law",
            f"fraction of U[-4, 4] that enters [1, 1.1] within {horizon} steps of {eta:.4g} equals the bound",
            predicted=bound,
            measured=hits / count,
            holds=low <= bound <= high,
            interval=(low, high),
            confidence=CONFIDENCE,
            samples=count,
        )


def _bounded(trial: Trial, landscape: Landscape) -> Iterator[Evidence]:
    L, target, d = landscape.constants["L"], landscape.regions["well"], landscape.dimension
    assert isinstance(target, Ball)
    reach = 2 * landscape.points["well"][0]
    window, eta = Box((-reach,) * d, (reach,) * d), 0.25 / float(L)
    for horizon in (1, 5):
        hits, count = _hits(trial, landscape, target, window, eta, horizon, 50_000)
        low, high = fraction_interval(hits, count)
        ball = pi ** (d / 2) / gamma(d / 2 + 1) * float(target.radius_squared) ** (d / 2)
        bound = _bound(trial, L, eta, horizon, d, ball / float(window.volume))
        yield trial.evidence(
            setting(landscape),
            "law",
            f"fraction of starts that enter the well within {horizon} steps of {eta:.4g} is at most the bound",
            predicted=bound,
            measured=hits / count,
            holds=low <= bound,
            interval=(low, high),
            confidence=CONFIDENCE,
            samples=count,
            notes=f"bound / measured = {bound * count / max(hits, 1):.2f}",
        )


def _no_fold(trial: Trial, landscape: Landscape) -> Iterator[Evidence]:
    """Below 1/L a step keeps the order of points along every line; the slack is where it first turns one round."""
    limit = trial.upper("small_step", landscape.constants)
    eta = INSIDE * limit
    bound, least = trial.formula("lipschitz_inverse", with_step(landscape, eta)), _least_slope(trial, landscape, eta)
    common = {"samples": trial.count(20_000), "data": tested("small_step upper")}
    yield trial.evidence(
        setting(landscape),
        "inside",
        f"a step of {eta:.6g} pulls no two near points closer than by the bound, nor past each other (smallest slope)",
        predicted=bound,
        measured=least,
        holds=least > 0 and least >= bound * (1 - ATTAINED),
        **common,
    )
    real = edge_outwards(lambda step: _least_slope(trial, landscape, step) > 0, eta, 1.02)
    yield trial.evidence(
        setting(landscape),
        "slack",
        f"step at which the map is first seen to fold: two near points pass each other (sufficient bound {limit:.6g})",
        predicted=limit,
        measured=real,
        holds=True,
        notes=f"slack {real / limit - 1:+.2%}",
        **common,
    )


def _powers(trial: Trial, landscape: Landscape, side: str, eta: float) -> Evidence:
    """The bound S(T) against 2^(T+1), on the line."""
    shares = [_bound(trial, landscape.constants["L"], eta, T, 1, 1.0) / 2 ** (T + 1) for T in range(40)]
    return trial.evidence(
        setting(landscape),
        side,
        f"at step {eta:.6g} the bound S(T) {'stays below' if side == 'inside' else 'exceeds'} 2^(T+1) for T < 40",
        predicted=1.0,
        measured=max(shares),
        holds=(max(shares) <= 1) == (side == "inside"),
        samples=len(shares),
        data=tested("powers_of_two upper"),
    )


def _least_slope(trial: Trial, landscape: Landscape, eta: float) -> float:
    """Return the smallest ⟨G(y) − G(x), y − x⟩/‖y − x‖² over pairs of near points."""
    reach = landscape.constants.get("D", Fraction(4))
    regions = (Box((-reach,) * landscape.dimension, (reach,) * landscape.dimension), *landscape.regions.values())
    x = np.vstack([uniform_starts(region, trial.count(20_000) // len(regions), trial.seed) for region in regions])
    direction = np.random.default_rng(trial.seed).normal(size=x.shape)
    near = x + 1e-3 * direction / np.linalg.norm(direction, axis=1, keepdims=True)
    gap = near - x  # of one length, so that no pair is so near that rounding is all one sees
    moved = gap - eta * (gradient_at(landscape, near) - gradient_at(landscape, x))
    return float(((moved * gap).sum(axis=1) / (gap**2).sum(axis=1)).min())


def _bound(trial: Trial, L: Fraction, eta: float, horizon: int, d: int, share: float) -> float:
    """Return the share of the window that the set fills, times the sum of what its preimages may grow by."""
    inverse = trial.formula("lipschitz_inverse", {"L": L, "eta": eta})
    return share * sum(inverse ** (-t * d) for t in range(horizon + 1))


def _hits(
    trial: Trial, landscape: Landscape, target: Region, window: Box, eta: float, horizon: int, quick: int
) -> tuple[int, int]:
    starts = uniform_starts(window, trial.count(quick), trial.seed)
    method = discovery.load("method", "gradient_descent")
    run = descend(landscape, method, starts, [eta], horizon, region=target)
    return int((run.iterates_in_region > 0).sum()), len(starts)


hitting_fraction = Check(
    name="hitting_fraction",
    title="How often random starts enter a given set",
    theorem="hitting_probability",
    seconds=1.5,
    measure=_measure,
)
