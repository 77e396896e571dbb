"""a ≥ 0 and a(t+1) ≤ k·a(t) with k < 1 imply a(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

DECREASING = "forall(t, nat, a(n + t) <= a(n))"
LINEAR = "forall(t, nat, a(t) <= a(0) - t*(1 - k)*e)"


def _write(d: Draft) -> Fact:
    d.local(t="nat", n="nat", e="scalar", r="scalar", T="nat")
    positive, shrinks, ratio = d["positive"], d["shrinks"], d["ratio"]

    def later(here: Fact) -> Fact:
        next_ = d.use(shrinks, ["n + t"])
        return d.combine("a(n + t + 1) <= a(n)", next_, here, ratio, d.use(positive, ["n + t"]))

    decreasing = d.induct(DECREASING, "t", d.combine("a(n + 0) <= a(n)"), later)

    def small(e: Fact) -> Fact:
        return d.choose(_below(d, e), "T", lambda below: found(e, below))

    def found(e: Fact, below: Fact) -> Fact:
        decreasing_at = d.use(d.generalize(decreasing, "n"), ["T", "t"])
        above = d.combine("e - a(T + t) > 0", below, decreasing_at)
        lower = d.combine("e + a(T + t) > 0", e, d.use(positive, ["T + t"]))
        both = d.generalize(d.conj(above, lower), "t")
        return d.witness("exists(T, nat, forall(t, nat, e - a(T+t) > 0 and e + a(T+t) > 0))", "T", both)

    return d.generalize(d.implies("e > 0", small), "e")


def _below(d: Draft, e: Fact) -> Fact:
    """Some a(T) < e: otherwise a falls by at least (1−k)e at every step, below any bound."""
    positive, shrinks, ratio = d["positive"], d["shrinks"], d["ratio"]

    def never(no: Fact) -> Fact:
        def step(here: Fact) -> Fact:
            facts = d.use(shrinks, ["t"]), here, d.use(no, ["t"]), ratio
            return d.combine("a(t+1) <= a(0) - (t+1)*(1 - k)*e", *facts)

        linear = d.induct(LINEAR, "t", d.combine("a(0) <= a(0) - 0*(1 - k)*e"), step)
        slope = d.combine("(1 - k)*e > 0", ratio, e)
        return d.solve(
            slope, "r", lambda root: d.choose(far(root), "n", lambda large: clash(linear, slope, root, large))
        )

    def far(root: Fact) -> Fact:
        return d.use(d.step("archimedes"), ["r*a(0)"])

    def clash(linear: Fact, slope: Fact, root: Fact, large: Fact) -> Fact:
        unit = d.parts(root)[1]
        scaled = d.combine("n*(1 - k)*e > a(0)", large, slope, unit, eq_times=["a(0)"])
        return d.combine("0 > 0", scaled, d.use(linear, ["n"]), d.use(positive, ["n"]))

    return d.contradiction("exists(t, nat, a(t) < e)", never)


tends_of_contraction = Lemma(
    Statement(
        "tends_of_contraction",
        "any",
        {"a": "nat -> scalar", "k": "scalar"},
        {
            "positive": "forall(t, nat, a(t) >= 0)",
            "shrinks": "forall(t, nat, a(t+1) <= k*a(t))",
            "ratio": "k < 1",
        },
        "tends(t, a(t))",
    ),
    _write,
)
