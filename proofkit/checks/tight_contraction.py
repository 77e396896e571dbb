"""The point that attains the one-step factor does so at every step; the largest factor is smallest at μ/L²."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import ATTAINED, extreme_ratio, setting, step_ratios, with_step

SHARES = (0.25, 0.5, 1.0, 1.5, 3.0)


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        center, tight = landscape.points["center"], np.array([[float(c) for c in landscape.points["tight"]]])
        mu, L = (float(landscape.constants[name]) for name in ("mu", "L"))
        for share in SHARES:
            eta = share * mu / L**2
            bound = trial.formula("squared_factor", with_step(landscape, eta))
            found = float(step_ratios(landscape, center, tight, eta)[0] ** 2)
            yield trial.evidence(
                setting(landscape),
                "law",
                f"at the tight point the squared factor of the step {eta:.4g} is the bound",
                predicted=bound,
                measured=found,
                holds=abs(found / bound - 1) < ATTAINED,
                samples=1,
            )
        least = trial.formula("least_times_L_squared", landscape.constants) / L**2
        worst = [extreme_ratio(landscape, center, 1.0, share * mu / L**2, "largest") ** 2 for share in SHARES]
        yield trial.evidence(
            setting(landscape),
            "law",
            "the smallest over the steps of the largest squared factor, at mu/L^2",
            predicted=least,
            measured=min(worst),
            holds=abs(min(worst) / least - 1) < ATTAINED and min(worst) == worst[SHARES.index(1.0)],
            samples=len(SHARES) * 12 * 721,
        )


tight_contraction = Check(
    name="tight_contraction",
    title="Where the one-step factor is attained, and its best step",
    theorem="contraction_of_opsc_is_tight",
    seconds=0.1,
    measure=_measure,
)
