"""Along x(t+2) = ax(t+1) + bx(t), by Jury's conditions, V(x(t+1), x(t)) loses D(x(t+1)² + x(t)²) in a step."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._jury import DECREASE, HERE, JURY, NEXT, RECURRENCE, SQUARES, TRACE

FALLS = f"{HERE} >= 0 and {HERE} <= {TRACE}*{SQUARES} and {NEXT} == {HERE} - {DECREASE}*{SQUARES}"


def _write(d: Draft) -> Fact:
    """The lemma about one step, with the recurrence for the next term."""
    d.local(t="nat")
    given = {"a": "a", "b": "b", "u": "x(t+1)", "w": "x(t)"}
    decrease, positive, bounded, step = d.parts(d.cite("jury_lyapunov", given, *(d[label] for label in JURY)))
    goal = f"{NEXT} == {HERE} - {DECREASE}*{SQUARES}"
    falls = d.rewrite_to(goal, d.use(d["recurrence"], ["t"]), "x(t+2)", "a*x(t+1) + b*x(t)", step, sort="scalar")
    return d.conj(decrease, d.generalize(d.conj(positive, bounded, falls), "t"))


jury_decrease = Lemma(
    Statement(
        "jury_decrease",
        "any",
        {"a": "scalar", "b": "scalar", "x": "nat -> scalar"},
        {**JURY, "recurrence": RECURRENCE},
        f"{DECREASE} > 0 and forall(t, nat, {FALLS})",
    ),
    _write,
)
