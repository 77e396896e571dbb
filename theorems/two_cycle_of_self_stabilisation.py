"""The reduced map of self-stabilisation: its exact 2-cycle, and trace 2 and determinant 1 + 2η²α of the map there."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem

NAME = "two_cycle_of_self_stabilisation"
MAP = "x(t+1) == -(1 + eta*y(t))*x(t) and y(t+1) == y(t) + eta*(alpha - beta*x(t)**2/2)"
CYCLE = "implies(x(t)**2 == X2 and y(t) == 0, x(t+1) == -x(t) and y(t+1) == 0)"
BENT = "y(t)*(2*eta*u(t) + eta**2*X2*y(t) + eta**2*u(t)*y(t))"
ABOUT = f"u(t+1) == u(t) + 2*eta*X2*y(t) + {BENT} and y(t+1) == y(t) - eta*beta/2*u(t)"
DETERMINANT = "1*1 - (2*eta*X2)*(-eta*beta/2) == 1 + 2*eta**2*alpha"


def _write(d: Draft) -> Fact:
    """y = bz − 2/η turns the descent into the reduced map; about the cycle, u = x² − 2α/β."""
    d.local(t="nat")
    first, second = _map(d)
    crossing = d.implies("x(t)**2 == X2 and y(t) == 0", lambda here: _crosses(d, first, second, here))
    determinant = d.combine(DETERMINANT, d["X2"], eq_times=["eta**2"])
    return d.conj(d.generalize(d.conj(first, second, crossing, *_about(d, first, second)), "t"), determinant)


def _map(d: Draft) -> tuple[Fact, Fact]:
    here, later = d.use(d["y"], ["t"]), d.use(d["y"], ["t+1"])
    x_next, z_next = d.use(d["x_next"], ["t"]), d.use(d["z_next"], ["t"])
    goals = MAP.split(" and ")
    first = d.combine(goals[0], x_next, here, d["inverse"], eq_times=["eta*x(t)", "2*x(t)"])
    second = d.combine(goals[1], here, later, z_next, d["alpha"], d["beta"], eq_times=["b", "eta", "eta*x(t)**2"])
    return first, second


def _crosses(d: Draft, first: Fact, second: Fact, here: Fact) -> Fact:
    on, level = d.parts(here)
    over = d.combine("x(t+1) == -x(t)", first, level, eq_times=["eta*x(t)"])
    return d.conj(over, d.combine("y(t+1) == 0", second, level, on, d["X2"], eq_times=["eta*beta", "eta"]))


def _about(d: Draft, first: Fact, second: Fact) -> tuple[Fact, Fact]:
    """(1 + ηy)²(X2 + u) − X2, multiplied out; α − β(X2 + u)/2 = −βu/2."""
    here, later = d.use(d["u"], ["t"]), d.use(d["u"], ["t+1"])
    goals = ABOUT.split(" and ")
    square = d.combine("x(t+1)**2 == (1 + eta*y(t))**2*x(t)**2", first, eq_times=["x(t+1)", "(1 + eta*y(t))*x(t)"])
    moved = d.combine(goals[0], square, here, later, eq_times=["(1 + eta*y(t))**2"])
    return moved, d.combine(goals[1], second, here, d["X2"], eq_times=["eta*beta", "eta"])


two_cycle_of_self_stabilisation = Theorem(
    title="The 2-cycle of the reduced map of self-stabilisation",
    statement=Statement(
        NAME,
        "any",
        {
            **dict.fromkeys(("x", "z", "y", "u"), "nat -> scalar"),
            **dict.fromkeys(("b", "c", "alpha", "beta", "eta", "w", "X2"), "scalar"),
        },
        {
            "x_next": "forall(t, nat, x(t+1) == x(t) - eta*b*z(t)*x(t))",
            "z_next": "forall(t, nat, z(t+1) == z(t) - eta*(b*x(t)**2/2 - c))",
            "inverse": "w*(eta) == 1",
            "y": "forall(t, nat, y(t) == b*z(t) - 2*w)",
            "alpha": "alpha == b*c",
            "beta": "beta == b**2",
            "X2": "X2*(beta) == 2*alpha",
            "u": "forall(t, nat, u(t) == x(t)**2 - X2)",
        },
        f"forall(t, nat, {MAP} and {CYCLE} and {ABOUT}) and {DETERMINANT}",
    ),
    write=_write,
    source="damian2023self",
    witnesses=(("progressive_sharpening", {}), ("progressive_sharpening", {"b": 1, "c": "1/8"})),
    conditions=(Condition("descent_recurrence", discharges=("x_next", "z_next")),),
    formulas={
        "x_squared": "X2",
        "determinant": "1 + 2*eta**2*alpha",
        "x_slope": "2*eta*X2",
        "y_slope": "-eta*beta/2",
    },
    by_definition=("inverse", "y", "alpha", "beta", "X2", "u"),
    example_step="1/2",
    outcome="starts with x^2 = 2*alpha/beta and sharpness 2/eta alternate between x and -x for ever",
    remarks="y is how far the sharpness b*z is above 2/eta. In (x^2, y) the 2-cycle is a fixed point, whose linear part"
    " ((1, 2*eta*X2), (-eta*beta/2, 1)) has trace 2 and determinant 1 + 2*eta^2*alpha: its eigenvalues"
    " 1 + i*eta*sqrt(2*alpha) and its conjugate have modulus above 1. The reduced map has the cycle and does not"
    " stabilise:"
    " self_stabilisation_cycle_repels.",
)
