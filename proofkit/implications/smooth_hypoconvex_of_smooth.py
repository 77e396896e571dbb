"""On R^d, ‖g(p) − g(r)‖ ≤ L‖p − r‖ and hypoconvexity imply the interpolation inequality of both."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import step


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """Bound f at z = p − (Δg + ρΔx)/(L + ρ) from above about p, and from below about r."""

    def at(inverse: Fact) -> Fact:
        unit = d.part(inverse, 1)
        a = "(g(p) - g(r) + rho*(p - r))"
        z = f"(p - j*{a})"
        above = step(d, "p", z)
        below = d.use(d["hypoconvex"], [z, "r"], d.conj(d.use(d["whole_space"], [z]), d.part(inside, 1)))
        gap = d.combine(
            f"2*(f(p) - f(r) - dot(g(r), p - r)) >= j*sq({a}) - rho*sq(p - r)",
            above,
            below,
            unit,
            eq_times=[f"j*sq({a})"],
        )
        return d.combine(goal, gap, weight, unit, eq_times=[f"sq({a})"])

    d.local(j="scalar")
    weight = d.combine("L + rho > 0", d["sign1"], d["sign2"])
    return d.solve(weight, "j", at)


smooth_hypoconvex_of_smooth = Implication(
    name="smooth_hypoconvex_of_smooth",
    premises=("smooth(L)", "hypoconvex(rho)"),
    conclusion="smooth_hypoconvex(rho, L)",
    source="taylor2017smooth",
    needs=("whole_space", "gradient"),
    signs=("L > 0", "rho > 0"),
    tight="f = (L/2)*|x|^2 and f = -(rho/2)*|x|^2: equality everywhere",
    write=_write,
)
