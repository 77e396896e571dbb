"""Where f is differentiable, it is continuous: f(q) is close to f(p) for q close to p."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._derivatives import AT_POINT

CLOSE = "forall(q, vector, implies(sq(q - p) < {delta}, (f(q) - f(p))**2 < e))"
SOME = f"exists(delta, scalar, delta > 0 and {CLOSE.format(delta='delta')})"


def _write(d: Draft) -> Fact:
    """(f(q) − f(p))² ≤ 2(1 + ‖g(p)‖²)‖q − p‖²."""
    d.local(e="scalar", delta="scalar", x="scalar", q="vector")
    one = d.combine("1 > 0")
    near = d.use(d["differentiable"], ["1"], one)
    k = "2*(1 + sq(g(p)))"
    weight = d.combine(f"{k} > 0", d.norm("g(p)"))

    def error(small: Fact) -> Fact:
        def with_delta(some: Fact) -> Fact:
            wide, good = d.parts(some)
            half = d.combine("e/2 > 0", small)
            step = d.cite(
                "small_positive_number", {"a": "delta", "b": "1", "k": k, "m": "e/2"}, wide, one, weight, half
            )
            return d.choose(step, "x", lambda size: with_x(good, *d.parts(size)))

        def with_x(good: Fact, positive: Fact, less: Fact, _: Fact, weighed: Fact) -> Fact:
            def point(at: Fact) -> Fact:
                slope = d.use(good, ["q"], d.combine("sq(q - p) < delta", at, less))
                angle = d.cite("cauchy_schwarz", {"u": "g(p)", "v": "q - p"})
                spread = d.combine(f"{k}*sq(q - p) <= {k}*x", at, weight)
                young = d.square("f(q) - f(p) - 2*dot(g(p), q - p)")
                return d.combine("(f(q) - f(p))**2 < e", slope, angle, spread, young, weighed, small)

            body = d.generalize(d.implies("sq(q - p) < x", point), "q")
            return d.witness(SOME, "x", d.conj(positive, body))

        return d.choose(near, "delta", with_delta)

    return d.generalize(d.implies("e > 0", error), "e")


values_near_a_point = Lemma(
    Statement(
        "values_near_a_point",
        "any",
        {"f": "vector -> scalar", "g": "vector -> vector", "p": "vector"},
        {"differentiable": AT_POINT},
        f"forall(e, scalar, implies(e > 0, {SOME}))",
    ),
    _write,
)
