"""Curvature between μ and L, by the interpolation inequality, implies convexity."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """The right side is ‖Δg − μΔx‖² + μ(L − μ)‖Δx‖²."""
    there = d.use(d["smooth_strongly_convex"], ["p", "r"], inside)
    spare = d.combine("mu*(L - mu)*sq(p - r) >= 0", d["sign1"], d["sign2"], d.norm("p - r"), degree=3)
    return d.combine(goal, there, d.norm("g(p) - g(r) - mu*(p - r)"), spare, d["sign2"], multiplier=[d["sign2"]])


convex_of_smooth_strongly_convex = Implication(
    name="convex_of_smooth_strongly_convex",
    premises=("smooth_strongly_convex(mu, L)",),
    conclusion="convex",
    source="taylor2017smooth",
    signs=("mu > 0", "L > mu"),
    write=_write,
)
