"""f − f(c) ≥ (μ/2)‖p − c‖² and ⟨g, p − c⟩ ≥ γ(f − f(c)) imply ⟨g, p − c⟩ ≥ (γμ/2)‖p − c‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    growth = d.use(d["quadratic_growth"], ["p"], inside)
    return d.combine(goal, growth, d.use(d["quasar_convex"], ["p"], inside), d["sign1"])


opsc_of_quasar_convex = Implication(
    name="opsc_of_quasar_convex",
    premises=("quadratic_growth(mu)", "quasar_convex(gamma)"),
    conclusion="opsc(gamma*mu/2)",
    source="hinder2020near",
    signs=("gamma > 0",),
    tight="for gamma = 1, f = (mu/2)*max(|x|, x**2), c = 0, at x = 1 with g = mu/2",
    write=_write,
)
