"""The kinked pair has a 2-cycle between its basins at the predicted heights only, and starts near it leave it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from .. import discovery
from ..check import Check, Trial
from ..engine import loop
from ..engine.descent import Descent, descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested, window_about, with_step

#: both ends of the cycle's range of h lie where x† is in its basin
ETA, LEVELS, SMALL = 0.2, {"L": 1, "m": 20, "D": 7}, 1e-4
CLOSE = 1e-9  # of D: the step brings a point back, but for rounding


def _measure(trial: Trial) -> Iterator[Evidence]:
    base = with_step(_pair(19), ETA)
    lower, upper = (getattr(trial, end)("cycle", base) for end in ("lower", "upper"))
    for end, value, shares in (("lower", lower, (OUTSIDE, INSIDE)), ("upper", upper, (INSIDE, OUTSIDE))):
        for side, share in zip(("inside", "outside"), shares, strict=True):
            yield _returns(trial, side, share * value, f"cycle {end}")
    between = _pair(Fraction((lower + upper) / 2).limit_denominator(10**6))
    constants = with_step(between, ETA)
    x, multiplier = trial.formula("x", constants), trial.formula("multiplier", constants)
    moved = float(_run(between, [[x + SMALL]], 2).final[0, 0, 0]) - x
    yield trial.evidence(
        setting(between),
        "law",
        "a small distance from the cycle is multiplied, in two steps, by the multiplier, which is below -1",
        predicted=multiplier,
        measured=moved / SMALL,
        holds=abs(moved / SMALL - multiplier) < 1e-6 and multiplier < -1,
        samples=1,
    )
    yield _fraction(trial, between)


def _pair(height: Fraction | int) -> Landscape:
    return discovery.landscape("kinked_pair", dimension=1, **LEVELS, h=height)


def _run(landscape: Landscape, starts: object, iterations: int) -> Descent:
    return descend(landscape, discovery.load("method", "gradient_descent"), starts, [ETA], iterations)  # type: ignore[arg-type]


def _returns(trial: Trial, side: str, height: float, end: str) -> Evidence:
    landscape = _pair(Fraction(height).limit_denominator(10**6))
    constants = with_step(landscape, ETA)
    x, y = trial.formula("x", constants), trial.formula("y", constants)
    once, twice = (float(_run(landscape, [[x]], k).final[0, 0, 0]) for k in (1, 2))
    gap = max(abs(once - y), abs(twice - x)) / float(landscape.constants["D"])
    inside = side == "inside"
    return trial.evidence(
        setting(landscape),
        side,
        f"h = {height:.6g}: two steps {'lead from x to y and back' if inside else 'do not'} (distance, in units of D)",
        predicted=0.0,
        measured=gap,
        holds=(gap < CLOSE) == inside,
        samples=1,
        data=tested(end),
    )


def _fraction(trial: Trial, landscape: Landscape) -> Evidence:
    starts = uniform_starts(window_about(landscape, Fraction(20)), trial.count(10_000), trial.seed)
    run = _run(landscape, starts, 2000)
    cycling = int(((run.outcome == loop.CYCLING) & (run.period == 2)).sum())
    return trial.evidence(
        setting(landscape),
        "law",
        "starts of U[-20, 20] that end on a 2-cycle",
        predicted=0.0,
        measured=float(cycling),
        holds=cycling == 0,
        samples=len(starts),
    )


kinked_cycle = Check(
    name="kinked_cycle",
    title="The 2-cycle of the kinked pair, and that it repels",
    theorem="two_cycle_of_kinked_pair_repels",
    seconds=0.1,
    measure=_measure,
)
