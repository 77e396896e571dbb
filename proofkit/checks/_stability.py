"""What the checks of methods on quadratics share: runs just inside and just outside the stability threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import discovery
from ..check import Numbers, Trial
from ..engine.plain_run import Floats, plain_run
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested

ITERATIONS = 2000  # 0.3 % inside its threshold every method here contracts by 0.9965 or better: 0.9965^2000 < 1e-3
SMALL = 1e-2


@dataclass(frozen=True)
class Case:
    """One landscape and the method's numbers on it.

    Args:
        landscape: a quadratic.
        numbers: those that the threshold is taken at besides the landscape's constants, and that the rule uses.
        alternating: whether the orbit that does not converge starts from two opposite points.
        preconditioner: the matrix P, shape (d, d), for a method that has one.
    """

    landscape: Landscape
    numbers: Numbers
    alternating: bool = False
    preconditioner: Floats | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The values of the method's parameters, as its rule uses them."""
        matrix = self.preconditioner
        return {**self.numbers} if matrix is None else {"P": lambda p: p @ matrix}


def stability(trial: Trial, method: str, cases: Iterator[Case]) -> Iterator[Evidence]:
    """Yield, for each case, that orbits converge just inside and that one does not just outside."""
    for case in cases:
        where, shown = setting(case.landscape), "".join(f", {k} = {float(v):.4g}" for k, v in case.numbers.items())
        limit = trial.upper("stability", {**case.landscape.constants, **case.numbers})
        inside, outside = distances(trial, method, case, [INSIDE * limit, OUTSIDE * limit])
        for side, share, says, predicted, measured in (
            ("inside", INSIDE, "every start ends near the minimiser", SMALL, float(inside.max())),
            ("outside", OUTSIDE, "the predicted start does not come closer", 1.0, float(outside[-1])),
        ):
            yield trial.evidence(
                where,
                side,
                f"{says} in {ITERATIONS} steps of {share:g} x {limit:.6g}{shown} (distance against that at the start)",
                predicted=predicted,
                measured=measured,
                holds=(measured < predicted) == (side == "inside"),
                samples=len(inside) if side == "inside" else 1,
                data=tested("stability upper"),
            )


def hessian(landscape: Landscape) -> Floats:
    """Return the constant Hessian of a quadratic, shape (d, d)."""
    return np.array([[float(entry) for entry in row] for row in landscape.hessian])


def distances(trial: Trial, name: str, case: Case, etas: Sequence[float]) -> Floats:
    """Return ‖x_T − x*‖/‖x_0 − x*‖ by step and start, shape (k, n); the last start is the one predicted to fail."""
    method, center = discovery.load("method", name), np.array([float(c) for c in case.landscape.points["x_star"]])
    curvature = hessian(case.landscape)
    rng, failing = np.random.default_rng(trial.seed), _sharpest(case, method.state)
    draws = {name: rng.uniform(-1, 1, (trial.count(20), len(center))) for name in failing}
    start = {name: center + np.concatenate([draws[name], failing[name]]) for name in failing}
    if not case.alternating:  # the kept vectors, if any, are velocities and not points
        start.update({name: start[name] - center for name in method.state})
    field = {**case.given, "g": lambda p: (p - center) @ curvature}
    with np.errstate(over="ignore", invalid="ignore"):
        end = plain_run(method, field, start, np.array(etas)[:, None, None], ITERATIONS)
        ratios = np.linalg.norm(end - center, axis=-1) / np.linalg.norm(start["x"] - center, axis=-1)
    return np.nan_to_num(ratios, nan=np.inf)


def _sharpest(case: Case, state: Iterable[str]) -> dict[str, Floats]:
    """±e along the direction that the method contracts least, shape (1, d); at rest where a velocity is kept."""
    matrix = hessian(case.landscape)
    values, vectors = np.linalg.eig(matrix if case.preconditioner is None else case.preconditioner @ matrix)
    e = np.real(vectors[:, int(np.argmax(np.real(values)))])[None, :]
    if case.alternating:
        return {"x": -e, **dict.fromkeys(state, e)}
    return {"x": e, **dict.fromkeys(state, np.zeros_like(e))}
