"""On R^d, ‖g(p) − g(r)‖ ≤ L‖p − r‖ and convexity imply the interpolation inequality of both."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import step


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """Bound f at z = p − (g(p) − g(r))/L from above about p, and from below about r."""

    def at(inverse: Fact) -> Fact:
        unit = d.part(inverse, 1)
        z = "(p - j*(g(p) - g(r)))"
        above = step(d, "p", z)
        below = d.use(d["convex"], [z, "r"], d.conj(d.use(d["whole_space"], [z]), d.part(inside, 1)))
        gap = d.combine(
            "2*(f(p) - f(r) - dot(g(r), p - r)) >= j*sq(g(p) - g(r))",
            above,
            below,
            unit,
            eq_times=["j*sq(g(p) - g(r))"],
        )
        return d.combine(goal, gap, d["sign1"], unit, eq_times=["sq(g(p) - g(r))"])

    d.local(j="scalar")
    return d.solve(d["sign1"], "j", at)


smooth_convex_of_smooth = Implication(
    name="smooth_convex_of_smooth",
    premises=("smooth(L)", "convex"),
    conclusion="smooth_convex(L)",
    source="taylor2017smooth",
    needs=("whole_space", "gradient"),
    signs=("L > 0",),
    tight="f = (L/2)*|x|^2: equality everywhere",
    write=_write,
)
