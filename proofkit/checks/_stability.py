"""What the checks of methods on quadratics share: runs just inside and just outside the stability threshold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import discovery
from ..check import Numbers, Trial
from ..engine.plain_run import Floats, plain_run
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested

ITERATIONS = 2000  # 0.3 % inside the threshold a step contracts by 0.995 or better: 0.995^2000 < 1e-4
SMALL = 1e-2


@dataclass(frozen=True)
class Case:
    """One landscape and the method's numbers on it.

    Args:
        landscape: a quadratic.
        numbers: the numbers that the threshold is taken at, besides the landscape's constants.
        given: values of the method's parameters, as the rule uses them.
        alternating: whether the orbit that does not converge starts from two opposite points.
        preconditioner: the matrix P, shape (d, d), for a method that has one.
    """

    landscape: Landscape
    numbers: Numbers
    given: Mapping[str, Any]
    alternating: bool = False
    preconditioner: Floats | None = None


def stability(trial: Trial, method: str, cases: Iterator[Case]) -> Iterator[Evidence]:
    """Yield, for each case, that orbits converge just inside and that one does not just outside."""
    for case in cases:
        where, shown = setting(case.landscape), ", ".join(f"{k} = {float(v):.4g}" for k, v in case.numbers.items())
        limit = trial.upper("stability", {**case.landscape.constants, **case.numbers})
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            found = _distance(trial, method, case, side, share * limit)
            says = "every start ends near the minimiser" if side == "inside" else "a start does not come closer"
            yield trial.evidence(
                where,
                side,
                f"{says} after {ITERATIONS} steps of {share:g} x {limit:.6g}{f', {shown}' if shown else ''}"
                " (largest distance against that at the start)",
                predicted=SMALL if side == "inside" else 1.0,
                measured=found,
                holds=found < SMALL if side == "inside" else found >= 1.0,
                samples=trial.count(20) if side == "inside" else 1,
                data=tested("stability upper"),
            )


def hessian(landscape: Landscape) -> Floats:
    """Return the constant Hessian of a quadratic, shape (d, d)."""
    return np.array([[float(entry) for entry in row] for row in landscape.hessian])


def _distance(trial: Trial, name: str, case: Case, side: str, eta: float) -> float:
    """Return the largest ‖x_T − x*‖/‖x_0 − x*‖: over random starts inside, for the alternating orbit outside."""
    method, center = discovery.load("method", name), np.array([float(c) for c in case.landscape.points["x_star"]])
    curvature = hessian(case.landscape)
    field = {"g": lambda p: (p - center) @ curvature, **case.given}
    start = _random(trial, method.state, center) if side == "inside" else _sharpest(case, method.state, center)
    with np.errstate(over="ignore", invalid="ignore"):
        end = plain_run(method, field, start, eta, ITERATIONS)
    ratios = np.linalg.norm(end - center, axis=1) / np.linalg.norm(start["x"] - center, axis=1)
    return float(np.nan_to_num(ratios, nan=np.inf).max())


def _random(trial: Trial, state: Mapping[str, str], center: Floats) -> dict[str, Floats]:
    rng = np.random.default_rng(trial.seed)
    return {name: center + rng.uniform(-1, 1, (trial.count(20), len(center))) for name in ("x", *state)}


def _sharpest(case: Case, state: Mapping[str, str], center: Floats) -> dict[str, Floats]:
    """x* ± e along the direction that the method contracts least; at rest where a velocity is kept."""
    matrix = hessian(case.landscape)
    values, vectors = np.linalg.eig(matrix if case.preconditioner is None else case.preconditioner @ matrix)
    e = np.real(vectors[:, int(np.argmax(np.real(values)))])[None, :]
    if not case.alternating:
        return {"x": center + e, **{name: np.zeros_like(e) for name in state}}
    return {"x": center - e, **dict.fromkeys(state, center + e)}
