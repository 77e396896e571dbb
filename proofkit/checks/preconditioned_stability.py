"""Preconditioned descent converges just below 2/s and not just above, for preconditioners with other axes than H."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._stability import Case, hessian, stability


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        yield from stability(trial, "preconditioned_gradient_descent", _cases(trial, landscape))


def _cases(trial: Trial, landscape: Landscape) -> Iterator[Case]:
    """Random preconditioners AᵀA + I/4; s is the largest eigenvalue of P^(1/2) H P^(1/2)."""
    rng = np.random.default_rng(trial.seed)
    for _ in range(3):
        a = rng.normal(size=(landscape.dimension,) * 2)
        matrix = a.T @ a + np.eye(landscape.dimension) / 4
        root = np.linalg.cholesky(matrix)
        sharpness = float(np.linalg.eigvalsh(root.T @ hessian(landscape) @ root).max())
        yield Case(landscape, {"s": sharpness}, preconditioner=matrix)


preconditioned_stability = Check(
    name="preconditioned_stability",
    title="Preconditioned descent on quadratics, on both sides of its threshold",
    theorem="preconditioned_descent_threshold",
    seconds=0.2,
    measure=_measure,
)
