"""Starts of the two-layer linear net with a given kernel and output, and what output and kernel do from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .. import discovery
from ..check import Trial
from ..engine.descent import Floats, descend
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested

ITERATIONS = 3000


@dataclass(frozen=True)
class Path:
    """Output f and kernel λ along the trajectories, each of shape (steps, T+1, n)."""

    output: Floats
    kernel: Floats


def follow(
    landscape: Landscape, etas: list[float], iterations: int, count: int, seed: int, f_0: float | None = None
) -> Path:
    """Run gradient descent from `count` random starts with kernel λ_0 and output f_0 (the landscape's, by default)."""
    output = float(landscape.constants["f_0"]) if f_0 is None else f_0
    starts = _starts(landscape, output, np.random.default_rng(seed), count)
    method = discovery.load("method", "gradient_descent")
    run = descend(landscape, method, starts, etas, iterations, record=True, region=None)
    assert run.trajectory is not None
    width = landscape.dimension // 2
    u, v = run.trajectory[..., :width], run.trajectory[..., width:]
    norms = (u**2).sum(axis=-1) + (v**2).sum(axis=-1)
    return Path((u * v).sum(axis=-1) / np.sqrt(width), norms / width)


def _starts(landscape: Landscape, output: float, draws: np.random.Generator, count: int) -> Floats:
    """u ± v have squared norms mλ ± 2√m f, and any directions."""
    width, kernel = landscape.dimension // 2, float(landscape.constants["lambda_0"])
    sides = []
    for sign in (1, -1):
        direction = draws.normal(size=(count, width))
        length = np.sqrt(width * kernel + sign * 2 * np.sqrt(width) * output)
        sides.append(length * direction / np.linalg.norm(direction, axis=1, keepdims=True))
    return np.hstack([(sides[0] + sides[1]) / 2, (sides[0] - sides[1]) / 2])


def runs_off(trial: Trial) -> Iterator[Evidence]:
    """Yield, just above and just below four over the kernel, what becomes of kernel and output."""
    for landscape in trial.witnesses():
        limit = trial.lower("beyond", landscape.constants)
        etas = [OUTSIDE * limit, INSIDE * limit]
        with np.errstate(over="ignore", invalid="ignore"):
            path = follow(landscape, etas, ITERATIONS, trial.count(20), trial.seed)
        grown = np.nanmax(path.kernel, axis=1) / path.kernel[:, 0]
        for side, eta, found, last in zip(("inside", "outside"), etas, grown, path.output[:, -1], strict=True):
            inside = side == "inside"
            worst = float(found.min() if inside else found.max())
            says = (
                "the kernel of every start grows a million times"
                if inside
                else "the kernel never grows and the output dies out"
            )
            yield trial.evidence(
                setting(landscape),
                side,
                f"at step {eta:.6g} {says} (largest kernel seen, over the first)",
                predicted=1.0,
                measured=worst,
                holds=worst > 1e6 if inside else worst <= 1 + ROUNDING and bool((np.abs(last) < 1e-6).all()),
                samples=found.size,
                data=tested("beyond lower"),
            )
