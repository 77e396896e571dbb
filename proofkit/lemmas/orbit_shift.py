"""One step first, then t more: Φ(t+1, p) = Φ(t, G(p)) for the orbits of a map G."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(t="nat", p="vector")
    start, step = d["start"], d["recurrence"]
    first, zero = d.use(step, ["0", "p"]), d.use(start, ["p"])
    base = d.rewrite_to("Phi(1, p) == Phi(0, G(p))", d.use(start, ["G(p)"]), "Phi(0, G(p))", "G(p)",
                        d.rewrite(zero, "Phi(0, p)", "p", first))  # fmt: skip

    def next_(here: Fact) -> Fact:
        left, right = d.use(step, ["t + 1", "p"]), d.use(step, ["t", "G(p)"])
        moved = d.rewrite(here, "Phi(t + 1, p)", "Phi(t, G(p))", left)
        return d.rewrite_to(
            "Phi(t + 1 + 1, p) == Phi(t + 1, G(p))", right, "Phi(t + 1, G(p))", "G(Phi(t, G(p)))", moved
        )

    same = d.induct("forall(t, nat, Phi(t + 1, p) == Phi(t, G(p)))", "t", base, next_)
    return d.generalize(d.use(same, ["t"]), "t", "p")


orbit_shift = Lemma(
    Statement(
        "orbit_shift",
        "any",
        {"Phi": "nat, vector -> vector", "G": "vector -> vector"},
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == G(Phi(t, p))))",
        },
        "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, G(p))))",
    ),
    _write,
)
