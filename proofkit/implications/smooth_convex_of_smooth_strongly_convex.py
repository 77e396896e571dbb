"""Curvature between μ and L, by the interpolation inequality, implies that with curvature between 0 and L."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """The right sides differ by μ‖Δg − LΔx‖²/(L(L − μ))."""
    pair = d.use(d["smooth_strongly_convex"], ["p", "r"], inside)
    square = d.combine("mu*sq(g(p) - g(r) - L*(p - r)) >= 0", d.norm("g(p) - g(r) - L*(p - r)"), d["sign1"])
    positive = d.combine("L > 0", d["sign1"], d["sign2"])
    return d.combine(goal, pair, square, d["sign2"], positive, multiplier=[d["sign2"]])


smooth_convex_of_smooth_strongly_convex = Implication(
    name="smooth_convex_of_smooth_strongly_convex",
    premises=("smooth_strongly_convex(mu, L)",),
    conclusion="smooth_convex(L)",
    source="taylor2017smooth",
    signs=("mu > 0", "L > mu"),
    tight="f = (L/2)*|x|^2: equality everywhere",
    write=_write,
)
