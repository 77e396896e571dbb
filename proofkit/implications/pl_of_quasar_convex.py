"""f − f(c) ≥ (μ/2)‖p − c‖² and ⟨g, p − c⟩ ≥ γ(f − f(c)) imply ½‖g‖² ≥ (γ²μ/4)(f − f(c))."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """γh ≤ ⟨g, p − c⟩ ≤ ‖g‖²/(γμ) + (γμ/4)‖p − c‖² ≤ ‖g‖²/(γμ) + γh/2 with h = f − f(c): times 2γμ."""
    growth, slope = d.use(d["quadratic_growth"], ["p"], inside), d.use(d["quasar_convex"], ["p"], inside)
    young = d.norm("2*g(p) - gamma*mu*(p - c(p))")
    weight = d.combine("gamma*mu > 0", d["sign1"], d["sign2"])
    square = d.combine("gamma**2*mu > 0", weight, d["sign2"])
    steep = d.combine("gamma*mu*dot(g(p), p - c(p)) >= gamma**2*mu*(f(p) - f(c(p)))", slope, weight)
    wide = d.combine("gamma**2*mu*(2*(f(p) - f(c(p))) - mu*sq(p - c(p))) >= 0", growth, square)
    return d.combine(goal, young, steep, wide)


pl_of_quasar_convex = Implication(
    name="pl_of_quasar_convex",
    premises=("quadratic_growth(mu)", "quasar_convex(gamma)"),
    conclusion="pl(gamma**2*mu/4)",
    source="own",
    signs=("mu > 0", "gamma > 0"),
    tight="for gamma = 1, f = (mu/2)*max(|x|, x**2), c = 0, at x = 1 with g = mu/2",
    write=_write,
)
