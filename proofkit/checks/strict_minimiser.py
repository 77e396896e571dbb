"""Below D/(1 + √(m/L)) the shifted pair is lowest at 0 alone, above it lower at D; starts miss 0 before it is so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

import numpy as np

from .. import discovery
from ..check import Check, Numbers, Trial, ends
from ..engine.descent import descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ._measure import ATTAINED, INSIDE, OUTSIDE, edge, setting, tested, window_about

ETA, ITERATIONS, POINTS = 0.5, 1500, 4001


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        constants = {name: landscape.constants[name] for name in ("L", "m", "D")}
        limit = trial.upper("strict", constants)
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            lowest, where = _lowest(constants, share * limit), "above" if side == "inside" else "below"
            yield trial.evidence(
                setting(landscape),
                side,
                f"R = {share:g} x {limit:.6g}: the lowest value of f away from 0 is {where} f(0) = 0",
                predicted=0.0,
                measured=lowest,
                holds=(lowest > 0) == (side == "inside"),
                samples=POINTS,
                data=tested("strict upper"),
            )
        found = edge(partial(_is_lowest, constants), limit / 2, 1.5 * limit, rounds=40)
        yield trial.evidence(
            setting(landscape),
            "law",
            "R at which 0 stops being the strict global minimiser",
            predicted=limit,
            measured=found,
            holds=abs(found / limit - 1) < ATTAINED,
            samples=POINTS,
        )
        yield _past_no_return(trial, constants, limit)


def _lowest(constants: Numbers, radius: float) -> float:
    """Return the least value of f on a grid of [−D, 3D] without the points near 0."""
    L, m, D = (float(constants[name]) for name in ("L", "m", "D"))
    x = np.linspace(-D, 3 * D, POINTS)
    h = L / 2 * (D - radius) ** 2 - m / 2 * radius**2
    inner = h + m / 2 * (x - D) ** 2
    outer = L / 2 * x**2 - np.where(x > D, 2 * L * D * radius, 0.0)
    values = np.where(np.abs(x - D) < radius, inner, outer)
    return float(values[np.abs(x) > D / 100].min())


def _is_lowest(constants: Numbers, radius: float) -> bool:
    return _lowest(constants, radius) > 0


def _past_no_return(trial: Trial, constants: Numbers, limit: float) -> Evidence:
    """Just past the edge of no-return: some starts miss 0, which is still the strict global minimiser."""
    cycle = discovery.theorem("two_cycle_when_no_return_fails")
    radius = Fraction(OUTSIDE * ends(cycle, "cycle", {**constants, "eta": ETA})[0]).limit_denominator(10**6)
    landscape = discovery.landscape("shifted_pair", **constants, R=radius)
    starts = uniform_starts(window_about(landscape, Fraction(20)), trial.count(5000), trial.seed)
    run = descend(landscape, discovery.load("method", "gradient_descent"), starts, [ETA], ITERATIONS)
    missed = 1 - float(run.fraction("x_star")[0])
    return trial.evidence(
        setting(landscape),
        "law",
        f"past no-return, at step {ETA}, some starts miss 0 (fraction) and it is the strict global minimiser",
        predicted=0.0,
        measured=missed,
        holds=missed > 0 and radius < limit and _is_lowest(constants, float(radius)),
        samples=len(starts),
    )


strict_minimiser = Check(
    name="strict_minimiser",
    title="Where the global minimiser of the shifted pair is strict",
    theorem="strict_minimiser_of_shifted_pair",
    seconds=0.1,
    measure=_measure,
)
