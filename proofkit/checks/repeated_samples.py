"""SGD with repeated samples: its noise per block, its stationary variance, and both sides of ηL = 2k."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Numbers, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested, with_step
from ._repeated_samples import block, variance_after, weights

BLOCKS, CHAINS = 2000, 20_000
BATCHES = np.array([[[3.0, 1.0], [1.0, 0.5]], [[0.4, -0.7], [-0.7, 2.0]]])  # Hessians that do not commute
REPEATS, CYCLES, STEPS = 3, 400, (0.8, 1.7, 2.2)
DEVIATIONS = 4.5  # of the sample variance of a Gaussian, before a difference is called one


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("stable", landscape.constants)
        for share in (0.1, 0.5):
            yield _noise(trial, landscape, share * limit)
        yield _sampled(trial, landscape, 0.3 * limit)
        yield _inside(trial, landscape, INSIDE * limit)
        yield _outside(trial, landscape, OUTSIDE * limit)
    for eta in STEPS:
        yield _cyclic(trial, eta)


def _numbers(trial: Trial, landscape: Landscape, eta: float) -> tuple[int, Numbers]:
    """Return k, and the constants with q = aᵏ."""
    k, constants = int(landscape.constants["k"]), with_step(landscape, eta)
    return k, {**constants, "q": trial.formula("inner_factor", constants) ** k}


def _noise(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    k, constants = _numbers(trial, landscape, eta)
    bound = trial.formula("block_noise", constants)
    measured = (weights(landscape, eta, k)[1] * float(landscape.constants["s"])) ** 2
    return trial.evidence(
        setting(landscape),
        "law",
        f"variance that a block of {k} steps of {eta / k:.4g} adds",
        predicted=bound,
        measured=measured,
        holds=abs(measured - bound) <= ROUNDING * bound,
        samples=1,
    )


def _sampled(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    """Independent chains with Gaussian samples, run until the start is forgotten."""
    k, constants = _numbers(trial, landscape, eta)
    bound, count = trial.formula("stationary_variance", constants), trial.count(CHAINS)
    rng, x = np.random.default_rng(trial.seed), np.zeros(count)
    for _ in range(30):
        x = block(landscape, eta, x, rng.normal(0, float(landscape.constants["s"]), count), k)
    width = DEVIATIONS * (2 / count) ** 0.5
    low, high = (float(x.var() / (1 + sign * width)) for sign in (1, -1))
    return trial.evidence(
        setting(landscape),
        "law",
        f"stationary variance of {count} chains at step {eta:.4g}, each sample used {k} times",
        predicted=bound,
        measured=float(x.var()),
        holds=low <= bound <= high,
        interval=(low, high),
        samples=count,
    )


def _inside(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    k, constants = _numbers(trial, landscape, eta)
    bound, found = trial.formula("stationary_variance", constants), variance_after(landscape, eta, k, BLOCKS)
    return trial.evidence(
        setting(landscape),
        "inside",
        f"step {eta:.6g}: the variance after {BLOCKS} blocks is the stationary one",
        predicted=bound,
        measured=found,
        holds=abs(found - bound) <= 1e-6 * abs(bound),
        samples=BLOCKS,
        data=tested("stable upper"),
    )


def _outside(trial: Trial, landscape: Landscape, eta: float) -> Evidence:
    k = int(landscape.constants["k"])
    early, late = (variance_after(landscape, eta, k, blocks) for blocks in (BLOCKS // 2, BLOCKS))
    return trial.evidence(
        setting(landscape),
        "outside",
        f"step {eta:.6g}: the variance after {BLOCKS} blocks is more than a thousand times that after half as many",
        predicted=1e3,
        measured=late / early,
        holds=late > 1e3 * early,
        samples=BLOCKS,
        data=tested("stable upper"),
    )


def _cyclic(trial: Trial, eta: float) -> Evidence:
    """The matrix form, which is stated only: mini-batches in cyclic order, each used k times."""
    inner = np.eye(2) - eta / REPEATS * BATCHES
    rate = float(np.abs(np.linalg.eigvals(np.linalg.multi_dot([*[inner[1]] * REPEATS, *[inner[0]] * REPEATS]))).max())
    x, size = np.array([1.0, 0.3]), 0.0
    for _ in range(CYCLES):
        for step in inner:
            for _ in range(REPEATS):
                x = step @ x
        size, x = size + float(np.log(np.linalg.norm(x))), x / np.linalg.norm(x)
    found = float(np.exp(size / CYCLES))
    return trial.evidence(
        "two mini-batches in the plane",
        "law",
        f"step {eta:g}, each batch used {REPEATS} times: factor per cycle, beside the spectral radius of the product",
        predicted=rate,
        measured=found,
        holds=abs(found / rate - 1) < 0.01,
        samples=CYCLES,
    )


repeated_samples = Check(
    name="repeated_samples",
    title="Stability and variance of SGD that repeats each sample",
    theorem="repeat_k_sgd",
    seconds=0.2,
    measure=_measure,
)
