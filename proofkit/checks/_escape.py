"""Both edges of an escape window: inside it steps expand in M and contract outside M; just outside it some do not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from .. import discovery
from ..check import Trial
from ..engine.descent import descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, extreme_ratio, quadratic, setting, window_about


def both_edges(trial: Trial) -> Iterator[Evidence]:
    """Yield what is measured on each witness just inside the window, and on members of the class just outside."""
    for landscape in trial.witnesses():
        low, high = (end("window", landscape.constants) for end in (trial.lower, trial.upper))
        yield from _inside(trial, landscape, low * OUTSIDE, high * INSIDE)
        yield from _outside(trial, landscape, low * INSIDE, high * OUTSIDE)


def _inside(trial: Trial, landscape: Landscape, low: float, high: float) -> Iterator[Evidence]:
    method, count = discovery.load("method", "gradient_descent"), trial.count(4000)
    box = window_about(landscape, 2 * landscape.constants["D"])
    starts = np.vstack([uniform_starts(region, count, trial.seed) for region in (box, landscape.regions["ball"])])
    run = descend(landscape, method, starts, [low, (low + high) / 2, high], 1)
    for side, ratios, says in (("M", run.inside_ratio[0], "away from x_dagger"), ("", -run.outside_ratio[1], "to x*")):
        worst = abs(float(np.nanmin(ratios)))
        yield trial.evidence(
            setting(landscape),
            "inside",
            f"steps of {low:.6g} to {high:.6g} from {side or 'outside M'} move {says} (worst factor against 1)",
            predicted=1.0,
            measured=worst,
            holds=worst > 1 if side else worst < 1,
            samples=int(np.isfinite(ratios).sum()),
        )


def _outside(trial: Trial, landscape: Landscape, low: float, high: float) -> Iterator[Evidence]:
    mu, L = landscape.constants["mu_star"], landscape.constants["L"]
    inner = quadratic(landscape.constants["mu_dagger"], landscape.dimension)
    outer = _hardest_to_contract(mu, L, landscape.dimension)
    for function, eta, which, says in ((inner, low, "smallest", "expand"), (outer, high, "largest", "contract")):
        ratio = extreme_ratio(function, function.points["center"], 1.0, eta, which)  # type: ignore[arg-type]
        yield trial.evidence(
            setting(function),
            "outside",
            f"a member of the class whose step of {eta:.6g} does not {says} ({which} factor against 1)",
            predicted=1.0,
            measured=ratio,
            holds=ratio < 1 if which == "smallest" else ratio > 1,
            samples=12 * 721,
        )


def _hardest_to_contract(mu: Fraction, L: Fraction, dimension: int) -> Landscape:
    """Return a function with these constants on which one step outside M does as badly as the class allows."""
    if dimension == 1:
        return discovery.landscape("asymmetric_parabola", mu=mu, L=L)
    return discovery.landscape("plane_family", mu=mu, L=L) if mu < L else quadratic(L, dimension)
