"""a ≥ 0 with bounded partial sums S implies a(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

TAIL = "exists(T, nat, forall(t, nat, e - a(T+t) > 0 and e + a(T+t) > 0))"
LARGE = "exists(m, nat, S(m) >= n*e)"


def _write(d: Draft) -> Fact:
    d.local(t="nat", n="nat", m="nat", e="scalar", r="scalar")

    def grows(here: Fact) -> Fact:
        return d.combine("S(m + t + 1) >= S(m)", here, d.use(d["sum_next"], ["m + t"]), d.use(d["positive"], ["m + t"]))

    base = d.combine("S(m + 0) >= S(m)")
    increasing = d.generalize(d.induct("forall(t, nat, S(m + t) >= S(m))", "t", base, grows), "m")

    def small(e: Fact) -> Fact:
        return d.contradiction(TAIL, lambda no: _unbounded(d, e, no, increasing))

    return d.generalize(d.implies("e > 0", small), "e")


def _unbounded(d: Draft, e: Fact, no: Fact, increasing: Fact) -> Fact:
    """If a ≥ e infinitely often, then the sums pass n·e for every n."""
    base = d.witness("exists(m, nat, S(m) >= 0*e)", "0", d.combine("S(0) >= 0*e", d["sum_0"]))
    step = f"{LARGE.replace('n*e', '(n+1)*e')}"

    def later(here: Fact) -> Fact:
        return d.choose(here, "m", lambda reached: d.choose(d.use(no, ["m"]), "t", lambda far: again(reached, far)))

    def again(reached: Fact, far: Fact) -> Fact:
        large = d.cases(far, lambda above: d.combine("a(m + t) >= e", above), lambda below: impossible(below))
        facts = reached, d.use(increasing, ["m", "t"]), d.use(d["sum_next"], ["m + t"]), large
        return d.witness(step, "m + t + 1", d.combine("S(m + t + 1) >= (n+1)*e", *facts))

    def impossible(below: Fact) -> Fact:
        return d.combine("a(m + t) >= e", below, d.use(d["positive"], ["m + t"]), e)

    passes = d.induct(f"forall(n, nat, {LARGE})", "n", base, later)

    def clash(root: Fact) -> Fact:
        unit = d.part(root, 1)
        return d.choose(d.use(d.step("archimedes"), ["r*B"]), "n", lambda many: beyond(unit, many))

    def beyond(unit: Fact, many: Fact) -> Fact:
        """n·e > B for some n."""
        over = d.combine("n*e > B", many, e, unit, eq_times=["B"])
        return d.choose(
            d.use(passes, ["n"]), "m", lambda large: d.combine("0 > 0", over, large, d.use(d["bounded"], ["m"]))
        )

    return d.solve(e, "r", clash)


tends_of_bounded_sums = Lemma(
    Statement(
        "tends_of_bounded_sums",
        "any",
        {"a": "nat -> scalar", "S": "nat -> scalar", "B": "scalar"},
        {
            "positive": "forall(t, nat, a(t) >= 0)",
            "sum_0": "S(0) == 0",
            "sum_next": "forall(t, nat, S(t+1) == S(t) + a(t))",
            "bounded": "forall(t, nat, S(t) <= B)",
        },
        "tends(t, a(t))",
    ),
    _write,
)
