"""f(c) ≥ f + ⟨g, c − p⟩ + (μ/2)‖p − c‖² and f − f(c) ≥ (ν/2)‖p − c‖² imply ⟨g, p − c⟩ ≥ ((μ + ν)/2)‖p − c‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    return d.combine(
        goal, d.use(d["weak_strong_convexity"], ["p"], inside), d.use(d["quadratic_growth"], ["p"], inside)
    )


opsc_of_weak_strong_and_growth = Implication(
    name="opsc_of_weak_strong_and_growth",
    premises=("weak_strong_convexity(mu)", "quadratic_growth(nu)"),
    conclusion="opsc((mu + nu)/2)",
    source="karimi2016linear",
    tight="f = (mu/2)*|x|^2, c = 0, nu = mu: equality everywhere",
    write=_write,
)
