"""One step on ½(1 − xyzw)² multiplies the residual by the predicted factor, and S² ≥ 16(1 − e)³ everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Floats, descend
from ..evidence import Evidence
from ._measure import ROUNDING, setting

ETA = 0.4


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        starts = np.random.default_rng(trial.seed).uniform(-1.5, 1.5, size=(trial.count(12), 4))
        run = descend(landscape, discovery.load("method", "gradient_descent"), starts, [ETA], 1, region=None)
        before, after = (1 - np.prod(points, axis=1) for points in (starts, run.final[0]))
        pairs = [_numbers(trial, row, float(e)) for row, e in zip(starts, before, strict=True)]
        errors = [abs(predicted * e - found) for predicted, e, found in zip(pairs, before, after, strict=True)]
        worst = int(np.argmax(errors))
        yield trial.evidence(
            setting(landscape),
            "law",
            f"the residual after a step of {ETA:g} is the factor times the residual before",
            predicted=pairs[worst] * float(before[worst]),
            measured=float(after[worst]),
            holds=max(errors) <= 100 * ROUNDING,
            samples=len(errors),
        )
        ratio = _elementary(starts**2, 3) ** 2 - 16 * (1 - before) ** 3
        yield trial.evidence(
            setting(landscape),
            "law",
            "S^2 is at least 16*(1 - e)^3 (smallest difference)",
            predicted=0.0,
            measured=float(ratio.min()),
            holds=bool((ratio >= -ROUNDING).all()),
            samples=len(ratio),
        )


def _elementary(squares: Floats, degree: int) -> Floats:
    """The elementary symmetric function of the rows, shape (n,)."""
    chosen = combinations(range(squares.shape[1]), degree)
    return np.sum([np.prod(squares[:, list(which)], axis=1) for which in chosen], axis=0)


def _numbers(trial: Trial, point: Floats, residual: float) -> float:
    squares = point[np.newaxis] ** 2
    symmetric = {name: float(_elementary(squares, k)[0]) for name, k in (("S_0", 3), ("Pi_0", 2), ("N_0", 1))}
    return trial.formula("factor", {**symmetric, "e_0": residual, "eta": ETA})


four_factor_residual = Check(
    name="four_factor_residual",
    title="The residual of a product of four factors, one step",
    theorem="residual_of_four_factor",
    seconds=0.1,
    measure=_measure,
)
