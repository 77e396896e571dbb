"""Bounded noise below the proved level never drives SGD out of the ball; the worst noise just above it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Descent, Floats, descend
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, edge, setting, tested, with_step
from ._steps import small_step

ITERATIONS = 2000
SHARE = 0.6  # of the small step, to keep off η = 1/μ†, where one step reaches x†
KINDS: tuple[Literal["ball", "worst"], ...] = ("ball", "worst")


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        eta = SHARE * small_step(landscape)
        limit = trial.upper("noise", with_step(landscape, eta))
        starts = uniform_starts(landscape.regions["ball"], trial.count(300), trial.seed)
        for kind in KINDS:
            yield _inside(trial, landscape, starts, eta, INSIDE * limit, kind)
        simple = trial.upper("noise_without_root", with_step(landscape, eta))
        yield _inside(trial, landscape, starts, eta, INSIDE * simple, "worst", "noise_without_root upper")
        yield _simpler(trial, landscape, eta, simple, limit)
        if landscape.constants["mu_dagger"] == landscape.constants["L_dagger"]:
            yield _outside(trial, landscape, starts, eta, limit)
        yield _slack(trial, landscape, starts, eta, limit)


def _run(
    trial: Trial, landscape: Landscape, starts: Floats, eta: float, sigma: float, noise: Literal["ball", "worst"]
) -> Descent:
    method = discovery.load("method", "sgd_bounded_noise")
    options = {"sigma": sigma, "noise": noise, "seed": trial.seed, "region": "ball"}
    return descend(landscape, method, starts, [eta], ITERATIONS, **options)  # type: ignore[arg-type]


def _inside(
    trial: Trial,
    landscape: Landscape,
    starts: Floats,
    eta: float,
    sigma: float,
    kind: Literal["ball", "worst"],
    end: str = "noise upper",
) -> Evidence:
    stayed = _run(trial, landscape, starts, eta, sigma, kind).iterates_in_region == ITERATIONS + 1
    drawn = "drawn uniformly" if kind == "ball" else "pushing straight outwards"
    return trial.evidence(
        setting(landscape),
        "inside",
        f"step {eta:.4g}, noise up to {sigma:.5g} {drawn}: no start leaves the ball in {ITERATIONS} steps (fraction)",
        predicted=1.0,
        measured=float(stayed.mean()),
        holds=bool(stayed.all()),
        samples=stayed.size,
        data=tested(end),
    )


def _simpler(trial: Trial, landscape: Landscape, eta: float, simple: float, limit: float) -> Evidence:
    return trial.evidence(
        setting(landscape),
        "slack",
        f"step {eta:.4g}: the sharp noise level against the simpler sufficient one, which is at most that",
        predicted=simple,
        measured=limit,
        holds=simple <= limit,
        samples=1,
        data=tested("noise_without_root upper"),
        notes=f"slack {limit / simple - 1:+.2%}",
    )


def _outside(trial: Trial, landscape: Landscape, starts: Floats, eta: float, limit: float) -> Evidence:
    left = _run(trial, landscape, starts, eta, OUTSIDE * limit, "worst").first_exit >= 0
    return trial.evidence(
        setting(landscape),
        "outside",
        f"step {eta:.4g}, noise of {OUTSIDE:g} x {limit:.5g} pushing straight outwards: starts leave (fraction)",
        predicted=1.0,
        measured=float(left.mean()),
        holds=bool(left.any()),
        samples=left.size,
        data=tested("noise upper"),
    )


def _slack(trial: Trial, landscape: Landscape, starts: Floats, eta: float, limit: float) -> Evidence:
    def stays(sigma: float) -> bool:
        return bool((_run(trial, landscape, starts, eta, sigma, "ball").first_exit < 0).all())

    real = edge(stays, INSIDE * limit, 8 * limit, rounds=7)
    return trial.evidence(
        setting(landscape),
        "slack",
        f"step {eta:.4g}: uniform noise level at which a start is first seen to leave in {ITERATIONS} steps",
        predicted=limit,
        measured=real,
        holds=True,
        samples=len(starts),
        data=tested("noise upper"),
        notes=f"slack {np.round(real / limit - 1, 3):+.1%}: random noise is weaker than the worst",
    )


noisy_trapping = Check(
    name="noisy_trapping",
    title="The ball about x† that bounded noise does not leave",
    theorem="trapping_of_small_step_sgd",
    seconds=1.0,
    measure=_measure,
)
