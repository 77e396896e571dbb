"""Jury's test, one way: x(t+2) = ax(t+1) + bx(t) with |a| < 1 − b and b > −1 implies x(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._jury import DECREASE, HERE, JURY, NEXT, RECURRENCE, SQUARES, TRACE


def _write(d: Draft) -> Fact:
    """V falls by D(x(t+1)² + x(t)²) ≥ (D/T)V at every step, so V → 0; and D·x(t)² ≤ V, as the next V is positive."""
    d.local(t="nat", r="scalar")
    facts = [d[label] for label in (*JURY, "recurrence")]
    decrease, always = d.parts(d.cite("jury_decrease", {"a": "a", "b": "b", "x": "x"}, *facts))
    positive, bounded, falls = d.parts(d.use(always, ["t"]))
    first = d.combine("1 - b > 0", d["above"], d["below"])
    trace = d.combine(f"{TRACE} > 0", d.combine("2*(1 - b)*(1 + b**2) >= 0", first, d.square("b")), decrease)

    def shrinks(root: Fact) -> Fact:
        sign, unit = d.parts(root)
        scaled = d.combine(f"r*{HERE} <= r*{TRACE}*{SQUARES}", bounded, sign)
        share = d.combine(f"r*{HERE} <= {SQUARES}", scaled, unit, eq_times=[SQUARES])
        less = d.combine(f"{NEXT} <= (1 - r*{DECREASE})*{HERE}", falls, share, decrease)
        reciprocal = d.contradiction("r > 0", lambda no: d.combine("0 > 0", no, unit, trace))
        ratio = d.combine(f"1 - r*{DECREASE} < 1", reciprocal, decrease)
        facts = d.generalize(positive, "t"), d.generalize(less, "t"), ratio
        return d.cite("tends_of_contraction", {"a": f"lambda t: {HERE}", "k": f"1 - r*{DECREASE}"}, *facts)

    limit = d.solve(trace, "r", shrinks)
    after = d.part(d.use(always, ["t + 1"]), 0)
    below = d.combine(f"{DECREASE}*x(t)**2 <= {HERE}", falls, after, d.square("x(t+1)"), decrease)
    given = {"a": "x", "c": DECREASE, "v": f"lambda t: {HERE}"}
    return d.cite("tends_of_square_bound", given, decrease, d.generalize(below, "t"), limit)


jury_stable = Lemma(
    Statement(
        "jury_stable",
        "any",
        {"a": "scalar", "b": "scalar", "x": "nat -> scalar"},
        {**JURY, "recurrence": RECURRENCE},
        "tends(t, x(t))",
    ),
    _write,
)
