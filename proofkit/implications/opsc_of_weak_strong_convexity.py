"""f(c) ≥ f + ⟨g, c − p⟩ + (μ/2)‖p − c‖², region star-shaped about a minimiser c, implies ⟨g, p − c⟩ ≥ μ‖p − c‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication, cited


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """⟨g, p − c⟩ ≥ f − f(c) + (μ/2)‖p − c‖², and f − f(c) ≥ (μ/2)‖p − c‖²."""
    growth = cited(d, "quadratic_growth_of_weak_strong_convexity")
    weak = d.use(d["weak_strong_convexity"], ["p"], inside)
    return d.combine(goal, weak, d.use(growth, ["p"], inside))


opsc_of_weak_strong_convexity = Implication(
    name="opsc_of_weak_strong_convexity",
    premises=("weak_strong_convexity(mu)",),
    conclusion="opsc(mu)",
    source="karimi2016linear",
    needs=("star_shaped", "minimum", "gradient"),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
