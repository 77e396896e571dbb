"""One gradient step from within ρ of the centre ends within bρ of it, b = √(1 − 2ημ + η²L²)."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem

NAME = "reach_of_opsc"
FACTOR = "1 - 2*eta*mu + eta**2*L**2"
GOAL = "sq(p - eta*g(p) - c) <= (b*rho)**2"


def _write(d: Draft) -> Fact:
    """‖G(x) − c‖² ≤ b²‖x − c‖² by the one-step contraction, whether or not b < 1."""
    d.local(p="vector", rho="scalar")
    given = {name: name for name in ("g", "S", "c", "mu", "L", "eta")}
    step = d.cite("contraction_of_opsc", given, d["opsc"], d["upper_error_bound"], d["step"])

    def reach(start: Fact) -> Fact:
        member, near = d.parts(start)
        facts = d.use(step, ["p"], member), near, d["b_squared"], d.square("b")
        return d.combine(GOAL, *facts, eq_times=["sq(p - c)"])

    return d.generalize(d.implies("p in S and sq(p - c) <= rho**2", reach), "p", "rho")


reach_of_opsc = Theorem(
    title="How far one gradient step can reach under one-point strong convexity",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "S": "vector -> prop",
            "c": "vector",
            **dict.fromkeys(("mu", "L", "eta", "b"), "scalar"),
        },
        {
            "opsc": opsc.hypothesis(constant="mu", center="c", on="p in S"),
            "upper_error_bound": upper_error_bound.hypothesis(constant="L", center="c", on="p in S"),
            "step": "eta > 0",
            "b_squared": f"b**2 == {FACTOR}",
        },
        f"forall(p, vector, forall(rho, scalar, implies(p in S and sq(p - c) <= rho**2, {GOAL})))",
    ),
    write=_write,
    source="guille-escuret2022gradient",
    witnesses=(("plane_family", {}),),
    conditions=(
        Condition("opsc", "mu", "center", "S", ("opsc",)),
        Condition("upper_error_bound", "L", "center", "S", ("upper_error_bound",)),
    ),
    formulas={"reach": "b"},
    by_definition=("b_squared",),
    example_step="3/L",
    outcome="a step from within rho of the center ends within b*rho of it, b = sqrt(1 - 2*eta*mu + eta^2*L^2)",
    remarks="Attained in dimension 2 and above, by plane_family. On the line the reach of a long step is shorter,"
    " eta*L - 1 (reach_of_opsc_on_line).",
)
