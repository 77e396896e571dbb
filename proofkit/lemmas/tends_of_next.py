"""a(t) → 0 implies a(t+1) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(e="scalar", T="nat", t="nat")

    def small(e: Fact) -> Fact:
        return d.choose(d.use(d["limit"], ["e"], e), "T", from_)

    def from_(close: Fact) -> Fact:
        goal = "exists(T, nat, forall(t, nat, e - a(T+t+1) > 0 and e + a(T+t+1) > 0))"
        return d.witness(goal, "T", d.generalize(d.use(close, ["t+1"]), "t"))

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_next = Lemma(
    Statement("tends_of_next", "any", {"a": "nat -> scalar"}, {"limit": "tends(t, a(t))"}, "tends(t, a(t+1))"),
    _write,
)
