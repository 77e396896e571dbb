"""How long steps of a given size stay in a set: the share of starts still there after T steps, and both edges."""

from __future__ import annotations

from collections.abc import Iterator

from .. import discovery
from ..check import Trial
from ..engine.descent import Descent, descend
from ..engine.starts import uniform_starts
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested, with_step

LONG = 8000  # steps within which every sampled start has left, however little beyond the edge


def shares_that_stay(trial: Trial, landscape: Landscape, region: str, attained: bool) -> Iterator[Evidence]:
    """Yield the share of starts, uniform in the region, that is still there after T steps, beside the bound."""
    eta = 1.4 * trial.lower("escape", landscape.constants)
    count = trial.count(20_000)
    for horizon in (1, 2, 3):
        bound = trial.formula("factor", with_step(landscape, eta)) ** (-landscape.dimension * horizon)
        stay = int((_run(trial, landscape, region, eta, count, horizon).first_exit < 0).sum())
        low, high = fraction_interval(stay, count)
        yield trial.evidence(
            setting(landscape),
            "law",
            f"share of the starts in {region} that stay for {horizon} steps of {eta:.4g}"
            f" {'equals' if attained else 'is at most'} the bound",
            predicted=bound,
            measured=stay / count,
            holds=low <= bound and (bound <= high or not attained),
            interval=(low, high),
            confidence=CONFIDENCE,
            samples=count,
        )


def both_sides(trial: Trial, landscape: Landscape, region: str) -> Iterator[Evidence]:
    """Yield what just above the lower end of the range leaves, and what just below it stays near x†."""
    limit = trial.lower("escape", landscape.constants)
    left = _run(trial, landscape, region, OUTSIDE * limit, trial.count(200), LONG).first_exit >= 0
    yield trial.evidence(
        setting(landscape),
        "inside",
        f"at a step of {OUTSIDE:g} x {limit:.6g} every start in {region} leaves it within {LONG} steps (fraction)",
        predicted=1.0,
        measured=float(left.mean()),
        holds=bool(left.all()),
        samples=left.size,
        data=tested("escape lower"),
    )
    stay = _run(trial, landscape, "ball", INSIDE * limit, trial.count(200), LONG).first_exit < 0
    yield trial.evidence(
        setting(landscape),
        "outside",
        f"at a step of {INSIDE:g} x {limit:.6g} no start in the ball leaves it (fraction that stay)",
        predicted=1.0,
        measured=float(stay.mean()),
        holds=bool(stay.all()),
        samples=stay.size,
        data=tested("escape lower"),
    )


def _run(trial: Trial, landscape: Landscape, region: str, eta: float, count: int, horizon: int) -> Descent:
    starts = uniform_starts(landscape.regions[region], count, trial.seed)
    return descend(landscape, discovery.load("method", "gradient_descent"), starts, [eta], horizon, region=region)
