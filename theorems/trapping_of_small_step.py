"""A small step started near a local minimiser stays near it and converges to it."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

from ._trapped_share import BALL, REMARK, SHARE, TENDS, share

NAME = "trapping_of_small_step"
FACTOR = "1 - 2*eta*mu_dagger + eta**2*L_dagger**2"
SMALL = "eta*L_dagger**2 < 2*mu_dagger"


def _write(d: Draft) -> Fact:
    d.local(p="vector", t="nat", c="scalar", W="vector -> prop")
    given = {"g": "g", "S": f"lambda p: {BALL}", "c": "x_dagger", "mu": "mu_dagger", "L": "L_dagger", "eta": "eta"}
    step = d.cite("contraction_of_opsc", given, d["opsc"], d["upper_error_bound"], d["step"])
    less = d.combine(f"{FACTOR} < 1", d["small"], d["step"])
    here = "Phi(t, p)"

    def shrinks(inside: Fact) -> Fact:
        moved = f"sq(Phi(t+1, p) - x_dagger) <= ({FACTOR})*sq({here} - x_dagger)"
        equation = d.use(d["recurrence"], ["t", "p"])
        shrunk = d.use(step, [here], inside)
        return d.rewrite_to(moved, equation, "Phi(t+1, p)", f"{here} - eta*g({here})", shrunk)

    def start(inside: Fact) -> Fact:
        first = d.rewrite_to(BALL.replace("p -", "Phi(0, p) -"), d.use(d["start"], ["p"]), "Phi(0, p)", "p", inside)
        norm = d.norm(f"{here} - x_dagger")
        bound = "sq(Phi(t+1, p) - x_dagger) <= rho**2"
        stays = d.induct(
            f"forall(t, nat, sq({here} - x_dagger) <= rho**2)",
            "t",
            first,
            lambda now: d.combine(bound, shrinks(now), now, less, norm),
        )
        rate = d.generalize(shrinks(d.use(stays, ["t"])), "t")
        sequence = {"a": f"lambda t: sq({here} - x_dagger)", "k": FACTOR}
        tends = d.cite("tends_of_contraction", sequence, d.generalize(norm, "t"), rate, less)
        return d.conj(stays, rate, tends)

    trapped = d.generalize(d.implies(BALL, start), "p")
    return d.conj(trapped, share(d, lambda inside: d.part(d.use(trapped, ["p"], inside), 2)))


trapping_of_small_step = Theorem(
    title="A small step is trapped by the local minimiser",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "x_dagger": "vector",
            **dict.fromkeys(("mu_dagger", "L_dagger", "eta", "rho"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "opsc": opsc.hypothesis(constant="mu_dagger", center="x_dagger", on=BALL),
            "upper_error_bound": upper_error_bound.hypothesis(constant="L_dagger", center="x_dagger", on=BALL),
            "step": "eta > 0",
            "small": SMALL,
        },
        f"forall(p, vector, implies({BALL}, forall(t, nat, sq(Phi(t, p) - x_dagger) <= rho**2)"
        f" and forall(t, nat, sq(Phi(t+1, p) - x_dagger) <= ({FACTOR})*sq(Phi(t, p) - x_dagger))"
        f" and {TENDS})) and {SHARE}",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("kinked_pair", {}), ("sharp_valley", {}), ("double_well", {})),
    conditions=(
        Condition("opsc", "mu_dagger", "x_dagger", "ball", ("opsc",)),
        Condition("upper_error_bound", "L_dagger", "x_dagger", "ball", ("upper_error_bound",)),
    ),
    formulas={"squared_factor": FACTOR},
    thresholds=(
        Threshold(
            name="trapping",
            theorem=NAME,
            symbol="eta",
            conditions=(SMALL,),
            positive=("eta", "mu_dagger", "L_dagger"),
            tag="sufficient",
            failure="the ball need not be invariant",
        ),
    ),
    by_definition=("start", "recurrence"),
    example_step="mu_dagger/L_dagger**2",
    outcome="gradient descent from any start in the ball stays there and converges to x_dagger",
    remarks=f"{REMARK} On the line the threshold is 2/L_dagger (trapping_of_small_step_on_line).",
)
