"""On the line one step contracts by max(|1 − ημ|, |1 − ηL|), attained by quadratics of curvature μ and L; up to 2/L."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import INSIDE, OUTSIDE, ROUNDING, extreme_ratio, quadratic, with_step


def _measure(trial: Trial) -> Iterator[Evidence]:
    for witness in trial.witnesses():
        mu, L = witness.constants["mu"], witness.constants["L"]
        limit = trial.upper("contraction", witness.constants)

        def worst(eta: float, ends: tuple = (quadratic(mu), quadratic(L))) -> float:
            return max(extreme_ratio(f, f.points["center"], 1.0, eta, "largest") for f in ends)

        where = f"quadratics of curvature {mu} and {L}"
        for share in (0.25, 0.75, 0.95, 1.5):
            eta = share * limit
            bound, found = trial.formula("squared_factor", with_step(witness, eta)), worst(eta) ** 2
            yield trial.evidence(
                where,
                "law",
                f"largest squared one-step factor at step {eta:.4g} is the bound",
                predicted=bound,
                measured=found,
                holds=abs(found - bound) <= ROUNDING * bound,
                samples=4,
            )
        for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
            found = worst(share * limit)
            says = "every start moves closer" if side == "inside" else "some start moves away"
            yield trial.evidence(
                where,
                side,
                f"{says} in one step of {share:g} x {limit:.6g} (largest factor against 1)",
                predicted=1.0,
                measured=found,
                holds=(found < 1) == (side == "inside"),
                samples=4,
            )


contraction_factor_on_line = Check(
    name="contraction_factor_on_line",
    title="One-step contraction under one-point strong convexity, on the line",
    theorem="contraction_of_opsc_on_line",
    seconds=0.3,
    measure=_measure,
)
