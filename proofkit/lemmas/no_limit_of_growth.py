"""A sequence that from some time on stays positive and grows by a factor k > 1 at every step does not tend to 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(T="nat", t="nat")

    def vanishing(limit: Fact) -> Fact:
        tail = d.use(limit, ["1"], d.combine("1 > 0"))
        return d.choose(tail, "T", lambda close: clash(close))

    def clash(close: Fact) -> Fact:
        """a(s + T + t) is unbounded in t, and below 1."""
        grows = d.generalize(d.use(d["grows"], ["T + t"]), "t")
        given = {"a": "lambda t: a(s + T + t)", "k": "k"}
        unbounded = d.cite("growth_is_unbounded", given, d.use(d["positive"], ["T"]), grows, d["ratio"])

        def large(above: Fact) -> Fact:
            below = d.part(d.use(close, ["s + t"]), 0)
            return d.absurd("not tends(t, a(t))", d.combine("0 > 0", above, below))

        return d.choose(d.use(unbounded, ["1"]), "t", large)

    return d.split("tends(t, a(t))", vanishing, lambda no: no)


no_limit_of_growth = Lemma(
    Statement(
        "no_limit_of_growth",
        "any",
        {"a": "nat -> scalar", "k": "scalar", "s": "nat"},
        {
            "positive": "forall(t, nat, a(s + t) > 0)",
            "grows": "forall(t, nat, a(s + t + 1) >= k*a(s + t))",
            "ratio": "k > 1",
        },
        "not tends(t, a(t))",
    ),
    _write,
)
