"""A smooth f with lower bound `low` has ‖g(p)‖² ≤ 2L(f(p) − low): the step 1/L decreases f by ‖g(p)‖²/(2L)."""

from ..classes.smooth import smooth
from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(p="vector", k="scalar")

    def step(inverse: Fact) -> Fact:
        """With k = 1/L and q = p − kg(p): what f(p) ≥ f(q) + … lacks is ‖g(p) + g(q)‖²."""
        q = "p - k*g(p)"
        pair, low = d.use(d["smooth"], ["p", q]), d.use(d["minimal"], [q])
        rest = d.norm(f"g({q})")
        unit = d.part(inverse, 1)
        times = ["k*sq(g(p))", f"dot(g(p), g({q}))", "sq(g(p))", "L*k*sq(g(p))", "k*L"]
        facts = pair, low, rest, unit, d["L"]
        return d.combine("2*L*(f(p) - low) >= sq(g(p))", *facts, eq_times=times)

    return d.generalize(d.solve(d["L"], "k", step), "p")


gap_bounds_gradient_of_smooth = Lemma(
    Statement(
        "gap_bounds_gradient_of_smooth",
        "any",
        {"g": "vector -> vector", "f": "vector -> scalar", "low": "scalar", "L": "scalar"},
        {
            "smooth": smooth.hypothesis(interpolation=True),
            "minimal": "forall(p, vector, f(p) >= low)",
            "L": "L > 0",
        },
        "forall(p, vector, 2*L*(f(p) - low) >= sq(g(p)))",
    ),
    _write,
)
