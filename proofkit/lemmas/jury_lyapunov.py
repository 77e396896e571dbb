"""A quadratic form that a two-step linear recurrence z² = az + b decreases, under the conditions of Jury's test.

For u, w two successive terms and au + bw the next one, the form
    V(u, w) = 2(1 − b)u² + 4ab·uw + (2(1 − b)b² + D)w²,   D = (1 + b)((1 − b)² − a²) > 0,
is positive and loses D(u² + w²) in a step. It is the solution of the discrete Lyapunov equation, times a constant.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

DECREASE = "((1 + b)*((1 - b)**2 - a**2))"
TRACE = f"(2*(1 - b)*(1 + b**2) + {DECREASE})"
JURY = {"above": "a < 1 - b", "below": "-a < 1 - b", "inside": "b > -1"}


def form(u: str, w: str) -> str:
    """Return V(u, w) as kernel text, in a and b."""
    return f"(2*(1 - b)*({u})**2 + 4*a*b*({u})*({w}) + (2*(1 - b)*b**2 + {DECREASE})*({w})**2)"


def decreased(u: str, w: str) -> str:
    """Return, as kernel text, that a step from (u, w) takes D(u² + w²) from V."""
    return f"{form(f'a*({u}) + b*({w})', u)} == {form(u, w)} - {DECREASE}*(({u})**2 + ({w})**2)"


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
