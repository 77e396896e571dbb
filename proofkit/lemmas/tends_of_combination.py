"""a(t) → 0 and b(t) → 0 imply a(t) + k·b(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

SUM = "(a(N+t) + k*b(N+t))"
GOAL = f"exists(N, nat, forall(t, nat, e - {SUM} > 0 and e + {SUM} > 0))"


def _write(d: Draft) -> Fact:
    """|a| < e/2 and |b| < re/2, with r = 1/(1 + k²), so that |kb| ≤ e/2."""
    d.local(e="scalar", r="scalar", S="nat", T="nat", t="nat")
    positive = d.combine("1 + k**2 > 0", d.square("k"))

    def small(e: Fact) -> Fact:
        return d.solve(positive, "r", lambda root: at(e, root))

    def at(e: Fact, root: Fact) -> Fact:
        sign, unit = d.parts(root)
        strict = d.contradiction(
            "r > 0", lambda no: d.combine("0 > 0", d.zero("r", sign, no), unit, eq_times=["1 + k**2"])
        )
        first = d.use(d["first"], ["e/2"], d.combine("e/2 > 0", e))
        second = d.use(d["second"], ["r*e/2"], d.combine("r*e/2 > 0", e, strict))
        return d.choose(first, "S", lambda a: d.choose(second, "T", lambda b: both(a, b, unit)))

    def both(a: Fact, b: Fact, unit: Fact) -> Fact:
        above_a, below_a = d.parts(d.use(a, ["T+t"]))
        near_b = d.parts(d.use(b, ["S+t"]))
        weights = d.combine("1 + k + k**2 > 0", d.square("k + 1/2")), d.combine("1 - k + k**2 > 0", d.square("k - 1/2"))
        below = d.combine("e/2 - k*b(S+T+t) > 0", *near_b, *weights, unit, eq_times=["e"])
        above = d.combine("e/2 + k*b(S+T+t) > 0", *near_b, *weights, unit, eq_times=["e"])
        total = SUM.replace("N", "S+T")
        sides = d.combine(f"e - {total} > 0", above_a, below), d.combine(f"e + {total} > 0", below_a, above)
        return d.witness(GOAL, "S+T", d.generalize(d.conj(*sides), "t"))

    return d.generalize(d.implies("e > 0", small), "e")


tends_of_combination = Lemma(
    Statement(
        "tends_of_combination",
        "any",
        {"a": "nat -> scalar", "b": "nat -> scalar", "k": "scalar"},
        {"first": "tends(t, a(t))", "second": "tends(t, b(t))"},
        "tends(t, a(t) + k*b(t))",
    ),
    _write,
)
