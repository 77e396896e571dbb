"""2L(f(p) − f(r) − ⟨g(r), p − r⟩) ≥ ‖g(p) − g(r)‖² for every pair implies ‖g(p) − g(r)‖ ≤ L‖p − r‖."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """The two orders of the pair add up to L⟨g(p) − g(r), p − r⟩ ≥ ‖g(p) − g(r)‖²."""
    there = d.use(d["smooth_convex"], ["p", "r"], inside)
    back = d.use(d["smooth_convex"], ["r", "p"], d.conj(d.part(inside, 1), d.part(inside, 0)))
    return d.combine(goal, there, back, d.norm("g(p) - g(r) - L*(p - r)"))


smooth_of_smooth_convex = Implication(
    name="smooth_of_smooth_convex",
    premises=("smooth_convex(L)",),
    conclusion="smooth(L)",
    source="taylor2017smooth",
    tight="f = (L/2)*|x|^2: equality everywhere",
    write=_write,
)
