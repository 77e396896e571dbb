"""If some natural number has a property, there is a least one that has it."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

GOAL = "exists(t, nat, A(t) and forall(s, nat, implies(s < t, not A(s))))"
NONE_BELOW = "forall(n, nat, forall(s, nat, implies(s < n, not A(s))))"


def _write(d: Draft) -> Fact:
    d.local(n="nat", s="nat", t="nat")

    def no_least(no: Fact) -> Fact:
        """Without a least one, induction over n shows that none below n has the property, for every n."""
        none = d.induct(NONE_BELOW, "n", _none_below_zero(d), lambda below: _step(d, no, below))

        def found(some: Fact) -> Fact:
            above = d.combine("t < t + 1")
            return d.absurd("0 > 0", some, d.use(none, ["t + 1", "t"], above))

        return d.choose(d["some"], "t", found)

    return d.contradiction(GOAL, no_least)


def _none_below_zero(d: Draft) -> Fact:
    def below(small: Fact) -> Fact:
        return d.absurd("not A(s)", d.combine("0 > 0", small, d.nat("s")))

    return d.generalize(d.implies("s < 0", below), "s")


def _step(d: Draft, no: Fact, below: Fact) -> Fact:
    def next_one(small: Fact) -> Fact:
        return d.split("s < n", lambda less: d.use(below, ["s"], less), lambda more: at_n(small, more))

    def at_n(small: Fact, more: Fact) -> Fact:
        def has(some: Fact) -> Fact:
            least = d.conj(some, d.generalize(d.implies("t < s", earlier), "t"))
            return d.absurd("not A(s)", least, d.use(no, ["s"]))

        def earlier(less: Fact) -> Fact:
            step = d.step("natural", d.combine("n + 1 - s > 0", small))
            return d.use(below, ["t"], d.combine("t < n", less, step))

        return d.split("A(s)", has, lambda lacks: lacks)

    return d.generalize(d.implies("s < n + 1", next_one), "s")


least_number = Lemma(
    Statement("least_number", "any", {"A": "nat -> prop"}, {"some": "exists(t, nat, A(t))"}, GOAL),
    _write,
)
