"""On a quadratic of largest curvature L, heavy ball converges exactly for the steps below 2(1 + β)/L."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold
from theorems import _quadratic_threshold as shared

NAME = "heavy_ball_threshold"
INSIDE, OUTSIDE = "eta*L < 2*(1 + beta)", "eta*L >= 2*(1 + beta)"
A, B = "1 + beta - eta*{k}", "-beta"
STEP = "{x}(t+1) - eta*g({x}(t+1)) + beta*({x}(t+1) - {x}(t))"


def _write(d: Draft) -> Fact:
    """On an eigenvector y(t+2) = (1 + β − ηκ)y(t+1) − βy(t); Jury: ηκ > 0, ηκ < 2(1 + β) and |β| < 1."""
    d.local(i="nat", t="nat")

    def recurrence(x: str, i: str) -> Fact:
        law = d.use(d["orbit" if x == "x" else "other_orbit"], ["t"])
        y = [shared.coordinate(x, t, i) for t in ("t", "t+1", "t+2")]
        goal = f"{y[2]} == ({A.format(k=f'kappa({i})')})*{y[1]} + ({B})*{y[0]}"
        eigen = d.use(d["eigenvectors"], [i, f"{x}(t+1)"])
        step = STEP.format(x=x)
        return d.generalize(shared.moved(d, law, goal, f"{x}(t+2)", step, eigen, times=["eta"]), "t")

    def converges(inside: Fact) -> Fact:
        def tests(i: str) -> list[Fact]:
            positive, below = d.parts(d.use(d["eigenvalues"], [i]))
            a = A.format(k=f"kappa({i})")
            return [
                d.combine(f"{a} < 1 - ({B})", d["step"], positive),
                d.combine(f"-({a}) < 1 - ({B})", inside, d["step"], below),
                d.combine(f"{B} > -1", d["beta_below_1"]),
            ]

        return shared.every_orbit_converges(d, A, B, recurrence, tests)

    def fails(outside: Fact) -> Fact:
        def tests(i: str) -> list[Fact]:
            a = A.format(k=f"kappa({i})")
            beyond = shared.top(d, outside, f"{a} <= {B} - 1", times=["eta"])
            return [beyond, d.combine(f"{a} <= 0", beyond, d["beta"])]

        y = [shared.coordinate("z", t, "0") for t in "01"]
        first = shared.started(d, "start", "z(0)", "x_star + e(0)", f"{y[0]} == 1")
        second = shared.started(d, "turn", "z(1)", "x_star - e(0)", f"{y[1]} == -1")
        start = d.combine(f"{y[0]} > 0", first), d.combine(f"{y[1]} <= -{y[0]}", first, second)
        return shared.some_orbit_does_not(d, A, B, recurrence, tests, start)

    return d.conj(d.implies(INSIDE, converges), d.implies(OUTSIDE, fails))


heavy_ball_threshold = Theorem(
    title="Heavy ball holds the quadratic minima of curvature below 2(1 + beta)/eta",
    statement=Statement(
        NAME,
        "any",
        {**shared.SYMBOLS, **dict.fromkeys(("L", "eta", "beta"), "scalar")},
        {
            **shared.BASIS,
            "orbit": f"forall(t, nat, x(t+2) == {STEP.format(x='x')})",
            "other_orbit": f"forall(t, nat, z(t+2) == {STEP.format(x='z')})",
            "start": "z(0) == x_star + e(0)",
            "turn": "z(1) == x_star - e(0)",
            "step": "eta > 0",
            "beta": "beta > -1",
            "beta_below_1": "beta < 1",
        },
        shared.conclusion(INSIDE, OUTSIDE),
    ),
    write=_write,
    source="polyak1964some",
    witnesses=(("quadratic", {}),),
    conditions=(shared.CONDITION,),
    thresholds=(
        Threshold(
            name="stability",
            theorem=NAME,
            symbol="eta",
            conditions=(INSIDE,),
            positive=("eta", "L"),
            tag="sharp",
            failure="an orbit along the sharpest direction alternates about the minimiser and does not converge",
            sharpness_witness="quadratic",
        ),
    ),
    by_definition=(*shared.BY_DEFINITION, "orbit", "other_orbit", "start", "turn"),
    example_step="1/L",
    example_parameters=shared.MOMENTUM,
    outcome="heavy ball converges to x_star from every pair of starts if the step is in the range, and not if it is not",
    remarks=shared.REMARKS,
)
