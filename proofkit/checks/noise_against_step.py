"""One large step takes every start to x*, exactly one step after it leaves M; small-step SGD with noise stays put."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Descent, Floats, descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested, window_about, with_step

LONG = 4000
SHARE = 0.6  # of the largest small step, to keep off 1/m, where one step reaches x†
ETA = 0.2  # the small step at which both ends of the range of m are looked at
PAIR = {"L": 1, "D": 10, "R": 3}


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        yield _large(trial, landscape)
        eta = SHARE / float(landscape.constants["m"])
        limit = trial.upper("noise", with_step(landscape, eta))
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            words = f"step {eta:.4g}, noise of {share:g} x {limit:.5g}"
            yield _small(trial, landscape, eta, share * limit, side, words, "noise upper")
    yield from _ends(trial)


def _large(trial: Trial, landscape: Landscape) -> Evidence:
    """How far from x* each orbit is one step after it first leaves M, in the worst case."""
    eta = trial.formula("large_step", landscape.constants)
    regions = window_about(landscape, 2 * landscape.constants["D"]), landscape.regions["ball"]
    starts = np.vstack([uniform_starts(region, trial.count(500), trial.seed) for region in regions])
    run = descend(landscape, discovery.load("method", "gradient_descent"), starts, [eta], 40, record=True)
    out = np.where(_in(landscape, starts), run.first_exit[0], 0)
    assert run.trajectory is not None
    after = run.trajectory[0][np.minimum(out + 1, 40), np.arange(len(starts))]
    worst = float(np.abs(after - [float(c) for c in landscape.points["x_star"]]).max())
    return trial.evidence(
        setting(landscape),
        "inside",
        f"step {eta:.4g}: every start leaves M and is at x_star one step later (largest distance)",
        predicted=0.0,
        measured=worst,
        holds=bool((out >= 0).all()) and worst <= ROUNDING * float(landscape.constants["D"]),
        samples=len(starts),
    )


def _in(landscape: Landscape, starts: Floats) -> Floats:
    ball = landscape.regions["M"]
    return np.asarray(ball.level(starts.T) < 0)  # type: ignore[attr-defined]


def _small(trial: Trial, landscape: Landscape, eta: float, sigma: float, side: str, words: str, end: str) -> Evidence:
    left = _sgd(trial, landscape, eta, sigma).first_exit >= 0
    inside = side == "inside"
    return trial.evidence(
        setting(landscape),
        side,
        f"{words} pushing straight outwards: {'no start leaves' if inside else 'starts leave'} the ball (fraction)",
        predicted=0.0 if inside else 1.0,
        measured=float(left.mean()),
        holds=not left.any() if inside else bool(left.any()),
        samples=left.size,
        data=tested(end),
    )


def _sgd(trial: Trial, landscape: Landscape, eta: float, sigma: float) -> Descent:
    method = discovery.load("method", "sgd_bounded_noise")
    starts = uniform_starts(landscape.regions["ball"], trial.count(100), trial.seed)
    options = {"sigma": sigma, "noise": "worst", "seed": trial.seed, "region": "ball"}
    return descend(landscape, method, starts, [eta], LONG, **options)  # type: ignore[arg-type]


def _ends(trial: Trial) -> Iterator[Evidence]:
    """The large step leaves M for m just above the lower end only; the small one stays for m below the upper end."""
    constants = {**PAIR, "eta": ETA}
    low, high = trial.lower("curvature", constants), trial.upper("curvature", constants)
    for side, share in (("inside", OUTSIDE), ("outside", INSIDE)):
        yield _at_lower_end(trial, side, _pair(share * low))
    for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
        pair = _pair(share * high)
        level = (1 - ROUNDING) * trial.upper("noise", with_step(pair, ETA))
        words = f"m = {share:g} x {high:.6g}, step {ETA:g}, noise of {level:.5g}"
        yield _small(trial, pair, ETA, level, side, words, "curvature upper")


def _pair(m: float) -> Landscape:
    return discovery.landscape("shifted_pair", **PAIR, m=Fraction(m).limit_denominator(10**6))


def _at_lower_end(trial: Trial, side: str, landscape: Landscape) -> Evidence:
    starts = uniform_starts(landscape.regions["ball"], trial.count(100), trial.seed)
    eta = trial.formula("large_step", landscape.constants)
    left = descend(landscape, discovery.load("method", "gradient_descent"), starts, [eta], LONG).first_exit >= 0
    inside = side == "inside"
    return trial.evidence(
        setting(landscape),
        side,
        f"the large step: {'every start' if inside else 'no start'} in the ball leaves M (fraction that does)",
        predicted=1.0 if inside else 0.0,
        measured=float(left.mean()),
        holds=bool(left.all()) if inside else not left.any(),
        samples=left.size,
        data=tested("curvature lower"),
    )


noise_against_step = Check(
    name="noise_against_step",
    title="Noise of any level against one large step",
    theorem="noise_is_no_substitute",
    seconds=0.2,
    measure=_measure,
)
