"""0 ≤ c·b(t) ≤ a(t) with c > 0, and a(t) → 0, imply b(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(e="scalar", T="nat", t="nat")

    def small(e: Fact) -> Fact:
        tail = d.use(d["limit"], ["c*e"], d.combine("c*e > 0", d["c"], e))
        return d.choose(tail, "T", lambda close: from_(e, close))

    def from_(e: Fact, close: Fact) -> Fact:
        """c·b ≤ a < c·e."""
        below, bound = d.part(d.use(close, ["t"]), 0), d.use(d["below"], ["T + t"])
        positive = d.use(d["positive"], ["T + t"])
        upper = d.combine("e - b(T+t) > 0", below, bound, d["c"], multiplier=[d["c"]])
        lower = d.combine("e + b(T+t) > 0", e, positive)
        goal = "exists(T, nat, forall(t, nat, e - b(T+t) > 0 and e + b(T+t) > 0))"
        return d.witness(goal, "T", d.generalize(d.conj(upper, lower), "t"))

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_domination = Lemma(
    Statement(
        "tends_of_domination",
        "any",
        {"a": "nat -> scalar", "b": "nat -> scalar", "c": "scalar"},
        {
            "positive": "forall(t, nat, b(t) >= 0)",
            "below": "forall(t, nat, c*b(t) <= a(t))",
            "c": "c > 0",
            "limit": "tends(t, a(t))",
        },
        "tends(t, b(t))",
    ),
    _write,
)
