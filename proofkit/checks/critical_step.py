"""Vector factorisation: one step's factor on the potential, and which starts fit on either side of η*."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Numbers, Trial
from ..engine.descent import gradient_at
from ..evidence import Evidence
from ..landscape import Landscape
from ._critical_step import both_ends, residual, starts_of
from ._measure import setting

ETA = 0.25


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        yield _one_step(trial, landscape)
    yield from both_ends(trial, "upper")


def _one_step(trial: Trial, landscape: Landscape) -> Evidence:
    points = starts_of(trial, landscape, 1.0)[:1]
    moved = points - ETA * gradient_at(landscape, points)
    y = landscape.constants["y"]
    numbers: list[Numbers] = [
        {"eta": ETA, "y": y, "S": float((p**2).sum()), "E": float(residual(landscape, p)[0])} for p in (points, moved)
    ]
    before, after = (trial.formula("potential", found) for found in numbers)
    factor = trial.formula("factor", numbers[0])
    return trial.evidence(
        setting(landscape),
        "law",
        f"a step of {ETA} multiplies the potential by 1 + eta^2*e*<u,v>",
        predicted=factor,
        measured=after / before,
        holds=bool(np.isclose(after / before, factor, rtol=1e-9)),
        samples=1,
    )


critical_step = Check(
    name="critical_step",
    title="The critical step of vector factorisation from random starts",
    theorem="critical_step_of_vector_factorisation",
    seconds=0.2,
    measure=_measure,
)
