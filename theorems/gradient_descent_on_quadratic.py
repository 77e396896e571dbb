"""On a quadratic of largest curvature L, gradient descent converges exactly for the steps below 2/L."""

from proofkit.derivation import Draft, Fact
from theorems import _quadratic_threshold as shared

NAME = "gradient_descent_on_quadratic"
INSIDE, OUTSIDE = "eta*L < 2", "eta*L >= 2"
A = "1 - eta*{k}"
STEP = "{x} - eta*g({x})"


def _write(d: Draft) -> Fact:
    """On an eigenvector y(t+1) = (1 − ηκ)y(t), with −1 < 1 − ηκ < 1 exactly for 0 < ηκ < 2."""
    d.local(i="nat", t="nat")

    at = shared.one_step(d, A, STEP, lambda point, i: [d.use(d["eigenvectors"], [i, point])], ["eta"])

    def stable(inside: Fact, positive: Fact, below: Fact) -> list[Fact]:
        a = A.format(k="kappa(i)")
        low = d.combine(f"-({a}) < 1 - 0", inside, d["step"], below)
        return [d.combine(f"{a} < 1 - 0", d["step"], positive), low]

    def unstable(outside: Fact) -> list[Fact]:
        return [d.combine(f"{A.format(k='kappa(0)')} <= 0 - 1", outside, d["largest"], eq_times=["eta"])]

    return shared.one_step_proof(d, A, at, INSIDE, OUTSIDE, (stable, unstable))


gradient_descent_on_quadratic = shared.theorem(
    NAME,
    "Gradient descent on quadratics: stable exactly for eta*L < 2",
    "cauchy1847methode",
    _write,
    symbols={},
    definitions={
        "orbit": f"forall(t, nat, x(t+1) == {STEP.format(x='x(t)')})",
        "other_orbit": f"forall(t, nat, z(t+1) == {STEP.format(x='z(t)')})",
        "start": "z(0) == x_star + e(0)",
    },
    parameters={},
    inside=INSIDE,
    outside=OUTSIDE,
    positive=("eta", "L"),
    example={},
    method="gradient descent",
)
