"""⟨g, p − c⟩ ≥ f − f(c) + ‖g‖²/(2L) implies star-convexity."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    bound = d.use(d["convex_upper_growth"], ["p"], inside)
    return d.combine(goal, bound, d.norm("g(p)"), d["sign1"], multiplier=[d["sign1"]])


star_convex_of_convex_upper_growth = Implication(
    name="star_convex_of_convex_upper_growth",
    premises=("convex_upper_growth(L)",),
    conclusion="star_convex",
    source="goujaud2022optimal",
    signs=("L > 0",),
    write=_write,
)
