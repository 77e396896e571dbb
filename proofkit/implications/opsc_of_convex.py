"""For convex f, f − f(c) ≥ (μ/2)‖p − c‖² implies ⟨g, p − c⟩ ≥ (μ/2)‖p − c‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """⟨g(p), p − c⟩ ≥ f(p) − f(c), the tangent at p taken at c."""
    home = d.part(d.use(d["centered"], ["p"], inside), 0)
    tangent = d.use(d["convex"], ["c(p)", "p"], d.conj(home, inside))
    return d.combine(goal, tangent, d.use(d["quadratic_growth"], ["p"], inside))


opsc_of_convex = Implication(
    name="opsc_of_convex",
    premises=("quadratic_growth(mu)", "convex"),
    conclusion="opsc(mu/2)",
    source="karimi2016linear",
    needs=("centered",),
    tight="f = (mu/2)*max(|x|, x**2), c = 0, at x = 1 with g = mu/2",
    write=_write,
)
