"""A potential that no step increases stays below its start: V(t+1) ≤ V(t) for all t implies V(n) ≤ V(0)."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(t="nat")

    def later(here: Fact) -> Fact:
        return d.combine("V(t+1) <= V(0)", d.use(d["decreases"], ["t"]), here)

    return d.induct("forall(t, nat, V(t) <= V(0))", "t", d.combine("V(0) <= V(0)"), later)


potential_decreases = Lemma(
    Statement(
        "potential_decreases",
        "any",
        {"V": "nat -> scalar"},
        {"decreases": "forall(t, nat, V(t+1) <= V(t))"},
        "forall(n, nat, V(n) <= V(0))",
    ),
    _write,
)
