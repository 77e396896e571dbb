"""An f with curvature in [−ρ, L] and lower bound `low` has ‖g(p)‖² ≤ 2L(f(p) − low): take the step 1/L."""

from ..classes.smooth_hypoconvex import smooth_hypoconvex
from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(p="vector", k="scalar")
    total = d.combine("L + rho > 0", d["L"], d["rho"])

    def step(inverse: Fact) -> Fact:
        """With k = 1/L and q = p − kg(p): f(p) − f(q) ≥ ‖g(p)‖²/(2L) + ‖g(q)‖²/(2(L + ρ))."""
        q = "p - k*g(p)"
        unit = d.part(inverse, 1)
        times = [
            f"{c}*{v}"
            for v in ("sq(g(p))", f"dot(g(p), g({q}))")
            for c in ("1", "L", "rho", "L*k", "rho*k", "L*rho*k")
        ]
        pair = d.combine(
            f"L*(2*(L + rho)*(f(p) - f({q}))) >= L*sq(g({q})) + (L + rho)*sq(g(p))",
            d.use(d["smooth_hypoconvex"], ["p", q]), d["L"], unit, eq_times=times,
        )  # fmt: skip
        low = d.use(d["minimal"], [q])
        facts = pair, low, d["L"], d.norm(f"g({q})"), total
        return d.combine("2*L*(f(p) - low) >= sq(g(p))", *facts, degree=3, multiplier=[total])

    return d.generalize(d.solve(d["L"], "k", step), "p")


gap_bounds_gradient_of_smooth_hypoconvex = Lemma(
    Statement(
        "gap_bounds_gradient_of_smooth_hypoconvex",
        "any",
        {"g": "vector -> vector", "f": "vector -> scalar", **dict.fromkeys(("low", "rho", "L"), "scalar")},
        {
            "smooth_hypoconvex": smooth_hypoconvex.hypothesis(interpolation=True),
            "minimal": "forall(p, vector, f(p) >= low)",
            "rho": "rho > 0",
            "L": "L > 0",
        },
        "forall(p, vector, 2*L*(f(p) - low) >= sq(g(p)))",
    ),
    _write,
)
