"""A step can expand in M and contract outside it as soon as μ† > L²/μ*; just below, for a class, none does both."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from .. import discovery
from ..check import Check, Trial, ends
from ..evidence import Evidence
from ._escape import one_step
from ._measure import INSIDE, OUTSIDE, extreme_ratio, setting, tested

OUTER = {"mu": Fraction(1, 4), "L": Fraction(1)}
L_DAGGER = Fraction(5)


def _measure(trial: Trial) -> Iterator[Evidence]:
    limit = trial.lower("non_empty", {"mu_star": OUTER["mu"], "L": OUTER["L"]})
    yield from _above(trial, limit)
    yield from _below(trial, limit)


def _curvature(value: float) -> Fraction:
    return Fraction(value).limit_denominator(10**6)


def _window(mu_dagger: Fraction) -> tuple[float, float]:
    constants = {"mu_star": OUTER["mu"], "L": OUTER["L"], "mu_dagger": mu_dagger}
    return ends(discovery.theorem("escape_window"), "window", constants)


def _above(trial: Trial, limit: float) -> Iterator[Evidence]:
    """Just above: on a two-basin function with these constants the middle of the window does both."""
    inner = {"mu_dagger": _curvature(OUTSIDE * limit), "L_dagger": L_DAGGER}
    landscape = discovery.landscape("kinked_pair_anisotropic", **OUTER, **inner, D=40, h=190)
    low, high = _window(inner["mu_dagger"])
    run = one_step(trial, landscape, [(low + high) / 2])
    grows, shrinks = float(np.nanmin(run.inside_ratio[0])), float(np.nanmax(run.outside_ratio[1]))
    where = f"mu_dagger = {OUTSIDE:g} x {limit:.6g}"
    common = {"samples": run.visits.size, "data": tested("non_empty lower")}
    yield trial.evidence(
        setting(landscape),
        "inside",
        f"{where}: the window has a lower end (predicted) below its upper one (measured)",
        predicted=low,
        measured=high,
        holds=low < high,
        **common,
    )
    for side, worst in (("M", grows), ("outside M", shrinks)):
        yield trial.evidence(
            setting(landscape),
            "inside",
            f"{where}: the step in its middle {'expands' if side == 'M' else 'contracts'} {side} (worst factor to 1)",
            predicted=1.0,
            measured=worst,
            holds=worst > 1 if side == "M" else worst < 1,
            **common,
        )


def _below(trial: Trial, limit: float) -> Iterator[Evidence]:
    """Just below: at every step one of two functions fails, with M's constants to expand or the others' to contract."""
    mu_dagger = _curvature(INSIDE * limit)
    low, high = _window(mu_dagger)
    inner = discovery.landscape("plane_family", mu=mu_dagger, L=L_DAGGER)
    outer = discovery.landscape("plane_family", **OUTER)
    center = inner.points["center"]
    etas = [*np.linspace(high / 2, 2 * low, 8), low, (low + high) / 2, high]
    margins = [
        min(
            extreme_ratio(inner, center, 1.0, eta, "smallest") - 1,
            1 - extreme_ratio(outer, center, 1.0, eta, "largest"),
        )
        for eta in map(float, etas)
    ]
    yield trial.evidence(
        f"{setting(inner)} and {setting(outer)}",
        "outside",
        f"mu_dagger = {INSIDE:g} x {limit:.6g}: at none of {len(etas)} steps does the one expand and the other contract"
        " (largest margin by which both would)",
        predicted=0.0,
        measured=max(margins),
        holds=low >= high and max(margins) <= 0,
        samples=len(etas) * 12 * 721,
        data=tested("non_empty lower"),
    )


window_non_empty = Check(
    name="window_non_empty",
    title="When some step expands in M and contracts outside it",
    theorem="escape_window_is_non_empty",
    seconds=0.5,
    measure=_measure,
)
