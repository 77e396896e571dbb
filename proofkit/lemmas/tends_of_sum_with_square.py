"""a(t) → 0 and b(t) → 0 imply a(t) + b(t)² → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    """From some T on |a| < e/2 and b² < e/2: it is enough that |b| < c, where c² = e/2."""
    d.local(e="scalar", c="scalar", T="nat", s="nat", t="nat")

    def small(e: Fact) -> Fact:
        half = d.combine("e/2 > 0", e)
        return d.choose(d.use(d["first"], ["e/2"], half), "T", lambda close: root(e, close))

    def root(e: Fact, close: Fact) -> Fact:
        return d.solve(d.combine("e/2 >= 0", e), "c", lambda found: second(e, close, *d.parts(found)))

    def second(e: Fact, close: Fact, sign: Fact, square: Fact) -> Fact:
        positive = d.contradiction("c > 0", lambda no: d.combine("0 > 0", no, sign, square, e))
        return d.choose(d.use(d["second"], ["c"], positive), "s", lambda near: both(close, near, square))

    def both(close: Fact, near: Fact, square: Fact) -> Fact:
        above, below = d.parts(d.use(close, ["s + t"]))
        high, low = d.parts(d.use(near, ["T + t"]))
        size = d.combine("b(T + s + t)**2 < e/2", high, low, square)
        value = "a(T + s + t) + b(T + s + t)**2"
        found = d.conj(
            d.combine(f"e - ({value}) > 0", above, size),
            d.combine(
                f"e + ({value}) > 0",
                below,
                d.square("b(T + s + t)"),
                d.combine("e/2 >= 0", size, d.square("b(T + s + t)")),
            ),
        )
        goal = "exists(T, nat, forall(t, nat, e - (a(T+t) + b(T+t)**2) > 0 and e + (a(T+t) + b(T+t)**2) > 0))"
        return d.witness(goal, "T + s", d.generalize(found, "t"))

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_sum_with_square = Lemma(
    Statement(
        "tends_of_sum_with_square",
        "any",
        {"a": "nat -> scalar", "b": "nat -> scalar"},
        {"first": "tends(t, a(t))", "second": "tends(t, b(t))"},
        "tends(t, a(t) + b(t)**2)",
    ),
    _write,
)
