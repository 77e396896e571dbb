"""On R^d, convexity and f − f(c) ≤ (L/2)‖p − c‖² imply ⟨g, p − c⟩ ≥ f − f(c) + ‖g‖²/(2L)."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """At z = c + g(p)/L: f(p) + ⟨g(p), z − p⟩ ≤ f(z) ≤ f(c) + ‖g(p)‖²/(2L)."""
    d.local(j="scalar")
    z = "(c(p) + j*g(p))"

    def at(inverse: Fact) -> Fact:
        unit, there = d.part(inverse, 1), d.use(d["whole_space"], [z])
        below = d.use(d["convex"], [z, "p"], d.conj(there, inside))
        growth = d.use(d["qg_plus"], [z], there)
        low = d.part(d.use(d["nearest"], ["p", f"c({z})"], inside), 0)
        back = d.use(d["nearest"], [z, "c(p)"], there)
        least, close = d.parts(back)
        near = d.use(close, [], d.combine(f"f(c(p)) <= f(c({z}))", low))
        top = d.combine(f"2*(f({z}) - f(c(p))) <= L*sq({z} - c(p))", growth, near, least, d["sign1"])
        gap = d.combine(
            "2*(dot(g(p), p - c(p)) - f(p) + f(c(p))) >= j*sq(g(p))", below, top, unit, eq_times=["j*sq(g(p))"]
        )
        return d.combine(goal, gap, d["sign1"], unit, eq_times=["sq(g(p))"])

    return d.solve(d["sign1"], "j", at)


convex_upper_growth_of_convex = Implication(
    name="convex_upper_growth_of_convex",
    premises=("convex", "qg_plus(L)"),
    conclusion="convex_upper_growth(L)",
    source="goujaud2022optimal",
    needs=("whole_space", "nearest"),
    signs=("L > 0",),
    tight="f = (L/2)*|x|^2: equality everywhere",
    write=_write,
)
