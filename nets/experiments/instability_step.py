"""The step at which a trained network's minimum becomes unstable, and what larger steps do to it."""

from __future__ import annotations

import time
from dataclasses import replace
from types import MappingProxyType

from proofkit.evidence import Evidence

from ..config import StudyConfig
from ..experiment import Experiment, Session

SIZES = MappingProxyType(
    {
        "tiny": StudyConfig(),
        "quick": StudyConfig(classes=3, samples=150, side=8, hidden=6, resolution=1e-3, horizon=20_000),
        "full": StudyConfig(classes=10, samples=1000, side=8, hidden=16, steps=10_000, resolution=1e-3, horizon=20_000),
    }
)
COST = MappingProxyType({"tiny": 6.0, "quick": 20.0, "full": 120.0})


def measure(config: StudyConfig, session: Session) -> tuple[Evidence, ...]:
    """Train, measure, compare; the evidence is also saved where the session has an out folder."""
    from ..judgement import Judge  # here, not above: these load torch
    from ..results import save
    from ..study import study_of_minimum

    began = time.perf_counter()
    study = study_of_minimum(config, session)
    found = Judge(study, session.theorem, session.experiment, session.seed).evidence()
    spent = (time.perf_counter() - began) / len(found)
    timed = tuple(replace(evidence, seconds=spent) for evidence in found)
    save(timed, config, session)
    return timed


instability_step = Experiment(
    name="instability_step",
    title="A tanh network's minimum loses stability at the step 2/λ_max; what larger steps do to it",
    theorem="expansion_of_opsc",
    cost=COST,
    sizes=SIZES,
    measure=measure,
)
