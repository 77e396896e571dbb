"""Above 1/μ no step of one-point strong convexity lands on the centre, unless it starts there."""

from proofkit.classes.opsc import opsc
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "large_step_misses_center"
STEEP = "eta*mu > 1"


def _write(d: Draft) -> Fact:
    """‖G(x) − c‖ ≥ (ημ − 1)‖x − c‖ > 0 (1.2)."""
    d.local(p="vector")
    given = {"g": "g", "S": "S", "c": "c", "mu": "mu", "eta": "eta"}
    step = d.cite("expansion_of_opsc", given, d["opsc"], d["step"], d.combine("eta*mu >= 1", d["steep"]))

    def misses(start: Fact) -> Fact:
        member, apart = d.parts(start)
        factor = d.combine("(eta*mu - 1)**2 > 0", d["steep"])
        return d.combine("sq(p - eta*g(p) - c) > 0", d.use(step, ["p"], member), factor, apart)

    return d.generalize(d.implies("p in S and sq(p - c) > 0", misses), "p")


large_step_misses_center = Theorem(
    title="A step above 1/mu cannot land on the centre of one-point strong convexity",
    statement=Statement(
        NAME,
        "any",
        {"g": "vector -> vector", "S": "vector -> prop", "c": "vector", "mu": "scalar", "eta": "scalar"},
        {"opsc": opsc.hypothesis(constant="mu", center="c", on="p in S"), "step": "eta > 0", "steep": STEEP},
        "forall(p, vector, implies(p in S and sq(p - c) > 0, sq(p - eta*g(p) - c) > 0))",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("plane_family", {}),),
    conditions=(Condition("opsc", "mu", "center", "S", ("opsc",)),),
    thresholds=(
        Threshold(
            name="misses",
            theorem=NAME,
            symbol="eta",
            conditions=(STEEP,),
            positive=("eta", "mu"),
            tag="sharp",
            failure="from every point a quadratic of curvature 1/eta, which is at least mu, lands on its centre",
            sharpness_witness="quadratic",
        ),
    ),
    example_step="3/mu",
    outcome="a step from any other point does not land on the center",
)
