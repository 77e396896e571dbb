"""½‖g‖² ≥ μ(f − f(c)) on a sublevel set implies f − f(c) ≥ (μ/2)‖p − c‖², c the nearest minimiser."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """Where f ≤ f(p), the function is as steep as its gap demands; no minimiser is nearer than c(p)."""
    d.local(q="vector", D="scalar")
    near = d.use(d["nearest"], ["p", "q"], inside)
    lower = d.generalize(d.combine("f(q) >= f(c(p))", d.part(near, 0)), "q")

    def steep(at: Fact) -> Fact:
        member = d.use(d["sublevel"], ["p", "q"], d.conj(inside, d.part(at, 0)))
        same = d.part(d.use(d["nearest"], ["q", "c(p)"], member), 0)  # f(c(p)) ≥ f(c(q))
        slope = d.use(d["pl"], ["q"], member)
        return d.combine("sq(g(q)) >= 2*mu*(f(q) - f(c(p)))", slope, same, d["sign1"])

    def at_distance(root: Fact) -> Fact:
        sign, far = d.parts(root)

        def away(low: Fact) -> Fact:
            return d.combine("sq(q - p) >= D**2", d.use(d.part(near, 1), [], low), far)

        roles = {"f": "f", "g": "g", "z": "p", "b": "f(c(p))", "mu": "mu", "D": "D"}
        facts = (
            d["gradient_on_space"],
            lower,
            d.generalize(d.implies("f(q) <= f(p) and f(q) > f(c(p))", steep), "q"),
            d.generalize(d.implies("f(q) <= f(c(p))", away), "q"),
            d["sign1"],
            sign,
        )
        return d.combine(goal, d.cite("growth_of_steep_function", roles, *facts), far, eq_times=["mu"])

    return d.solve(d.norm("p - c(p)"), "D", at_distance)


quadratic_growth_of_pl = Implication(
    name="quadratic_growth_of_pl",
    premises=("pl(mu)",),
    conclusion="quadratic_growth(mu)",
    source="karimi2016linear",
    needs=("sublevel", "nearest", "gradient_on_space"),
    signs=("mu > 0",),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
