"""One step expands by at least ημ − 1, attained by quadratics; just below 2/μ a quadratic does not expand."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, extreme_ratio, quadratic, setting, tested, with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    for witness in trial.witnesses():
        limit = trial.lower("expansion", witness.constants)
        for landscape in (witness, quadratic(witness.constants["mu"])):
            where, center = setting(landscape), landscape.points["center"]
            for share in (0.75, 1.5, 4.0):
                eta = share * limit
                bound = trial.formula("factor", with_step(witness, eta))
                least = extreme_ratio(landscape, center, 1.0, eta, "smallest")
                yield trial.evidence(
                    where,
                    "law",
                    f"smallest one-step factor at step {eta:.4g} is the bound",
                    predicted=bound,
                    measured=least,
                    holds=bound * (1 - ROUNDING) <= least <= bound * (1 + ATTAINED),
                    samples=12 * 721,
                )
            for side, share in (("inside", OUTSIDE), ("outside", INSIDE)):
                least = extreme_ratio(landscape, center, 1.0, share * limit, "smallest")
                says = "every start moves away" if side == "inside" else "some start does not move away"
                yield trial.evidence(
                    where,
                    side,
                    f"{says} in one step of {share:g} x {limit:.6g} (smallest factor against 1)",
                    predicted=1.0,
                    measured=least,
                    holds=(least > 1) == (side == "inside"),
                    samples=12 * 721,
                    data=tested("expansion lower"),
                )


expansion_factor = Check(
    name="expansion_factor",
    title="One-step expansion under one-point strong convexity",
    theorem="expansion_of_opsc",
    seconds=0.5,
    measure=_measure,
)
