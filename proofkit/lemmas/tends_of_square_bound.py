"""c·a(t)² ≤ v(t) with c > 0 and v(t) → 0 imply a(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(e="scalar", T="nat", t="nat")

    def small(e: Fact) -> Fact:
        level = d.combine("c*e**2 > 0", d["c"], d.combine("e**2 > 0", e))
        return d.choose(d.use(d["limit"], ["c*e**2"], level), "T", lambda close: from_(e, close))

    def from_(e: Fact, close: Fact) -> Fact:
        """c·a² ≤ v < c·e²."""
        facts = d.use(d["bound"], ["T + t"]), d.part(d.use(close, ["t"]), 0), d["c"]
        square = d.combine("a(T + t)**2 < e**2", *facts, multiplier=[d["c"]])
        above, below = (
            d.contradiction(goal, lambda no: d.combine("0 > 0", no, square, e))
            for goal in ("e - a(T + t) > 0", "e + a(T + t) > 0")
        )
        goal = "exists(T, nat, forall(t, nat, e - a(T+t) > 0 and e + a(T+t) > 0))"
        return d.witness(goal, "T", d.generalize(d.conj(above, below), "t"))

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_square_bound = Lemma(
    Statement(
        "tends_of_square_bound",
        "any",
        {"a": "nat -> scalar", "c": "scalar", "v": "nat -> scalar"},
        {"c": "c > 0", "bound": "forall(t, nat, c*a(t)**2 <= v(t))", "limit": "tends(t, v(t))"},
        "tends(t, a(t))",
    ),
    _write,
)
