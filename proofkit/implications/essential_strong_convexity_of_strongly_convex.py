"""On a convex region, ⟨g(p) − g(r), p − r⟩ ≥ μ‖p − r‖² implies f(r) ≥ f(p) + ⟨g(p), r − p⟩ + (μ/2)‖r − p‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import monotone, tangent


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    found = tangent(d, inside, "p", "r", "mu*sq(r - p)", monotone(d, inside, "p", "r"))
    tail = "2*(f(r) - f(p) - dot(g(p), r - p)) >= mu*sq(r - p)"
    return d.implies("c(p) == c(r)", lambda same: d.combine(tail, found))


essential_strong_convexity_of_strongly_convex = Implication(
    name="essential_strong_convexity_of_strongly_convex",
    premises=("strongly_convex(mu)",),
    conclusion="essential_strong_convexity(mu)",
    source="nesterov2018lectures",
    needs=("convex_region", "gradient"),
    tight="f = (mu/2)*|x|^2: equality everywhere",
    write=_write,
)
