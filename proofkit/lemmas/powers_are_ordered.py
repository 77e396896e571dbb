"""0 ≤ x < y implies 0 < yⁿ, xⁿ ≤ yⁿ and xⁿ⁺¹ < yⁿ⁺¹."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._powers import DECLARE, HYPOTHESES

WEAK = "pw(n, y) > 0 and pw(n, x) <= pw(n, y)"


def _write(d: Draft) -> Fact:
    d.local(n="nat")
    zero = [d.use(d["power_0"], [text]) for text in "xy"]
    base = d.conj(d.combine("pw(0, y) > 0", zero[1]), d.combine("pw(0, x) <= pw(0, y)", *zero))
    positive = d.combine("y > 0", d["sign"], d["order"])

    def next_(here: Fact) -> tuple[Fact, Fact]:
        """xⁿ⁺¹ = x·xⁿ ≤ x·yⁿ < y·yⁿ = yⁿ⁺¹."""
        above, weak = d.parts(here)
        steps = [d.use(d["power_next"], ["n", text]) for text in "xy"]
        strict = d.combine("pw(n+1, x) < pw(n+1, y)", *steps, above, weak, d["sign"], d["order"])
        return d.combine("pw(n+1, y) > 0", steps[1], above, positive), strict

    def later(here: Fact) -> Fact:
        above, strict = next_(here)
        return d.conj(above, d.combine("pw(n+1, x) <= pw(n+1, y)", strict))

    weak = d.use(d.induct(f"forall(n, nat, {WEAK})", "n", base, later), ["n"])
    return d.generalize(d.conj(*d.parts(weak), next_(weak)[1]), "n")


powers_are_ordered = Lemma(
    Statement(
        "powers_are_ordered",
        "any",
        {**DECLARE, "x": "scalar", "y": "scalar"},
        {**HYPOTHESES, "sign": "x >= 0", "order": "x < y"},
        f"forall(n, nat, {WEAK} and pw(n+1, x) < pw(n+1, y))",
    ),
    _write,
)
