"""What the checks of trapping share: starts of the ball about x† stay in it inside the bound, some leave outside."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Trial
from ..engine.descent import Descent, Floats, descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Ball
from ._measure import INSIDE, OUTSIDE, edge, setting, tested

ITERATIONS = 5000


def trapping_evidence(trial: Trial) -> Iterator[Evidence]:
    """Yield what starts do just inside the threshold, and outside it, or how far it can be exceeded."""
    for landscape in trial.witnesses():
        limit = trial.upper("trapping", landscape.constants)
        starts = _starts(trial, landscape)
        yield _inside(trial, landscape, starts, INSIDE * limit)
        exact = landscape.constants["mu_dagger"] == landscape.constants["L_dagger"]
        yield _outside(trial, landscape, starts, limit) if exact else _slack(trial, landscape, starts, limit)


def _starts(trial: Trial, landscape: Landscape) -> Floats:
    """Uniform in the ball, and as many drawn onto its sphere."""
    ball = landscape.regions["ball"]
    assert isinstance(ball, Ball)
    draws = uniform_starts(ball, trial.count(500), trial.seed)
    center = np.array([float(c) for c in ball.center])
    gap = draws - center
    shell = gap / np.linalg.norm(gap, axis=1, keepdims=True) * float(ball.radius_squared) ** 0.5
    return np.vstack([draws, center + (1 - 1e-9) * shell])


def _run(landscape: Landscape, starts: Floats, eta: float, iterations: int = ITERATIONS) -> Descent:
    method = discovery.load("method", "gradient_descent")
    return descend(landscape, method, starts, [eta], iterations, region="ball")


def _stays(landscape: Landscape, starts: Floats, eta: float) -> bool:
    return bool((_run(landscape, starts, eta, 300).iterates_in_region == 301).all())


def _inside(trial: Trial, landscape: Landscape, starts: Floats, eta: float) -> Evidence:
    run = _run(landscape, starts, eta)
    trapped = run.reached("x_dagger") & (run.iterates_in_region == ITERATIONS + 1)
    return trial.evidence(
        setting(landscape),
        "inside",
        f"at step {eta:.6g} every start of the ball stays in it and reaches x_dagger (fraction)",
        predicted=1.0,
        measured=float(trapped.mean()),
        holds=bool(trapped.all()),
        samples=trapped.size,
        data=tested("trapping upper"),
    )


def _outside(trial: Trial, landscape: Landscape, starts: Floats, limit: float) -> Evidence:
    left = _run(landscape, starts, OUTSIDE * limit).first_exit >= 0
    return trial.evidence(
        setting(landscape),
        "outside",
        f"with one curvature in the ball, at step {OUTSIDE:g} x {limit:.6g} starts leave it (fraction)",
        predicted=1.0,
        measured=float(left.mean()),
        holds=bool(left.any()),
        samples=left.size,
        data=tested("trapping upper"),
    )


def _slack(trial: Trial, landscape: Landscape, starts: Floats, limit: float) -> Evidence:
    real = edge(lambda eta: _stays(landscape, starts, eta), INSIDE * limit, 4 * limit)
    return trial.evidence(
        setting(landscape),
        "slack",
        f"step at which a start is first seen to leave the ball (sufficient bound {limit:.6g})",
        predicted=limit,
        measured=real,
        holds=True,
        samples=len(starts),
        data=tested("trapping upper"),
        notes=f"slack {real / limit - 1:+.2%}",
    )
