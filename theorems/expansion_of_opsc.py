"""One gradient step expands distances to the centre of one-point strong convexity, for steps above 2/μ."""

from proofkit.classes.opsc import opsc
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "expansion_of_opsc"
FACTOR = "eta*mu - 1"


def _write(d: Draft) -> Fact:
    """With u = p − c, w = G(p) − c: ‖w + (ημ−1)u‖² ≥ 0, and ⟨w,u⟩ ≤ −(ημ−1)‖u‖²."""
    d.local(p="vector")

    def step(member: Fact) -> Fact:
        square = d.norm(f"p - eta*g(p) - c + ({FACTOR})*(p - c)")
        facts = square, d.use(d["opsc"], ["p"], member), d["step"], d["large"]
        return d.combine(f"sq(p - eta*g(p) - c) >= ({FACTOR})**2*sq(p - c)", *facts, degree=3)

    return d.generalize(d.implies("p in S", step), "p")


expansion_of_opsc = Theorem(
    title="One-step expansion under one-point strong convexity",
    statement=Statement(
        NAME,
        "any",
        {"g": "vector -> vector", "S": "vector -> prop", "c": "vector", "mu": "scalar", "eta": "scalar"},
        {"opsc": opsc.hypothesis(constant="mu", center="c", on="p in S"), "step": "eta > 0", "large": "eta*mu >= 1"},
        f"forall(p, vector, implies(p in S, sq(p - eta*g(p) - c) >= ({FACTOR})**2*sq(p - c)))",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("plane_family", {}),),
    conditions=(Condition("opsc", "mu", "center", "S", ("opsc",)),),
    formulas={"factor": FACTOR},
    thresholds=(
        Threshold(
            name="expansion",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{FACTOR} > 1",),
            positive=("eta", "mu"),
            tag="sharp",
            failure="a step from some point does not move it away from the centre",
            sharpness_witness="plane_family",
        ),
    ),
    example_step="3/mu",
    outcome="a step multiplies the distance to the center by at least eta*mu - 1",
)
