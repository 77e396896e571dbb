"""What interpolation says of a smooth convex function with minimiser x*: upper bound, gap, slope, two steps."""

from ..classes.smooth_convex import smooth_convex
from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

GAP = "(f(p) - f(x_star))"
UPPER = "f(r) <= f(p) + dot(g(p), r - p) + L/2*sq(r - p)"
STEEP = f"2*L*{GAP} >= sq(g(p))"
SLOPE = f"2*L*(dot(g(p), p - x_star) - {GAP}) >= sq(g(p))"
FLAT = f"2*{GAP} <= L*sq(p - x_star)"
LIPSCHITZ = "sq(g(p)) <= L**2*sq(p - x_star)"


def _write(d: Draft) -> Fact:
    d.local(p="vector", r="vector")
    still = d["stationary"]

    def at_star(fact: Fact) -> Fact:
        return d.rewrite(still, "g(x_star)", "0*p", fact)

    steep = at_star(d.use(d["class"], ["p", "x_star"]))
    slope = at_star(d.use(d["class"], ["x_star", "p"]))
    upper = _upper(d)
    flat = at_star(d.use(upper, ["x_star", "p"]))
    small = d.combine(LIPSCHITZ, d.norm("L*(p - x_star) - g(p)"), slope, steep)
    facts = d.combine(STEEP, steep), d.combine(SLOPE, slope), d.combine(FLAT, flat), small
    return d.conj(upper, d.generalize(d.conj(*facts), "p"))


def _upper(d: Draft) -> Fact:
    """‖g(r) − g(p) − L(r − p)‖² ≥ 0 and the inequality at (p, r)."""
    square = d.norm("g(r) - g(p) - L*(r - p)")
    fact = d.combine(UPPER, d.use(d["class"], ["p", "r"]), square, d["L"], multiplier=[d["L"]])
    return d.generalize(fact, "p", "r")


smooth_convex_inequalities = Lemma(
    Statement(
        "smooth_convex_inequalities",
        "any",
        {"f": "vector -> scalar", "g": "vector -> vector", "x_star": "vector", "L": "scalar"},
        {
            "class": smooth_convex.hypothesis(),
            "stationary": "sq(g(x_star)) == 0",
            "L": "L > 0",
        },
        f"forall(p, vector, forall(r, vector, {UPPER}))"
        f" and forall(p, vector, {STEEP} and {SLOPE} and {FLAT} and {LIPSCHITZ})",
    ),
    _write,
)
