"""V(t+1) ≤ V(t) − w·a(t) with a ≥ 0, w > 0 and V bounded below: the sum of the a(t) is bounded and a(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

SUM = "forall(n, nat, w*s(n) <= V(0) - V(n))"
LEAST = "forall(t, nat, implies(t < n, m <= a(t)))"
LEAST_BOUND = f"forall(n, nat, forall(m, scalar, implies({LEAST}, n*w*m <= V(0) - V(n))))"
FALLEN = "forall(n, nat, exists(T, nat, V(T) <= V(0) - n*w*e))"
SMALL = "exists(T, nat, forall(t, nat, e - a(T+t) > 0 and e + a(T+t) > 0))"


def _write(d: Draft) -> Fact:
    d.local(t="nat", n="nat", m="scalar", e="scalar", T="nat", r="scalar")
    return d.conj(_sum(d), _least(d), _tends(d))


def _sum(d: Draft) -> Fact:
    base = d.combine("w*s(0) <= V(0) - V(0)", d["sum_0"], eq_times=["w"])

    def later(here: Fact) -> Fact:
        total = d.use(d["sum_next"], ["n"])
        return d.combine("w*s(n+1) <= V(0) - V(n+1)", here, d.use(d["decreases"], ["n"]), total, eq_times=["w"])

    return d.induct(SUM, "n", base, later)


def _least(d: Draft) -> Fact:
    """n steps, each of which takes at least w·m from V."""

    def first(_: Fact) -> Fact:
        return d.combine("0*w*m <= V(0) - V(0)")

    def later(here: Fact) -> Fact:
        def longer(least: Fact) -> Fact:
            shorter = d.generalize(
                d.implies("t < n", lambda less: d.use(least, ["t"], d.combine("t < n + 1", less))), "t"
            )
            last = d.use(least, ["n"], d.combine("n < n + 1"))
            facts = d.use(here, ["m"], shorter), last, d["weight"], d.use(d["decreases"], ["n"])
            return d.combine("(n + 1)*w*m <= V(0) - V(n+1)", *facts)

        return d.generalize(d.implies(LEAST.replace("t < n", "t < n + 1"), longer), "m")

    base = d.generalize(d.implies(LEAST.replace("t < n", "t < 0"), first), "m")
    return d.induct(LEAST_BOUND, "n", base, later)


def _monotone(d: Draft) -> Fact:
    def later(here: Fact) -> Fact:
        facts = here, d.use(d["decreases"], ["T+t"]), d["weight"], d.use(d["positive"], ["T+t"])
        return d.combine("V(T+t+1) <= V(T)", *facts)

    return d.induct("forall(t, nat, V(T+t) <= V(T))", "t", d.combine("V(T+0) <= V(T)"), later)


def _tends(d: Draft) -> Fact:
    """If a(t) ≥ e > 0 again and again, V falls by w·e again and again, below any bound."""

    def small(e: Fact) -> Fact:
        return d.contradiction(SMALL, lambda often: _unbounded(d, e, often))

    return d.generalize(d.implies("e > 0", small), "e")


def _unbounded(d: Draft, e: Fact, often: Fact) -> Fact:
    def fall(n_fallen: Fact, clash: Fact) -> Fact:
        """From V(T) ≤ V(0) − nwe to some T + t + 1 with one more fall."""
        large = d.cases(
            clash,
            lambda high: d.combine("a(T+t) >= e", high),
            lambda low: d.combine("a(T+t) >= e", low, e, d.use(d["positive"], ["T+t"])),
        )
        facts = n_fallen, d.use(_monotone(d), ["t"]), d.use(d["decreases"], ["T+t"]), large, d["weight"]
        more = d.combine("V(T+t+1) <= V(0) - (n + 1)*w*e", *facts)
        return d.witness("exists(T, nat, V(T) <= V(0) - (n + 1)*w*e)", "T+t+1", more)

    def later(here: Fact) -> Fact:
        return d.choose(here, "T", lambda at: d.choose(d.use(often, ["T"]), "t", lambda clash: fall(at, clash)))

    base = d.witness("exists(T, nat, V(T) <= V(0) - 0*w*e)", "0", d.combine("V(0) <= V(0) - 0*w*e"))
    fallen = d.induct(FALLEN, "n", base, later)
    slope = d.combine("w*e > 0", d["weight"], e)

    def beyond(root: Fact) -> Fact:
        unit = d.part(root, 1)
        gap = "(V(0) - low)"

        def far(large: Fact) -> Fact:
            scaled = d.combine(f"n*w*e > {gap}", large, slope, unit, eq_times=["V(0)", "low"])
            return d.choose(
                d.use(fallen, ["n"]), "T", lambda at: d.combine("0 > 0", scaled, at, d.use(d["bounded"], ["T"]))
            )

        return d.choose(d.use(d.step("archimedes"), [f"r*{gap}"]), "n", far)

    return d.solve(slope, "r", beyond)


decreases_are_summable = Lemma(
    Statement(
        "decreases_are_summable",
        "any",
        {**dict.fromkeys(("V", "a", "s"), "nat -> scalar"), **dict.fromkeys(("w", "low"), "scalar")},
        {
            "positive": "forall(t, nat, a(t) >= 0)",
            "weight": "w > 0",
            "decreases": "forall(t, nat, V(t+1) <= V(t) - w*a(t))",
            "bounded": "forall(t, nat, V(t) >= low)",
            "sum_0": "s(0) == 0",
            "sum_next": "forall(t, nat, s(t+1) == s(t) + a(t))",
        },
        f"{SUM} and {LEAST_BOUND} and tends(t, a(t))",
    ),
    _write,
)
