"""Jury's test, one way: x(t+2) = ax(t+1) + bx(t) with |a| < 1 − b and b > −1 implies x(t) → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from .jury_lyapunov import DECREASE, JURY, TRACE, form

HERE = form("x(t+1)", "x(t)")
NEXT = form("x(t+1+1)", "x(t+1)")


def _write(d: Draft) -> Fact:
    """V falls by D(x(t+1)² + x(t)²) ≥ (D/T)V at every step, so V → 0; and D·x(t)² ≤ V, as the next V is positive."""
    d.local(t="nat", r="scalar")
    jury = [d[label] for label in JURY]

    def at(t: str) -> list[Fact]:
        return d.parts(d.cite("jury_lyapunov", {"a": "a", "b": "b", "u": f"x({t}+1)", "w": f"x({t})"}, *jury))

    decrease, positive, bounded, step = at("t")
    moved = f"{form('a*x(t+1) + b*x(t)', 'x(t+1)')} == {HERE} - {DECREASE}*(x(t+1)**2 + x(t)**2)"
    assert d.formula(moved) == step.formula
    falls = d.rewrite_to(
        f"{NEXT} == {HERE} - {DECREASE}*(x(t+1)**2 + x(t)**2)",
        d.use(d["recurrence"], ["t"]),
        "x(t+2)",
        "a*x(t+1) + b*x(t)",
        step,
        sort="scalar",
    )
    trace = d.combine(f"{TRACE} > 0", bounded_trace(d), decrease)

    def shrinks(root: Fact) -> Fact:
        sign, unit = d.parts(root)
        scaled = d.combine(f"r*{HERE} <= r*{TRACE}*(x(t+1)**2 + x(t)**2)", bounded, sign)
        share = d.combine(f"r*{HERE} <= x(t+1)**2 + x(t)**2", scaled, unit, eq_times=["x(t+1)**2 + x(t)**2"])
        less = d.combine(f"{NEXT} <= (1 - r*{DECREASE})*{HERE}", falls, share, decrease)
        reciprocal = d.contradiction("r > 0", lambda no: d.combine("0 > 0", no, unit, trace))
        ratio = d.combine(f"1 - r*{DECREASE} < 1", reciprocal, decrease)
        facts = d.generalize(positive, "t"), d.generalize(less, "t"), ratio
        return d.cite("tends_of_contraction", {"a": f"lambda t: {HERE}", "k": f"1 - r*{DECREASE}"}, *facts)

    limit = d.solve(trace, "r", shrinks)
    after = d.use(d.generalize(positive, "t"), ["t + 1"])
    below = d.combine(f"{DECREASE}*x(t)**2 <= {HERE}", falls, after, d.square("x(t+1)"), decrease)
    given = {"a": "x", "c": DECREASE, "v": f"lambda t: {HERE}"}
    return d.cite("tends_of_square_bound", given, decrease, d.generalize(below, "t"), limit)


def bounded_trace(d: Draft) -> Fact:
    """2(1 − b)(1 + b²) ≥ 0."""
    return d.combine("2*(1 - b)*(1 + b**2) >= 0", d.combine("1 - b > 0", d["above"], d["below"]), d.square("b"))


jury_stable = Lemma(
    Statement(
        "jury_stable",
        "any",
        {"a": "scalar", "b": "scalar", "x": "nat -> scalar"},
        {**JURY, "recurrence": "forall(t, nat, x(t+2) == a*x(t+1) + b*x(t))"},
        "tends(t, x(t))",
    ),
    _write,
)
