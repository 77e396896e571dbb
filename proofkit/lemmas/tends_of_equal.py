"""Sequences that are equal at all times tend to 0 together."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(e="scalar", T="nat", t="nat")

    def small(e: Fact) -> Fact:
        return d.choose(d.use(d["limit"], ["e"], e), "T", from_)

    def from_(close: Fact) -> Fact:
        above, below = d.parts(d.use(close, ["t"]))
        same = d.use(d["equal"], ["T+t"])
        both = d.conj(d.combine("e - b(T+t) > 0", above, same), d.combine("e + b(T+t) > 0", below, same))
        goal = "exists(T, nat, forall(t, nat, e - b(T+t) > 0 and e + b(T+t) > 0))"
        return d.witness(goal, "T", d.generalize(both, "t"))

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_equal = Lemma(
    Statement(
        "tends_of_equal",
        "any",
        {"a": "nat -> scalar", "b": "nat -> scalar"},
        {"limit": "tends(t, a(t))", "equal": "forall(t, nat, a(t) == b(t))"},
        "tends(t, b(t))",
    ),
    _write,
)
