"""On R^d, ‖g(p) − g(r)‖ ≤ L‖p − r‖ and strong convexity imply the interpolation inequality of both."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import climb, step


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """Bound f at z = p − (Δg − μΔx)/(L − μ) from above about p, and from below about r."""

    def at(inverse: Fact) -> Fact:
        unit = d.part(inverse, 1)
        a = "(g(p) - g(r) - mu*(p - r))"
        z = f"(p - j*{a})"
        above, below = step(d, "p", z), climb(d, "r", z)
        gap = d.combine(
            f"2*(f(p) - f(r) - dot(g(r), p - r)) >= j*sq({a}) + mu*sq(p - r)",
            above,
            below,
            unit,
            eq_times=[f"j*sq({a})"],
        )
        return d.combine(goal, gap, d["sign1"], unit, eq_times=[f"sq({a})"])

    d.local(j="scalar")
    return d.solve(d["sign1"], "j", at)


smooth_strongly_convex_of_smooth = Implication(
    name="smooth_strongly_convex_of_smooth",
    premises=("smooth(L)", "strongly_convex(mu)"),
    conclusion="smooth_strongly_convex(mu, L)",
    source="taylor2017smooth",
    needs=("whole_space", "gradient"),
    signs=("L > mu", "L > 0"),
    tight="f = (L/2)*|x|^2 and f = (mu/2)*|x|^2: equality everywhere",
    write=_write,
)
