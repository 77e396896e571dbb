"""Curvature between μ and L, by the interpolation inequality, implies ‖g(p) − g(r)‖ ≤ L‖p − r‖."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """The two orders add up to (L + μ)⟨Δg, Δx⟩ ≥ ‖Δg‖² + μL‖Δx‖², so that a = Δg − μΔx has ‖a‖ ≤ (L − μ)‖Δx‖."""
    there = d.use(d["smooth_strongly_convex"], ["p", "r"], inside)
    back = d.use(d["smooth_strongly_convex"], ["r", "p"], d.conj(d.part(inside, 1), d.part(inside, 0)))
    both = d.combine("(L + mu)*dot(g(p) - g(r), p - r) >= sq(g(p) - g(r)) + mu*L*sq(p - r)", there, back)
    gap = d.norm("g(p) - g(r) - L*(p - r)")
    inner = d.combine("(L - mu)*(L*sq(p - r) - dot(g(p) - g(r), p - r)) >= 0", gap, both)
    return d.combine(goal, both, inner, d["sign1"], d["sign2"], degree=3, multiplier=[d["sign2"]])


smooth_of_smooth_strongly_convex = Implication(
    name="smooth_of_smooth_strongly_convex",
    premises=("smooth_strongly_convex(mu, L)",),
    conclusion="smooth(L)",
    source="taylor2017smooth",
    signs=("mu > 0", "L > mu"),
    tight="f = (L/2)*|x|^2: equality everywhere",
    write=_write,
)
