"""(a·b)ⁿ = aⁿ·bⁿ."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._powers import DECLARE, HYPOTHESES


def _write(d: Draft) -> Fact:
    d.local(n="nat")
    texts = ("a*b", "a", "b")
    base = d.combine(
        "pw(0, a*b) == pw(0, a)*pw(0, b)", *(d.use(d["power_0"], [text]) for text in texts), eq_times=["pw(0, b)"]
    )

    def later(here: Fact) -> Fact:
        steps = [d.use(d["power_next"], ["n", text]) for text in texts]
        return d.combine(
            "pw(n+1, a*b) == pw(n+1, a)*pw(n+1, b)", here, *steps, eq_times=["a*b", "pw(n+1, b)", "a*pw(n, a)"]
        )

    return d.induct("forall(n, nat, pw(n, a*b) == pw(n, a)*pw(n, b))", "n", base, later)


powers_of_products = Lemma(
    Statement(
        "powers_of_products",
        "any",
        {**DECLARE, "a": "scalar", "b": "scalar"},
        HYPOTHESES,
        "forall(n, nat, pw(n, a*b) == pw(n, a)*pw(n, b))",
    ),
    _write,
)
