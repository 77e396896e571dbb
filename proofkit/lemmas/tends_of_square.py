"""a(t)² → 0 implies a(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

TAIL = "exists(T, nat, forall(t, nat, {e} - {a} > 0 and {e} + {a} > 0))"


def _write(d: Draft) -> Fact:
    d.local(e="scalar", T="nat", t="nat")

    def small(e: Fact) -> Fact:
        tail = d.use(d["square"], ["e**2"], d.combine("e**2 > 0", e))
        return d.choose(tail, "T", lambda close: from_(e, close))

    def from_(e: Fact, close: Fact) -> Fact:
        """a² < e² puts a between −e and e."""
        below = d.combine("a(T+t)**2 < e**2", d.part(d.use(close, ["t"]), 0))
        upper = d.contradiction("e - a(T+t) > 0", lambda no: d.combine("0 > 0", no, below, e))
        lower = d.contradiction("e + a(T+t) > 0", lambda no: d.combine("0 > 0", no, below, e))
        return d.witness(TAIL.format(e="e", a="a(T+t)"), "T", d.generalize(d.conj(upper, lower), "t"))

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_square = Lemma(
    Statement(
        "tends_of_square",
        "any",
        {"a": "nat -> scalar"},
        {"square": "tends(t, a(t)**2)"},
        "tends(t, a(t))",
    ),
    _write,
)
