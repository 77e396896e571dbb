"""A smooth convex function lies above its tangents."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    there = d.use(d["smooth_convex"], ["p", "r"], inside)
    return d.combine(goal, there, d.norm("g(p) - g(r)"), d["sign1"], multiplier=[d["sign1"]])


convex_of_smooth_convex = Implication(
    name="convex_of_smooth_convex",
    premises=("smooth_convex(L)",),
    conclusion="convex",
    source="taylor2017smooth",
    signs=("L > 0",),
    write=_write,
)
