"""a ≥ 0 and n·c·a(n) ≤ B for every n, with c > 0, imply a(n) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    """Beyond a natural number T > B/(c·e), a(n) < e."""
    d.local(e="scalar", T="nat", t="nat", r="scalar")

    def small(e: Fact) -> Fact:
        slope = d.combine("c*e > 0", d["slope"], e)
        return d.solve(slope, "r", lambda root: d.choose(far(root), "T", lambda large: after(e, slope, root, large)))

    def far(root: Fact) -> Fact:
        return d.use(d.step("archimedes"), ["r*B"])

    def after(e: Fact, slope: Fact, root: Fact, large: Fact) -> Fact:
        scaled = d.combine("T*c*e > B", large, slope, d.part(root, 1), eq_times=["B"])

        def clash(no: Fact) -> Fact:
            here, later = d.use(d["bound"], ["T+t"]), d.nat("t")
            grown = d.combine("(T + t)*c*(a(T+t) - e) >= 0", no, d["slope"], d.nat("T+t"), degree=3)
            rest = d.combine("t*c*e >= 0", later, d["slope"], e, degree=3)
            return d.combine("0 > 0", scaled, here, grown, rest)

        above = d.contradiction("e - a(T+t) > 0", clash)
        below = d.combine("e + a(T+t) > 0", e, d.use(d["positive"], ["T+t"]))
        both = d.generalize(d.conj(above, below), "t")
        return d.witness("exists(T, nat, forall(t, nat, e - a(T+t) > 0 and e + a(T+t) > 0))", "T", both)

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_reciprocal_bound = Lemma(
    Statement(
        "tends_of_reciprocal_bound",
        "any",
        {"a": "nat -> scalar", "c": "scalar", "B": "scalar"},
        {
            "positive": "forall(t, nat, a(t) >= 0)",
            "bound": "forall(t, nat, t*c*a(t) <= B)",
            "slope": "c > 0",
        },
        "tends(t, a(t))",
    ),
    _write,
)
