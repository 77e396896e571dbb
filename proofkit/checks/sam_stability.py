"""Unnormalised SAM on quadratics converges just below its threshold and not just above, at three radii."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._stability import Case, stability


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        radii = ({"rho": rho} for rho in (0.0, 0.1, 1.0))
        yield from stability(trial, "unnormalised_sam", (Case(landscape, r) for r in radii))


sam_stability = Check(
    name="sam_stability",
    title="Unnormalised SAM on quadratics, on both sides of its threshold",
    theorem="sam_threshold",
    seconds=0.2,
    measure=_measure,
)
