"""‖g‖ ≥ μ‖p − c‖ and f − f(c) ≤ (L/2)‖p − c‖² imply ½‖g‖² ≥ (μ²/L)(f − f(c))."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """k(f − f(c)) ≤ (kL/2)‖p − c‖² = (μ²/2)‖p − c‖² ≤ ½‖g‖², as kL = μ²."""
    slope, growth = d.use(d["error_bound"], ["p"], inside), d.use(d["qg_plus"], ["p"], inside)
    k = d.contradiction("k >= 0", lambda no: d.combine("0 > 0", no, d["value_k"], d["sign1"], d.square("mu")))
    return d.combine(goal, slope, growth, k, d["value_k"], eq_times=["sq(p - c(p))"])


pl_of_error_bound = Implication(
    name="pl_of_error_bound",
    premises=("error_bound(mu)", "qg_plus(L)"),
    conclusion="pl(mu**2/L)",
    source="karimi2016linear",
    signs=("L > 0",),
    tight="equality at a point where both premises are equalities",
    write=_write,
)
