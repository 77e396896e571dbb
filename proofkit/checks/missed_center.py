"""Just above 1/μ no step lands on the centre; just below, a quadratic that is in the class lands there at once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import ATTAINED, INSIDE, OUTSIDE, extreme_ratio, quadratic, setting, tested


def _measure(trial: Trial) -> Iterator[Evidence]:
    for witness in trial.witnesses():
        mu = witness.constants["mu"]
        limit = trial.lower("misses", {"mu": mu})
        for side, share in (("inside", OUTSIDE), ("outside", INSIDE)):
            eta = share * limit
            curvatures = [mu * k for k in (Fraction(1), Fraction(101, 100), Fraction(2))]
            curvatures += [c for c in [Fraction(1 / eta).limit_denominator(10**9)] if c >= mu]
            tried = [witness, *map(quadratic, curvatures)]
            least = min(extreme_ratio(f, f.points["center"], 1.0, eta, "smallest") for f in tried)
            yield trial.evidence(
                setting(witness) if side == "inside" else setting(tried[-1]),
                side,
                f"{'no' if side == 'inside' else 'some'} step of {share:g} x {limit:.6g} lands on the centre, over"
                f" {len(tried)} functions of the class (smallest factor of the distance)",
                predicted=0.0,
                measured=least,
                holds=(least > ATTAINED) == (side == "inside"),
                samples=len(tried) * 12 * 721,
                data=tested("misses lower"),
            )


missed_center = Check(
    name="missed_center",
    title="Steps that cannot land on the centre",
    theorem="large_step_misses_center",
    seconds=0.1,
    measure=_measure,
)
