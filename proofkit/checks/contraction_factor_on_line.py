"""On the line one step contracts by max(|1 − ημ|, |1 − ηL|), attained; up to 2/L."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import INSIDE, OUTSIDE, ROUNDING, extreme_ratio, setting, tested, with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    for witness in trial.witnesses():
        where, center = setting(witness), witness.points["center"]
        limit = trial.upper("contraction", witness.constants)
        for share in (0.25, 0.75, 0.95, 1.5):
            eta = share * limit
            bound = trial.formula("squared_factor", with_step(witness, eta))
            found = extreme_ratio(witness, center, 1.0, eta, "largest") ** 2
            yield trial.evidence(
                where,
                "law",
                f"largest squared one-step factor at step {eta:.4g} is the bound",
                predicted=bound,
                measured=found,
                holds=abs(found - bound) <= ROUNDING * bound,
                samples=2,
            )
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            found = extreme_ratio(witness, center, 1.0, share * limit, "largest")
            says = "every start moves closer" if side == "inside" else "some start moves away"
            yield trial.evidence(
                where,
                side,
                f"{says} in one step of {share:g} x {limit:.6g} (largest factor against 1)",
                predicted=1.0,
                measured=found,
                holds=(found < 1) == (side == "inside"),
                samples=2,
                data=tested("contraction upper"),
            )


contraction_factor_on_line = Check(
    name="contraction_factor_on_line",
    title="One-step contraction under one-point strong convexity, on the line",
    theorem="contraction_of_opsc_on_line",
    seconds=0.3,
    measure=_measure,
)
