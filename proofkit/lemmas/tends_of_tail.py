"""If a(s + t) → 0 as t → ∞, for one s, then a(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(e="scalar", T="nat", t="nat")

    def small(e: Fact) -> Fact:
        def from_(close: Fact) -> Fact:
            goal = "exists(T, nat, forall(t, nat, e - a(T+t) > 0 and e + a(T+t) > 0))"
            return d.witness(goal, "s + T", close)

        return d.choose(d.use(d["tail"], ["e"], e), "T", from_)

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_tail = Lemma(
    Statement(
        "tends_of_tail",
        "any",
        {"a": "nat -> scalar", "s": "nat"},
        {"tail": "tends(t, a(s + t))"},
        "tends(t, a(t))",
    ),
    _write,
)
