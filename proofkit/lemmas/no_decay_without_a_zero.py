"""A sequence that tends to 0, although from some time on its size never shrinks, is 0 at some time."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

GROWS = "forall(t, nat, a(T+t+1)**2 >= a(T+t)**2)"
GOAL = "exists(t, nat, a(t) == 0)"


def _write(d: Draft) -> Fact:
    d.local(T="nat", S="nat", t="nat")
    square = d.cite("tends_of_product", {"a": "a", "b": "a"}, d["limit"], d["limit"])

    def from_(grows: Fact) -> Fact:
        def later(here: Fact) -> Fact:
            return d.combine("a(T+t+1)**2 >= a(T)**2", here, d.use(grows, ["t"]))

        above = d.induct("forall(t, nat, a(T+t)**2 >= a(T)**2)", "t", d.combine("a(T+0)**2 >= a(T)**2"), later)

        def never(apart: Fact) -> Fact:
            """a(T)² > 0, below which a² falls."""
            return d.choose(d.use(square, ["a(T)**2"], apart), "S", lambda small: clash(above, small))

        return d.witness(GOAL, "T", d.contradiction("a(T) == 0", never))

    def clash(above: Fact, small: Fact) -> Fact:
        return d.combine("0 > 0", d.part(d.use(small, ["T"]), 0), d.use(above, ["S"]))

    return d.choose(d["grows"], "T", from_)


no_decay_without_a_zero = Lemma(
    Statement(
        "no_decay_without_a_zero",
        "any",
        {"a": "nat -> scalar"},
        {"limit": "tends(t, a(t))", "grows": f"exists(T, nat, {GROWS})"},
        GOAL,
    ),
    _write,
)
