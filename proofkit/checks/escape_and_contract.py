"""In the window steps expand in M and contract outside it; at either edge a witness of the class does not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, extreme_ratio, quadratic, setting, window_about


def _measure(trial: Trial) -> Iterator[Evidence]:
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
    outer = discovery.landscape("plane_family", mu=mu, L=L) if mu < L else quadratic(L, landscape.dimension)
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


escape_and_contract = Check(
    name="escape_and_contract",
    title="Expansion in M and contraction outside it, at both edges of the window",
    theorem="escape_window",
    seconds=1.0,
    measure=_measure,
)
