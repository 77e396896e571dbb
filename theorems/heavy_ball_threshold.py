"""On a quadratic of largest curvature L, heavy ball converges exactly for the steps below 2(1 + β)/L."""

from fractions import Fraction

from proofkit.derivation import Draft, Fact
from theorems import _quadratic_threshold as shared

NAME = "heavy_ball_threshold"
INSIDE, OUTSIDE = "eta*L < 2*(1 + beta)", "eta*L >= 2*(1 + beta)"
A, B = "1 + beta - eta*{k}", "-beta"
STEP = "{x}(t+1) - eta*g({x}(t+1)) + beta*({x}(t+1) - {x}(t))"


def _write(d: Draft) -> Fact:
    """On an eigenvector y(t+2) = (1 + β − ηκ)y(t+1) − βy(t); Jury: ηκ > 0, ηκ < 2(1 + β) and |β| < 1."""
    d.local(i="nat", t="nat")
    recurrence = shared.two_step_recurrence(d, A, B, STEP, "{x}(t+1)")

    def converges(inside: Fact) -> Fact:
        a = A.format(k="kappa(i)")

        def tests(positive: Fact, below: Fact) -> list[Fact]:
            return [
                d.combine(f"{a} < 1 - ({B})", d["step"], positive),
                d.combine(f"-({a}) < 1 - ({B})", inside, d["step"], below),
                d.combine(f"{B} > -1", d["beta_below_1"]),
            ]

        return shared.converges(d, a, B, recurrence, tests)

    def fails(outside: Fact) -> Fact:
        a = A.format(k="kappa(0)")
        beyond = d.combine(f"{a} <= {B} - 1", outside, d["largest"], eq_times=["eta"])
        falls = d.combine(f"{a} <= 0", beyond, d["beta"])
        return shared.fails(d, a, B, recurrence, beyond, falls, shared.opposite(d))

    return d.conj(d.implies(INSIDE, converges), d.implies(OUTSIDE, fails))


heavy_ball_threshold = shared.theorem(
    NAME,
    "Heavy ball on quadratics: stable exactly for eta*L < 2*(1 + beta)",
    "polyak1964some",
    _write,
    symbols={"beta": "scalar"},
    definitions={
        "orbit": f"forall(t, nat, x(t+2) == {STEP.format(x='x')})",
        "other_orbit": f"forall(t, nat, z(t+2) == {STEP.format(x='z')})",
        "start": "z(0) == x_star + e(0)",
        "turn": "z(1) == x_star - e(0)",
    },
    parameters={"beta": "beta > -1", "beta_below_1": "beta < 1"},
    inside=INSIDE,
    outside=OUTSIDE,
    positive=("eta", "L"),
    example={"beta": Fraction(9, 10)},
    method="heavy ball",
)
