"""For convex f, f − f(c) ≥ (μ/2)‖p − c‖² implies ½‖g‖² ≥ (μ/4)(f − f(c))."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """h ≤ ⟨g, p − c⟩ ≤ ‖g‖²/μ + (μ/4)‖p − c‖² ≤ ‖g‖²/μ + h/2 with h = f − f(c)."""
    home = d.part(d.use(d["centered"], ["p"], inside), 0)
    tangent = d.use(d["convex"], ["c(p)", "p"], d.conj(home, inside))
    growth, young = d.use(d["quadratic_growth"], ["p"], inside), d.norm("2*g(p) - mu*(p - c(p))")
    return d.combine(goal, tangent, growth, young, d["sign1"])


pl_of_convex = Implication(
    name="pl_of_convex",
    premises=("quadratic_growth(mu)", "convex"),
    conclusion="pl(mu/4)",
    source="karimi2016linear",
    needs=("centered",),
    signs=("mu > 0",),
    tight="f = (mu/2)*max(|x|, x**2), c = 0, at x = 1 with g = mu/2",
    write=_write,
)
