"""A one-step factor gives n steps: a(t+1) ≤ q·a(t) with q ≥ 0 implies a(t) ≤ qᵗ·a(0), the power qᵗ written r(t)."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

BOUND = "a({t}) <= r({t})*a(0)"


def _write(d: Draft) -> Fact:
    """a(t+1) ≤ q·a(t) ≤ q·r(t)·a(0) = r(t+1)·a(0)."""
    d.local(t="nat")
    base = d.combine(BOUND.format(t="0"), d["power_0"], eq_times=["a(0)"])

    def later(here: Fact) -> Fact:
        scaled = d.combine("q*a(t) <= q*r(t)*a(0)", here, d["q"])
        power = d.use(d["power_next"], ["t"])
        return d.combine(BOUND.format(t="t+1"), d.use(d["shrinks"], ["t"]), scaled, power, eq_times=["a(0)"])

    return d.induct(f"forall(t, nat, {BOUND.format(t='t')})", "t", base, later)


geometric_bound = Lemma(
    Statement(
        "geometric_bound",
        "any",
        {"a": "nat -> scalar", "r": "nat -> scalar", "q": "scalar"},
        {
            "power_0": "r(0) == 1",
            "power_next": "forall(t, nat, r(t+1) == q*r(t))",
            "q": "q >= 0",
            "shrinks": "forall(t, nat, a(t+1) <= q*a(t))",
        },
        "forall(t, nat, a(t) <= r(t)*a(0))",
    ),
    _write,
)
