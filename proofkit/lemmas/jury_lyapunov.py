"""A quadratic form that a two-step linear recurrence z² = az + b decreases, under the conditions of Jury's test.

For u, w two successive terms and au + bw the next one, the form V(u, w) of `_jury` is positive and loses D(u² + w²)
in a step, D > 0.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._jury import DECREASE, JURY, TRACE, decreased, form

PARTS = (
    f"{DECREASE} > 0",
    f"{form('u', 'w')} >= 0",
    f"{form('u', 'w')} <= {TRACE}*(u**2 + w**2)",
    decreased("u", "w"),
)


def _write(d: Draft) -> Fact:
    """With p = 2(1 − b), q = 2ab, r: V = pu² + 2quw + rw² has p > 0 and pr − q² = 4b²((1 − b)² − a²) + pD > 0."""
    first = d.combine("2*(1 - b) > 0", d["above"], d["below"])
    gap = d.combine("(1 - b)**2 - a**2 > 0", d["above"], d["below"])
    decrease = d.combine(PARTS[0], gap, d.combine("1 + b > 0", d["inside"]))
    extra = d.combine(f"4*b**2*((1 - b)**2 - a**2) + 2*(1 - b)*{DECREASE} > 0", gap, decrease, first, d.square("b"))
    p, q = "2*(1 - b)", "2*a*b"

    def nonnegative(goal: str, square: str, rest: str) -> Fact:
        """p·goal = square² + (pr − q²)·rest²."""
        facts = (
            first,
            d.square(square),
            d.combine(f"(4*b**2*((1 - b)**2 - a**2) + 2*(1 - b)*{DECREASE})*({rest})**2 >= 0", extra, d.square(rest)),
        )
        return d.combine(goal, *facts, multiplier=[first])

    positive = nonnegative(PARTS[1], f"{p}*u + {q}*w", "w")
    bounded = nonnegative(PARTS[2], f"{p}*w - {q}*u", "u")
    return d.conj(decrease, positive, bounded, d.combine(PARTS[3]))


jury_lyapunov = Lemma(
    Statement("jury_lyapunov", "any", dict.fromkeys("abuw", "scalar"), JURY, " and ".join(PARTS)),
    _write,
)
