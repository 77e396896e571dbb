"""The texts of the lemmas about Jury's test: its conditions, the form that decreases, what it loses in a step.

For u, w two successive terms of x(t+2) = ax(t+1) + bx(t), and au + bw the next one:
    V(u, w) = 2(1 − b)u² + 4ab·uw + (2(1 − b)b² + D)w²,   D = (1 + b)((1 − b)² − a²).
It is the solution of the discrete Lyapunov equation, times a constant; TRACE is that of its matrix.
"""

DECREASE = "((1 + b)*((1 - b)**2 - a**2))"
TRACE = f"(2*(1 - b)*(1 + b**2) + {DECREASE})"
JURY = {"above": "a < 1 - b", "below": "-a < 1 - b", "inside": "b > -1"}


def form(u: str, w: str) -> str:
    """Return V(u, w) as kernel text, in a and b."""
    return f"(2*(1 - b)*({u})**2 + 4*a*b*({u})*({w}) + (2*(1 - b)*b**2 + {DECREASE})*({w})**2)"


def decreased(u: str, w: str) -> str:
    """Return, as kernel text, that a step from (u, w) takes D(u² + w²) from V."""
    return f"{form(f'a*({u}) + b*({w})', u)} == {form(u, w)} - {DECREASE}*(({u})**2 + ({w})**2)"


RECURRENCE = "forall(t, nat, x(t+2) == a*x(t+1) + b*x(t))"
HERE, NEXT = form("x(t+1)", "x(t)"), form("x(t+2)", "x(t+1)")
SQUARES = "(x(t+1)**2 + x(t)**2)"
