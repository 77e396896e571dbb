"""Curvature between μ and L, by interpolation, implies f(r) ≥ f(p) + ⟨g(p), r − p⟩ + (μ/2)‖r − p‖², on any region."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """The right side is ‖Δg − μΔx‖² + μ(L − μ)‖Δx‖²."""
    back = d.use(d["smooth_strongly_convex"], ["r", "p"], d.conj(d.part(inside, 1), d.part(inside, 0)))
    tail = "2*(f(r) - f(p) - dot(g(p), r - p)) >= mu*sq(r - p)"
    square = d.norm("g(p) - g(r) - mu*(p - r)")
    return d.implies("c(p) == c(r)", lambda same: d.combine(tail, back, square, d["sign1"], multiplier=[d["sign1"]]))


essential_strong_convexity_of_smooth_strongly_convex = Implication(
    name="essential_strong_convexity_of_smooth_strongly_convex",
    premises=("smooth_strongly_convex(mu, L)",),
    conclusion="essential_strong_convexity(mu)",
    source="taylor2017smooth",
    signs=("L > mu",),
    tight="f = (mu/2)*|x|^2: equality everywhere",
    write=_write,
)
