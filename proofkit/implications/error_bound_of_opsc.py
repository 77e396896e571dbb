"""⟨g, p − c⟩ ≥ μ‖p − c‖² implies ‖g‖ ≥ μ‖p − c‖."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """‖g − μ(p − c)‖² ≥ 0."""
    secant = d.use(d["opsc"], ["p"], inside)
    return d.combine(goal, secant, d["sign1"], d.norm("g(p) - mu*(p - c(p))"))


error_bound_of_opsc = Implication(
    name="error_bound_of_opsc",
    premises=("opsc(mu)",),
    conclusion="error_bound(mu)",
    source="karimi2016linear",
    signs=("mu > 0",),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
