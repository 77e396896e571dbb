"""a(t) → 0 and b(t) → 0 imply a(t)·b(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

GOAL = "exists(N, nat, forall(t, nat, e - a(N+t)*b(N+t) > 0 and e + a(N+t)*b(N+t) > 0))"


def _write(d: Draft) -> Fact:
    """|a| < e and |b| < 1."""
    d.local(e="scalar", S="nat", T="nat", t="nat")

    def small(e: Fact) -> Fact:
        first, second = d.use(d["first"], ["e"], e), d.use(d["second"], ["1"], d.combine("1 > 0"))
        return d.choose(first, "S", lambda a: d.choose(second, "T", lambda b: both(a, b)))

    def both(a: Fact, b: Fact) -> Fact:
        near = *d.parts(d.use(a, ["T+t"])), *d.parts(d.use(b, ["S+t"]))
        product = "a(S+T+t)*b(S+T+t)"
        sides = d.combine(f"e - {product} > 0", *near), d.combine(f"e + {product} > 0", *near)
        return d.witness(GOAL, "S+T", d.generalize(d.conj(*sides), "t"))

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_product = Lemma(
    Statement(
        "tends_of_product",
        "any",
        {"a": "nat -> scalar", "b": "nat -> scalar"},
        {"first": "tends(t, a(t))", "second": "tends(t, b(t))"},
        "tends(t, a(t)*b(t))",
    ),
    _write,
)
