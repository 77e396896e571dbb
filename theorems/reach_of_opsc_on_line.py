"""On the line, one gradient step of at least 2/(μ + L) from within ρ of the centre ends within (ηL − 1)ρ of it."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "reach_of_opsc_on_line"
REACH = "eta*L - 1"
LONG = "eta*(mu + L) >= 2"
GOAL = f"sq(p - eta*g(p) - c) <= (({REACH})*rho)**2"


def _write(d: Draft) -> Fact:
    """Of the two one-step factors on the line, |1 − ημ| and |1 − ηL|, the second is the larger for η(μ + L) ≥ 2."""
    d.local(p="vector", rho="scalar")
    square = f"({REACH})**2"
    sign = d.combine("L >= 0", d["order"], d["mu"])
    more = d.combine("eta*L >= eta*mu", d["order"], d["step"])
    larger = d.combine(f"(1 - eta*mu)**2 <= {square}", more, d["long"])
    same = d.combine(f"(1 - eta*L)**2 <= {square}")
    given = {**{name: name for name in ("g", "S", "c", "mu", "L", "eta")}, "K": square}
    facts = d["opsc"], d["upper_error_bound"], sign, d["step"], larger, same
    step = d.cite("contraction_of_opsc_on_line", given, *facts)

    def reach(start: Fact) -> Fact:
        member, near = d.parts(start)
        return d.combine(GOAL, d.use(step, ["p"], member), near, d.square(REACH))

    return d.generalize(d.implies("p in S and sq(p - c) <= rho**2", reach), "p", "rho")


reach_of_opsc_on_line = Theorem(
    title="How far one long gradient step can reach under one-point strong convexity, in dimension one",
    statement=Statement(
        NAME,
        "1",
        {
            "g": "vector -> vector",
            "S": "vector -> prop",
            "c": "vector",
            **dict.fromkeys(("mu", "L", "eta"), "scalar"),
        },
        {
            "opsc": opsc.hypothesis(constant="mu", center="c", on="p in S"),
            "upper_error_bound": upper_error_bound.hypothesis(constant="L", center="c", on="p in S"),
            "mu": "mu > 0",
            "order": "mu <= L",
            "step": "eta > 0",
            "long": LONG,
        },
        f"forall(p, vector, forall(rho, scalar, implies(p in S and sq(p - c) <= rho**2, {GOAL})))",
    ),
    write=_write,
    source="guille-escuret2022gradient",
    witnesses=(("asymmetric_parabola", {}),),
    conditions=(
        Condition("opsc", "mu", "center", "S", ("opsc",)),
        Condition("upper_error_bound", "L", "center", "S", ("upper_error_bound",)),
    ),
    formulas={"reach": REACH},
    thresholds=(
        Threshold(
            name="long",
            theorem=NAME,
            symbol="eta",
            conditions=(LONG,),
            positive=("eta", "mu", "L"),
            tag="sharp",
            failure="a step on the flatter side ends farther away, at |1 - eta*mu|*rho",
            sharpness_witness="asymmetric_parabola",
        ),
    ),
    example_step="3/mu",
    outcome="a step from within rho of the center ends within (eta*L - 1)*rho of it",
    remarks="Attained by (L/2)*x^2. For shorter steps the reach is max(|1 - eta*mu|, |1 - eta*L|)*rho"
    " (contraction_of_opsc_on_line).",
)
