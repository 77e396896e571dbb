"""One gradient step contracts distances to the centre of one-point strong convexity, for steps below 2μ/L²."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "contraction_of_opsc"
FACTOR = "1 - 2*eta*mu + eta**2*L**2"


def _write(d: Draft) -> Fact:
    """‖G(x) − c‖² = ‖x − c‖² − 2η⟨g, x − c⟩ + η²‖g‖², and the two classes bound the last two terms."""
    d.local(p="vector")

    def step(member: Fact) -> Fact:
        slope, size = d.use(d["opsc"], ["p"], member), d.use(d["upper_error_bound"], ["p"], member)
        return d.combine(f"sq(p - eta*g(p) - c) <= ({FACTOR})*sq(p - c)", slope, size, d["step"], degree=3)

    return d.generalize(d.implies("p in S", step), "p")


contraction_of_opsc = Theorem(
    title="One-step contraction under one-point strong convexity",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "S": "vector -> prop",
            "c": "vector",
            **dict.fromkeys(("mu", "L", "eta"), "scalar"),
        },
        {
            "opsc": opsc.hypothesis(constant="mu", center="c", on="p in S"),
            "upper_error_bound": upper_error_bound.hypothesis(constant="L", center="c", on="p in S"),
            "step": "eta > 0",
        },
        f"forall(p, vector, implies(p in S, sq(p - eta*g(p) - c) <= ({FACTOR})*sq(p - c)))",
    ),
    write=_write,
    source="guille-escuret2022gradient",
    witnesses=(("plane_family", {}),),
    conditions=(
        Condition("opsc", "mu", "center", "S", ("opsc",)),
        Condition("upper_error_bound", "L", "center", "S", ("upper_error_bound",)),
    ),
    formulas={"squared_factor": FACTOR},
    thresholds=(
        Threshold(
            name="contraction",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{FACTOR} < 1",),
            positive=("eta", "mu", "L"),
            tag="sharp",
            failure="a step from some point does not bring it closer to the centre",
            sharpness_witness="plane_family",
        ),
    ),
    example_step="mu/L**2",
    outcome="a step multiplies the squared distance to the center by at most 1 - 2*eta*mu + eta^2*L^2",
    remarks="Sharp for one step in dimension 2 and above, and smallest at the step mu/L^2, with squared factor"
    " 1 - mu^2/L^2 (contraction_of_opsc_is_tight); on the line the threshold is 2/L (contraction_of_opsc_on_line).",
)
