"""‖g‖ ≤ L‖p − c‖ on a region star-shaped about c implies f − f(c) ≤ (L/2)‖p − c‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import at_ray, ray, rise

SPREAD = "L*t*sq(p - c(p))"
SLOPE = "dot(g(c(p) + t*(p - c(p))), p - c(p))"


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """On the ray, ⟨g, p − c⟩ ≤ ‖g‖‖p − c‖ ≤ Lt‖p − c‖²."""

    def slope(time: Fact, member: Fact, late: Fact) -> Fact:
        steep = at_ray(d, "upper_error_bound", inside, time)
        angle = d.cite("cauchy_schwarz", {"u": "g(c(p) + t*(p - c(p)))", "v": "p - c(p)"})
        square = d.combine(f"{SLOPE}**2 <= ({SPREAD})**2", angle, steep, d.norm("p - c(p)"))
        sign = d.combine(f"{SPREAD} >= 0", d["sign1"], late, d.norm("p - c(p)"), degree=3)
        least = d.cite("square_root_is_monotone", {"x": SLOPE, "y": SPREAD}, square, sign)
        return d.combine(f"-{SLOPE} >= -{SPREAD}", least)

    return d.combine(goal, rise(d, ray(d, inside), "c(p)", "p", "0", "-L*sq(p - c(p))", slope, "-"))


qg_plus_of_upper_error_bound = Implication(
    name="qg_plus_of_upper_error_bound",
    premises=("upper_error_bound(L)",),
    conclusion="qg_plus(L)",
    source="guille-escuret2022gradient",
    needs=("star_shaped", "gradient"),
    signs=("L > 0",),
    tight="f = (L/2)*|x|^2: equality everywhere",
    write=_write,
)
