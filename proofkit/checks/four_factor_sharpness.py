"""The Hessian at minima of ½(1 − xyzw)² has the predicted largest eigenvalue, which is 2/η at step ½ where it is 4."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy as sp

from .. import discovery
from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        point = landscape.points["x_star"]
        predicted = trial.formula("sharpness", dict(zip("xyzw", point, strict=True)))
        measured = _sharpness(landscape)
        yield trial.evidence(
            setting(landscape),
            "law",
            f"the largest eigenvalue of the Hessian at ({', '.join(map(str, point))})",
            predicted=predicted,
            measured=measured,
            holds=abs(measured - predicted) < 1e-9,
            samples=1,
        )
    yield from _edge(trial, discovery.landscape("four_factor"))


def _edge(trial: Trial, landscape: Landscape) -> Iterator[Evidence]:
    """The minimum of sharpness 4: η times it, against 2."""
    edge = trial.lower("unstable", landscape.constants)
    for side, eta in (("inside", OUTSIDE * edge), ("outside", INSIDE * edge)):
        product = eta * _sharpness(landscape)
        yield trial.evidence(
            setting(landscape),
            side,
            f"at step {eta:.6g} the flattest minimum is {'unstable' if side == 'inside' else 'stable'}"
            " (step times sharpness, against 2)",
            predicted=2.0,
            measured=product,
            holds=(product > 2) == (side == "inside"),
            samples=1,
            data=tested("unstable lower"),
        )


def _sharpness(landscape: Landscape) -> float:
    values = dict(zip(landscape.variables, map(sp.Rational, landscape.points["x_star"]), strict=True))
    hessian = [[float(entry.subs(values)) for entry in row] for row in landscape.hessian]
    return float(np.linalg.eigvalsh(np.array(hessian))[-1])


four_factor_sharpness = Check(
    name="four_factor_sharpness",
    title="Sharpness of the minima of a product of four factors",
    theorem="sharpness_of_four_factor",
    seconds=0.1,
    measure=_measure,
)
