"""Curvature between −ρ and L, by the interpolation inequality, implies that f + (ρ/2)‖·‖² is convex."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """The right side is ‖Δg + ρΔx‖² − ρ(L + ρ)‖Δx‖²."""
    pair, square = d.use(d["smooth_hypoconvex"], ["p", "r"], inside), d.norm("g(p) - g(r) + rho*(p - r)")
    weight = d.combine("L + rho > 0", d["sign1"], d["sign2"])
    return d.combine(goal, pair, square, weight, multiplier=[weight])


hypoconvex_of_smooth_hypoconvex = Implication(
    name="hypoconvex_of_smooth_hypoconvex",
    premises=("smooth_hypoconvex(rho, L)",),
    conclusion="hypoconvex(rho)",
    source="taylor2017smooth",
    signs=("rho > 0", "L > 0"),
    tight="f = -(rho/2)*|x|^2: equality everywhere",
    write=_write,
)
