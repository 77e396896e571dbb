"""⟨g, p − c⟩ ≥ f − f(c) + ‖g‖²/(2L) implies f − f(c) ≤ (L/2)‖p − c‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """‖g − L(p − c)‖² ≥ 0."""
    bound = d.use(d["convex_upper_growth"], ["p"], inside)
    return d.combine(goal, bound, d.norm("g(p) - L*(p - c(p))"), d["sign1"], multiplier=[d["sign1"]])


qg_plus_of_convex_upper_growth = Implication(
    name="qg_plus_of_convex_upper_growth",
    premises=("convex_upper_growth(L)",),
    conclusion="qg_plus(L)",
    source="goujaud2022optimal",
    signs=("L > 0",),
    tight="f = (L/2)*|x|^2: equality everywhere",
    write=_write,
)
