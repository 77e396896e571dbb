"""a(0) > 0 and a(t+1) ≥ k·a(t) with k > 1 imply that a is unbounded."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

LINEAR = "forall(t, nat, a(t) >= a(0) + t*(k - 1)*a(0))"


def _write(d: Draft) -> Fact:
    d.local(t="nat", b="scalar", n="nat", r="scalar")
    start, grows, ratio = d["start"], d["grows"], d["ratio"]

    def step(here: Fact) -> Fact:
        next_ = d.use(grows, ["t"])
        return d.combine(
            "a(t+1) >= a(0) + (t+1)*(k - 1)*a(0)", next_, here, ratio, start, d.nat("t"), d.square("k - 1"), degree=3
        )

    linear = d.induct(LINEAR, "t", d.combine("a(0) >= a(0) + 0*(k - 1)*a(0)"), step)
    slope = d.combine("(k - 1)*a(0) > 0", ratio, start)

    def exceed(found: Fact) -> Fact:
        _sign, unit = d.parts(found)

        def at(large: Fact) -> Fact:
            """n > r·b, so n(k−1)a(0) > b."""
            scaled = d.combine("n*(k - 1)*a(0) > b", large, slope, unit, eq_times=["b"])
            above = d.combine("a(n) > b", scaled, d.use(linear, ["n"]), start)
            return d.witness("exists(t, nat, a(t) > b)", "n", above)

        return d.choose(d.use(d.step("archimedes"), ["r*b"]), "n", at)

    return d.generalize(d.solve(slope, "r", exceed), "b")


growth_is_unbounded = Lemma(
    Statement(
        "growth_is_unbounded",
        "any",
        {"a": "nat -> scalar", "k": "scalar"},
        {"start": "a(0) > 0", "grows": "forall(t, nat, a(t+1) >= k*a(t))", "ratio": "k > 1"},
        "forall(b, scalar, exists(t, nat, a(t) > b))",
    ),
    _write,
)
