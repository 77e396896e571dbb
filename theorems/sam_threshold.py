"""On a quadratic of largest curvature L, unnormalised SAM converges exactly for the steps below 2/(L(1 + ρL))."""

from fractions import Fraction

from proofkit.derivation import Draft, Fact
from theorems import _quadratic_threshold as shared

NAME = "sam_threshold"
INSIDE, OUTSIDE = "eta*L*(1 + rho*L) < 2", "eta*L*(1 + rho*L) >= 2"
A = "1 - eta*{k}*(1 + rho*{k})"
AHEAD = "{x} + rho*g({x})"
STEP = f"{{x}} - eta*g({AHEAD})"


def _write(d: Draft) -> Fact:
    """On an eigenvector y(t+1) = (1 − ηκ(1 + ρκ))y(t), and κ(1 + ρκ) grows with κ."""
    d.local(i="nat", t="nat")

    def eigen(point: str, i: str) -> list[Fact]:
        return [d.use(d["eigenvectors"], [i, at]) for at in (point, AHEAD.format(x=point))]

    at = shared.one_step(d, A, STEP, eigen, ["eta", "eta*rho*{k}"])

    def stable(inside: Fact, positive: Fact, below: Fact) -> list[Fact]:
        a = A.format(k="kappa(i)")
        size = d.combine("eta*kappa(i) > 0", d["step"], positive)
        bent = d.combine("eta*kappa(i)*rho*kappa(i) >= 0", size, positive, d["rho"], degree=3)
        room = d.combine("eta*(L - kappa(i)) >= 0", d["step"], below)
        larger = d.combine("rho*(L + kappa(i)) >= 0", d["rho"], below, positive)
        return [d.combine(f"{a} < 1 - 0", size, bent), d.combine(f"-({a}) < 1 - 0", inside, room, larger)]

    def unstable(outside: Fact) -> list[Fact]:
        times = ["eta", "eta*rho*L", "eta*rho*kappa(0)"]
        return [d.combine(f"{A.format(k='kappa(0)')} <= 0 - 1", outside, d["largest"], eq_times=times)]

    return shared.one_step_proof(d, A, at, INSIDE, OUTSIDE, (stable, unstable))


sam_threshold = shared.theorem(
    NAME,
    "Unnormalised SAM on quadratics: stable exactly for eta*L*(1 + rho*L) < 2",
    "agarwala2023sam",
    _write,
    symbols={"rho": "scalar"},
    definitions={
        "orbit": f"forall(t, nat, x(t+1) == {STEP.format(x='x(t)')})",
        "other_orbit": f"forall(t, nat, z(t+1) == {STEP.format(x='z(t)')})",
        "start": "z(0) == x_star + e(0)",
    },
    parameters={"rho": "rho >= 0"},
    inside=INSIDE,
    outside=OUTSIDE,
    positive=("eta", "L"),
    nonnegative=("rho",),
    example={"rho": Fraction(1, 10)},
    method="unnormalised SAM",
)
