"""Below four over the kernel the output of the two-layer linear net dies out within its budget; above it λ runs off."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested
from ._two_layer_linear_net import follow

ITERATIONS = 3000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("stable", landscape.constants)
        yield from _inside(trial, landscape, INSIDE * limit)
        yield _outside(trial, landscape, OUTSIDE * limit)


def _inside(trial: Trial, landscape: Landscape, eta: float) -> Iterator[Evidence]:
    path = follow(landscape, [eta], ITERATIONS, trial.count(20), trial.seed)
    f, kernel = path.output[0], path.kernel[0]
    falls = bool((np.diff(kernel, axis=0) <= ROUNDING).all())
    last = float(np.abs(f[-1]).max())
    yield trial.evidence(
        setting(landscape),
        "inside",
        f"at step {eta:.6g} every start of kernel lambda_0 loses its output, and the kernel never grows (last |f|)",
        predicted=0.0,
        measured=last,
        holds=last < 1e-6 and falls,
        samples=f.shape[1],
        data=tested("stable upper"),
    )
    budget = trial.formula("budget", landscape.constants)
    spent = eta * (4 - eta * float(landscape.constants["lambda_0"])) * float((f**2).sum(axis=0).max())
    yield trial.evidence(
        setting(landscape),
        "law",
        "the squared outputs stay within their budget m*lambda_0 (largest part of it that was spent)",
        predicted=budget,
        measured=spent,
        holds=spent <= budget * (1 + ROUNDING),
        samples=f.shape[1],
    )


def _outside(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    with np.errstate(over="ignore", invalid="ignore"):
        kernel = follow(landscape, [eta], ITERATIONS, trial.count(20), trial.seed).kernel[0]
    grown = float(np.nanmax(kernel, axis=0).min() / kernel[0, 0])
    return trial.evidence(
        setting(landscape),
        "outside",
        f"at step {eta:.6g} the kernel of every start runs off (its largest value over its first, more than a million)",
        predicted=1.0,
        measured=grown,
        holds=grown > 1e6,
        samples=kernel.shape[1],
        data=tested("stable upper"),
    )


catapult_lands = Check(
    name="catapult_lands",
    title="The catapult lands below four over the kernel",
    theorem="catapult_converges",
    seconds=0.05,
    measure=_measure,
)
