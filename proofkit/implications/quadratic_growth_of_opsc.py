"""⟨g, p − c⟩ ≥ μ‖p − c‖² on a region star-shaped about c implies f − f(c) ≥ (μ/2)‖p − c‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import at_ray, ray, rise


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """On the ray, φ(t) = f(c + t(p − c)) has tφ'(t) ≥ μt²‖p − c‖²."""
    found = rise(
        d,
        ray(d, inside),
        "c(p)",
        "p",
        "0",
        "mu*sq(p - c(p))",
        lambda time, member, late: at_ray(d, "opsc", inside, time),
    )
    return d.combine(goal, found)


quadratic_growth_of_opsc = Implication(
    name="quadratic_growth_of_opsc",
    premises=("opsc(mu)",),
    conclusion="quadratic_growth(mu)",
    source="karimi2016linear",
    needs=("star_shaped", "gradient"),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
