"""Gradient descent on quadratics converges just below 2/L and not just above."""

from __future__ import annotations

from collections.abc import Iterator

from .. import discovery
from ..check import Check, Trial
from ..evidence import Evidence
from ._stability import Case, stability


def _measure(trial: Trial) -> Iterator[Evidence]:
    more = discovery.landscape("quadratic", eigenvalues="1/3, 2, 7/2")
    for landscape in (*trial.witnesses(), more):
        yield from stability(trial, "gradient_descent", iter([Case(landscape, {})]))


gradient_descent_stability = Check(
    name="gradient_descent_stability",
    title="Gradient descent on quadratics, on both sides of its threshold",
    theorem="gradient_descent_on_quadratic",
    seconds=0.1,
    measure=_measure,
)
