"""On one two-basin function, from the same starts, a small step tends to x† and a large one to x*."""

from dataclasses import replace
from fractions import Fraction

from proofkit import discovery
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "different_limits_of_two_steps"
LARGE = discovery.theorem("global_convergence_of_large_step")
BALL, INSIDE = "sq(p - x_dagger) <= rho**2", "p in W and sq(p - x_dagger) <= rho**2"
SMALL = "eta_small*L_dagger**2 < 2*mu_dagger"
TRAPPED, FREED = "tends(t, sq(Psi(t, p) - x_dagger))", "tends(t, sq(Phi(t, p) - x_star))"
BOTH = f"p in W and {TRAPPED} and {FREED}"
SHARE = f"forall(c, scalar, implies(measure_le(p, {BOTH}, c), measure_le(p, {INSIDE}, c)))"
#: the small step's orbits in the words of 2.6
NAMES = {"Phi": "Psi", "eta": "eta_small"}


def _write(d: Draft) -> Fact:
    """2.6 in the ball, 2.2 everywhere, and x* ≠ x† since no-return asks D > 0."""
    d.local(p="vector", c="scalar")
    same = {name: name for name in LARGE.statement.declare}
    large = d.cite(LARGE.name, same, *(d[label] for label in LARGE.statement.hypotheses))
    almost, trapped = d.part(large, 2), _trapped(d)
    reach = d.combine("q*(D + b*R) >= 0", d["q"], d["D"], d["b"], d["R"], degree=3)
    length = d.combine("D > 0", reach, d["no_return"], d["R"])
    apart = d.combine("sq(x_star - x_dagger) > 0", length, d["D_squared"])
    return d.conj(apart, trapped, almost, _share(d, trapped, almost))


def _trapped(d: Draft) -> Fact:
    """The ball lies in M, so 2.6 applies in it."""

    def on_ball(label: str) -> Fact:
        def at(close: Fact) -> Fact:
            return d.use(d[label], ["p"], _member(d, close))

        return d.generalize(d.implies(BALL, at), "p")

    names = ("g", "Phi", "x_dagger", "mu_dagger", "L_dagger", "eta", "rho")
    facts = [d["start_small"], d["recurrence_small"], on_ball("in"), on_ball("in_bound"), d["step_small"], d["small"]]
    orbits = d.cite("trapping_of_small_step", {name: NAMES.get(name, name) for name in names}, *facts)
    tends = d.implies(BALL, lambda close: d.part(d.use(d.part(orbits, 0), ["p"], close), 2))
    return d.generalize(tends, "p")


def _member(d: Draft, close: Fact) -> Fact:
    def outside(no: Fact) -> Fact:
        return d.combine("0 > 0", d.use(d["core"], ["p"], no), close, d["inside"], d["rho"])

    return d.split("p in M", lambda yes: yes, lambda no: d.absurd("p in M", outside(no)))


def _share(d: Draft, trapped: Fact, almost: Fact) -> Fact:
    """W's part of the ball lies in the starts with both limits, but for a null set."""
    either = f"({BOTH}) or not {FREED}"

    def bound(both: Fact) -> Fact:
        sets = {"A": f"lambda p: {BOTH}", "B": f"lambda p: not {FREED}", "a": "c", "b": "0"}
        union = d.cite("measure_subadditive", sets, both, almost)

        def at(start: Fact) -> Fact:
            member, close = d.parts(start)
            small = d.use(trapped, ["p"], close)
            return d.split(
                FREED,
                lambda freed: d.either(either, d.conj(member, small, freed)),
                lambda no: d.either(either, no),
            )

        inclusion = d.generalize(d.implies(INSIDE, at), "p")
        given = {"A": f"lambda p: {INSIDE}", "B": f"lambda p: {either}", "a": "c", "b": "c + 0"}
        return d.cite("measure_monotone", given, inclusion, union, d.combine("c + 0 <= c"))

    return d.generalize(d.implies(f"measure_le(p, {BOTH}, c)", bound), "c")


different_limits_of_two_steps = Theorem(
    title="Two step sizes, one function, different limits from the same starts",
    statement=Statement(
        NAME,
        "any",
        {
            **LARGE.statement.declare,
            "Psi": "nat, vector -> vector",
            "W": "vector -> prop",
            "eta_small": "scalar",
            "rho": "scalar",
            "R_in": "scalar",
        },
        {
            **LARGE.statement.hypotheses,
            "start_small": "forall(p, vector, Psi(0, p) == p)",
            "recurrence_small": "forall(t, nat, forall(p, vector, Psi(t+1, p) == Psi(t, p) - eta_small*g(Psi(t, p))))",
            "core": "forall(p, vector, implies(not p in M, sq(p - x_dagger) >= R_in**2))",
            "rho": "rho >= 0",
            "inside": "rho < R_in",
            "step_small": "eta_small > 0",
            "small": SMALL,
        },
        f"sq(x_star - x_dagger) > 0 and forall(p, vector, implies({BALL}, {TRAPPED})) and ae(p, {FREED}) and {SHARE}",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=LARGE.witnesses,
    conditions=(*LARGE.conditions, Condition("distance", "R_in", "x_dagger", "not M", ("core",))),
    formulas=LARGE.formulas,
    thresholds=(
        *(replace(threshold, theorem=NAME) for threshold in LARGE.thresholds),
        Threshold(
            name="trapping",
            theorem=NAME,
            symbol="eta_small",
            conditions=(SMALL,),
            positive=("eta_small", "mu_dagger", "L_dagger"),
            tag="sharp",
            failure="with one curvature in the ball, orbits of the small step leave it",
            sharpness_witness="shifted_pair",
        ),
    ),
    by_definition=(*LARGE.by_definition, "start_small", "recurrence_small"),
    example_step=LARGE.example_step,
    example_parameters={"eta_small": Fraction(1, 50)},
    outcome="from the ball about x_dagger, which lies in M, the small step tends to x_dagger and, from almost every"
    " start, the large step to x_star",
    remarks="Phi are the orbits of the large step eta, Psi those of the small one. The last clause: the starts in W"
    " with both limits have at least the measure of the ball's part in W. So for x_0 uniform on W their probability is"
    " at least vol(B(x_dagger, rho) and W)/vol(W), positive if that is.",
)
