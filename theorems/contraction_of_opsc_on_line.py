"""On the line, one gradient step contracts distances to the centre for all steps below 2/L: the dimension matters."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "contraction_of_opsc_on_line"
FACTORS = ("(1 - eta*mu)**2", "(1 - eta*L)**2")
GOAL = "sq(p - eta*g(p) - c) <= K*sq(p - c)"


def _write(d: Draft) -> Fact:
    """With u = p − c, A = ‖u‖²: on the line A‖G(p) − c‖² = z², where z = A − η⟨g,u⟩ lies in [(1−ηL)A, (1−ημ)A]."""
    d.local(p="vector")
    return d.generalize(d.implies("p in S", lambda member: _step(d, member)), "p")


def _step(d: Draft, member: Fact) -> Fact:
    slope, size, norm = d.use(d["opsc"], ["p"], member), d.use(d["upper_error_bound"], ["p"], member), d.norm("p - c")
    same = d.line("g(p)", "p - c", "g(p)", "p - c")  # ⟨g,u⟩² = ‖g‖²‖u‖²

    def moved(some: Fact) -> Fact:
        square = d.combine("dot(g(p), p - c)**2 <= (L*sq(p - c))**2", size, norm, same)
        sign = d.combine("L*sq(p - c) >= 0", d["L"], norm)
        steep = d.cite("square_root_is_monotone", {"x": "dot(g(p), p - c)", "y": "L*sq(p - c)"}, square, sign)
        z = "sq(p - c) - eta*dot(g(p), p - c)"
        low = d.combine(f"{z} >= (1 - eta*L)*sq(p - c)", steep, d["step"])
        high = d.combine(f"{z} <= (1 - eta*mu)*sq(p - c)", slope, d["step"])
        bound = f"({z})**2 <= K*sq(p - c)**2"
        inside = d.split(
            f"{z} >= 0",
            lambda up: d.combine(
                bound, up, high, d["K_mu"], norm, d.square(f"(1 - eta*mu)*sq(p - c) - ({z})"), degree=3
            ),
            lambda down: d.combine(
                bound, down, low, d["K_L"], norm, d.square(f"({z}) - (1 - eta*L)*sq(p - c)"), degree=3
            ),
        )
        return d.combine(GOAL, inside, same, some, multiplier=[some], eq_times=["eta**2"])

    def still(none: Fact) -> Fact:
        point = d.zero("sq(p - c)", norm, none)
        flat = d.combine("sq(g(p)) <= 0", size, point, eq_times=["L**2"])
        facts = slope, point, flat, d["step"], d.square("eta")
        return d.combine(GOAL, *facts, eq_times=["K", "eta*mu"])

    return d.split("sq(p - c) > 0", moved, still)


contraction_of_opsc_on_line = Theorem(
    title="One-step contraction under one-point strong convexity, in dimension one",
    statement=Statement(
        NAME,
        "1",
        {
            "g": "vector -> vector",
            "S": "vector -> prop",
            "c": "vector",
            **dict.fromkeys(("mu", "L", "eta", "K"), "scalar"),
        },
        {
            "opsc": opsc.hypothesis(constant="mu", center="c", on="p in S"),
            "upper_error_bound": upper_error_bound.hypothesis(constant="L", center="c", on="p in S"),
            "L": "L >= 0",
            "step": "eta > 0",
            "K_mu": f"{FACTORS[0]} <= K",
            "K_L": f"{FACTORS[1]} <= K",
        },
        f"forall(p, vector, implies(p in S, {GOAL}))",
    ),
    write=_write,
    source="guille-escuret2022gradient",
    witnesses=(("asymmetric_parabola", {}),),
    conditions=(
        Condition("opsc", "mu", "center", "S", ("opsc",)),
        Condition("upper_error_bound", "L", "center", "S", ("upper_error_bound",)),
    ),
    formulas={"squared_factor": FACTORS},
    thresholds=(
        Threshold(
            name="contraction",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{FACTORS[1]} < 1",),
            positive=("eta", "L"),
            tag="sharp",
            failure="a step from some point does not bring it closer to the centre",
            sharpness_witness="asymmetric_parabola",
        ),
    ),
    by_definition=("K_mu", "K_L"),
    example_step="1/L",
    outcome="a step multiplies the squared distance to the center by at most max((1 - eta*mu)^2, (1 - eta*L)^2)",
    remarks="The squared factor is max(|1 - eta*mu|, |1 - eta*L|)^2; with 0 < mu <= L it is below 1 for eta < 2/L.",
)
