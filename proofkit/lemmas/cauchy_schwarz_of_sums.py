"""(Σ q_k r_k)² ≤ (Σ q_k²)(Σ r_k²), for sums of any length."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

GOAL = "A(n) >= 0 and B(n) >= 0 and M(n)**2 <= A(n)*B(n)"


def _write(d: Draft) -> Fact:
    d.local(n="nat")
    zero = [d[f"{name}_0"] for name in "MAB"]
    base = d.conj(
        d.combine("A(0) >= 0", zero[1]), d.combine("B(0) >= 0", zero[2]),
        d.combine("M(0)**2 <= A(0)*B(0)", *zero, eq_times=["M(0)", "B(0)"]),
    )  # fmt: skip

    def later(here: Fact) -> Fact:
        """2Mqr ≤ Ar² + Bq², as (Ar² + Bq²)² − (2Mqr)² = (Ar² − Bq²)² + 4q²r²(AB − M²)."""
        above, below, bound = d.parts(here)
        mixed, q, r = d.square("q(n)*r(n)"), d.square("q(n)"), d.square("r(n)")
        gap = d.square("A(n)*r(n)**2 - B(n)*q(n)**2")
        x, y = "2*M(n)*q(n)*r(n)", "A(n)*r(n)**2 + B(n)*q(n)**2"
        squares = d.combine(
            f"({x})**2 <= ({y})**2", gap, d.combine("q(n)**2*r(n)**2*(A(n)*B(n) - M(n)**2) >= 0", mixed, bound)
        )
        sign = d.combine(f"{y} >= 0", above, below, q, r)
        cross = d.cite("square_root_is_monotone", {"x": x, "y": y}, squares, sign)
        next_ = {name: d.use(d[f"{name}_next"], ["n"]) for name in "MAB"}
        whole = d.combine("(M(n) + q(n)*r(n))**2 <= (A(n) + q(n)**2)*(B(n) + r(n)**2)", cross, bound)
        goal = d.combine(
            "M(n+1)**2 <= A(n+1)*B(n+1)", whole, *next_.values(),
            eq_times=["M(n+1)", "M(n) + q(n)*r(n)", "B(n+1)", "A(n) + q(n)**2"],
        )  # fmt: skip
        return d.conj(
            d.combine("A(n+1) >= 0", next_["A"], above, q), d.combine("B(n+1) >= 0", next_["B"], below, r), goal
        )

    return d.induct(f"forall(n, nat, {GOAL})", "n", base, later)


cauchy_schwarz_of_sums = Lemma(
    Statement(
        "cauchy_schwarz_of_sums",
        "any",
        dict.fromkeys(("q", "r", "M", "A", "B"), "nat -> scalar"),
        {
            "M_0": "M(0) == 0",
            "M_next": "forall(k, nat, M(k+1) == M(k) + q(k)*r(k))",
            "A_0": "A(0) == 0",
            "A_next": "forall(k, nat, A(k+1) == A(k) + q(k)**2)",
            "B_0": "B(0) == 0",
            "B_next": "forall(k, nat, B(k+1) == B(k) + r(k)**2)",
        },
        f"forall(n, nat, {GOAL})",
    ),
    _write,
)
