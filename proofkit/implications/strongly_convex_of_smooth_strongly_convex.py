"""Curvature between μ and L, by the interpolation inequality, implies ⟨g(p) − g(r), p − r⟩ ≥ μ‖p − r‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    there = d.use(d["smooth_strongly_convex"], ["p", "r"], inside)
    back = d.use(d["smooth_strongly_convex"], ["r", "p"], d.conj(d.part(inside, 1), d.part(inside, 0)))
    return d.combine(goal, there, back, d.norm("g(p) - g(r) - mu*(p - r)"), d["sign1"], multiplier=[d["sign1"]])


strongly_convex_of_smooth_strongly_convex = Implication(
    name="strongly_convex_of_smooth_strongly_convex",
    premises=("smooth_strongly_convex(mu, L)",),
    conclusion="strongly_convex(mu)",
    source="taylor2017smooth",
    signs=("L > mu",),
    tight="f = (mu/2)*|x|^2: equality everywhere",
    write=_write,
)
