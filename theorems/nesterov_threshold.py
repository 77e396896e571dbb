"""On a quadratic of largest curvature L, Nesterov's method converges exactly for steps below 2(1 + β)/((1 + 2β)L)."""

from fractions import Fraction

from proofkit.derivation import Draft, Fact
from theorems import _quadratic_threshold as shared

NAME = "nesterov_threshold"
INSIDE, OUTSIDE = "(1 + 2*beta)*eta*L < 2*(1 + beta)", "(1 + 2*beta)*eta*L >= 2*(1 + beta)"
A, B = "(1 + beta)*(1 - eta*{k})", "-beta*(1 - eta*{k})"
AHEAD = "{x}(t+1) + beta*({x}(t+1) - {x}(t))"
STEP = f"{AHEAD} - eta*g({AHEAD})"


def _write(d: Draft) -> Fact:
    """On an eigenvector y(t+2) = (1 − ηκ)((1 + β)y(t+1) − βy(t)); Jury: (1 + 2β)ηκ < 2(1 + β) and β(1 − ηκ) < 1."""
    d.local(i="nat", t="nat")
    recurrence = shared.two_step_recurrence(d, A, B, STEP, AHEAD)
    slope = d.combine("1 + 2*beta > 0", d["beta"])

    def converges(inside: Fact) -> Fact:
        a, b = A.format(k="kappa(i)"), B.format(k="kappa(i)")

        def tests(positive: Fact, below: Fact) -> list[Fact]:
            room = d.combine("(1 + 2*beta)*eta*(L - kappa(i)) >= 0", slope, d["step"], below, degree=3)
            size = d.combine("eta*kappa(i) > 0", d["step"], positive)
            return [
                d.combine(f"{a} < 1 - ({b})", size),
                d.combine(f"-({a}) < 1 - ({b})", inside, room),
                _product_below_1(
                    d, b, d.combine("(1 + 2*beta)*eta*kappa(i) < 2*(1 + beta)", inside, room), slope, size
                ),
            ]

        return shared.converges(d, a, b, recurrence, tests)

    def fails(outside: Fact) -> Fact:
        a, b = A.format(k="kappa(0)"), B.format(k="kappa(0)")
        far = d.combine(
            "(1 + 2*beta)*eta*kappa(0) >= 2*(1 + beta)", outside, d["largest"], eq_times=["eta", "beta*eta"]
        )
        long = d.combine("eta*kappa(0) >= 1", far, slope, multiplier=[slope])
        falls = d.combine(f"{a} <= 0", long, d.combine("1 + beta > 0", d["beta"]))
        return shared.fails(d, a, b, recurrence, d.combine(f"{a} <= {b} - 1", far), falls, shared.opposite(d))

    return d.conj(d.implies(INSIDE, converges), d.implies(OUTSIDE, fails))


def _product_below_1(d: Draft, b: str, inside: Fact, slope: Fact, size: Fact) -> Fact:
    """β(1 − ηκ) < 1: for β < 0, (1 + 2β)(1 − β + βηκ) > (1 + 2β)(1 − β) + 2β(1 + β) = 1 + 3β ≥ 0."""
    goal = f"{b} > -1"

    def negative(below: Fact) -> Fact:
        return d.combine(goal, inside, below, d["beta"], slope, multiplier=[slope])

    return d.split("beta >= 0", lambda sign: d.combine(goal, sign, size, d["beta_below_1"]), negative)


nesterov_threshold = shared.theorem(
    NAME,
    "Nesterov momentum on quadratics: stable exactly for (1 + 2*beta)*eta*L < 2*(1 + beta)",
    "cohen2021gradient",
    _write,
    symbols={"beta": "scalar"},
    definitions={
        "orbit": f"forall(t, nat, x(t+2) == {STEP.format(x='x')})",
        "other_orbit": f"forall(t, nat, z(t+2) == {STEP.format(x='z')})",
        "start": "z(0) == x_star + e(0)",
        "turn": "z(1) == x_star - e(0)",
    },
    parameters={"beta": "beta >= -1/3", "beta_below_1": "beta < 1"},
    inside=INSIDE,
    outside=OUTSIDE,
    positive=("eta", "L"),
    nonnegative=("beta",),
    example={"beta": Fraction(9, 10)},
    method="Nesterov's method",
)
