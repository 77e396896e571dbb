"""f(c) ≥ f + ⟨g, c − p⟩ + (μ/2)‖p − c‖² implies ½‖g‖² ≥ μ(f − f(c)), on any region."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """‖g − μ(p − c)‖² ≥ 0."""
    weak = d.use(d["weak_strong_convexity"], ["p"], inside)
    return d.combine(goal, weak, d["sign1"], d.norm("g(p) - mu*(p - c(p))"))


pl_of_weak_strong_convexity = Implication(
    name="pl_of_weak_strong_convexity",
    premises=("weak_strong_convexity(mu)",),
    conclusion="pl(mu)",
    source="karimi2016linear",
    signs=("mu > 0",),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
