"""One step contracts by at most the proved factor, attained in the plane; beyond 2μ/L² a start moves away."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, extreme_ratio, setting, tested, with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        where, center = setting(landscape), landscape.points["center"]
        limit = trial.upper("contraction", landscape.constants)
        for share in (0.25, 0.5, 1.0, 1.5):
            eta = share * limit
            bound = trial.formula("squared_factor", with_step(landscape, eta))
            worst = extreme_ratio(landscape, center, 1.0, eta, "largest") ** 2
            yield trial.evidence(
                where,
                "law",
                f"largest squared one-step factor at step {eta:.4g} is the bound",
                predicted=bound,
                measured=worst,
                holds=bound * (1 - ATTAINED) <= worst <= bound * (1 + ROUNDING),
                samples=12 * 721,
            )
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            worst = extreme_ratio(landscape, center, 1.0, share * limit, "largest")
            says = "every start moves closer" if side == "inside" else "some start moves away"
            yield trial.evidence(
                where,
                side,
                f"{says} in one step of {share:g} x {limit:.6g} (largest factor against 1)",
                predicted=1.0,
                measured=worst,
                holds=(worst < 1) == (side == "inside"),
                samples=12 * 721,
                data=tested("contraction upper"),
            )


contraction_factor = Check(
    name="contraction_factor",
    title="One-step contraction under one-point strong convexity, in the plane",
    theorem="contraction_of_opsc",
    seconds=0.2,
    measure=_measure,
)
