"""Both edges of an escape window: inside it steps expand in M and contract outside M; just outside it some do not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Trial
from ..engine.descent import Descent, Floats, descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, extreme_ratio, setting, tested, window_about


def both_edges(trial: Trial) -> Iterator[Evidence]:
    """Yield what is measured on each witness just inside the window, and on members of its class just outside."""
    for landscape in trial.witnesses():
        low, high = (end("window", landscape.constants) for end in (trial.lower, trial.upper))
        yield from _inside(trial, landscape, low * OUTSIDE, high * INSIDE)
        yield from _outside(trial, landscape, low * INSIDE, high * OUTSIDE)


def one_step(trial: Trial, landscape: Landscape, etas: list[float]) -> Descent:
    """Return one step, of each size, from starts in a cube about x* that holds M and in the ball about x†."""
    return descend(landscape, discovery.load("method", "gradient_descent"), _starts(trial, landscape), etas, 1)


def _starts(trial: Trial, landscape: Landscape) -> Floats:
    regions = window_about(landscape, 2 * landscape.constants["D"]), landscape.regions["ball"]
    return np.vstack([uniform_starts(region, trial.count(4000), trial.seed) for region in regions])


def _inside(trial: Trial, landscape: Landscape, low: float, high: float) -> Iterator[Evidence]:
    run = one_step(trial, landscape, [low, (low + high) / 2, high])
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
            data=tested("window lower" if side else "window upper"),
        )


def _outside(trial: Trial, landscape: Landscape, low: float, high: float) -> Iterator[Evidence]:
    inner, outer = _hardest(landscape)
    for (function, role, radius), eta, says in ((inner, low, "expand"), (outer, high, "contract")):
        expands = says == "expand"
        ratio = extreme_ratio(function, function.points[role], radius, eta, "smallest" if expands else "largest")
        yield trial.evidence(
            setting(function),
            "outside",
            f"a step of {eta:.6g} at distance {radius:.4g} from {role} that does not {says} (worst factor against 1)",
            predicted=1.0,
            measured=ratio,
            holds=ratio < 1 if expands else ratio > 1,
            samples=12 * 721,
            data=tested("window lower" if expands else "window upper"),
        )


def _hardest(landscape: Landscape) -> tuple[tuple[Landscape, str, float], tuple[Landscape, str, float]]:
    """Return where one step in M, and one outside M, does as badly as these constants allow: function, centre, radius.

    Round basins do so themselves; for others there are members of the plane family with the same constants.
    """
    c = landscape.constants
    if c["mu_star"] == c["L"] and c["mu_dagger"] == c["L_dagger"]:
        return (landscape, "x_dagger", float(c["rho"])), (landscape, "x_star", float(c["D"] - c["R"]) / 2)
    inner, outer = ((c["mu_dagger"], c["L_dagger"]), (c["mu_star"], c["L"]))
    of_class = [discovery.landscape("plane_family", mu=mu, L=L) for mu, L in (inner, outer)]
    return (of_class[0], "center", 1.0), (of_class[1], "center", 1.0)
