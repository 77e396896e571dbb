"""On a convex region, ⟨g(p) − g(r), p − r⟩ ≥ μ‖p − r‖² implies that f lies above its tangents."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import monotone, tangent


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    found = tangent(d, inside, "r", "p", "mu*sq(p - r)", monotone(d, inside, "r", "p"))
    return d.combine(goal, found, d["sign1"], d.norm("p - r"))


convex_of_strongly_convex = Implication(
    name="convex_of_strongly_convex",
    premises=("strongly_convex(mu)",),
    conclusion="convex",
    source="nesterov2018lectures",
    needs=("convex_region", "gradient"),
    signs=("mu > 0",),
    write=_write,
)
