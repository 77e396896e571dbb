"""The recurrences of a theorem against gradient descent: what holds exactly, and what must be refused."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.region import Everywhere
from proofkit.statement import Statement
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
SCALAR = Landscape("expression", (x, y), (x * y - 3) ** 2 / 2, {}, {}, {"mu": F(3), "nu": F(3) + F(1, 10**30)})
X_NEXT = "forall(t, nat, x(t+1) == x(t) - eta*(x(t)*y(t) - mu)*y(t))"
Y_NEXT = "forall(t, nat, y(t+1) == y(t) - eta*(x(t)*y(t) - mu)*x(t))"
SEQUENCES = {"x": "nat -> scalar", "y": "nat -> scalar", "z": "nat -> scalar"}

blocks = sp.symbols("u1 u2 v1 v2", real=True)
PRODUCT = blocks[0] * blocks[2] + blocks[1] * blocks[3] - 1
LAYERS = Landscape("expression", blocks, PRODUCT**2 / 2, {}, {}, {"y": F(1)})
U_NEXT = "forall(t, nat, u(t+1) == u(t) - eta*(dot(u(t), v(t)) - y)*v(t))"
V_NEXT = "forall(t, nat, v(t+1) == v(t) - eta*(dot(u(t), v(t)) - y)*u(t))"
VECTORS = {"u": "nat -> vector", "v": "nat -> vector"}


def asked(*texts, sequences=SEQUENCES):
    declare = {**sequences, **dict.fromkeys(("eta", "mu", "nu", "y"), "scalar"), **sequences}
    return Statement("_", "any", declare, {f"h{k}": text for k, text in enumerate(texts)}, "0 == 0")


def verdict(f, *texts, **more):
    return certify(f, "descent_recurrence", Everywhere(), asked=asked(*texts, **more)).verdict


def test_recurrences_of_the_descent_hold_for_every_step():
    assert verdict(SCALAR, X_NEXT, Y_NEXT) is Verdict.HOLDS
    assert verdict(LAYERS, U_NEXT, V_NEXT, sequences=VECTORS) is Verdict.HOLDS
    both = (
        "forall(t, nat, x(t+1) - x(t) == -eta*y(t)*(x(t)*y(t) - 3) and y(t+1) + eta*x(t)**2*y(t) == y(t) + 3*eta*x(t))"
    )
    assert verdict(SCALAR, both) is Verdict.HOLDS


@pytest.mark.parametrize(
    "wrong",
    [
        X_NEXT.replace("eta*(", "2*eta*("),  # one coefficient
        X_NEXT.replace("- eta", "+ eta"),  # a sign
        X_NEXT.replace("mu", "nu"),  # a constant that differs by 10^-30
        X_NEXT.replace(")*y(t))", ")*x(t))"),  # another coordinate
        X_NEXT.replace("- mu)*y(t)", "- mu)*y(t+1)"),  # the coordinates one after the other, not together
        X_NEXT.replace("x(t+1)", "x(t)"),
        "forall(t, nat, x(t+1) == x(t))",
        "forall(t, nat, x(t+1) == x(t) - eta**2*(x(t)*y(t) - mu)*y(t))",
    ],
)
def test_another_recurrence_is_refuted_with_a_point(wrong):
    found = certify(SCALAR, "descent_recurrence", Everywhere(), asked=asked(wrong, Y_NEXT))
    assert found.verdict is Verdict.REFUTED and len(found.witness) == 2


def test_the_point_shows_the_difference():
    found = certify(SCALAR, "descent_recurrence", Everywhere(), asked=asked(X_NEXT.replace("mu", "nu"), Y_NEXT))
    assert found.witness[1] != 0  # the two steps differ by 10^-30 eta y


def test_other_vector_recurrences_are_refuted():
    for wrong in (U_NEXT.replace(")*v(t)", ")*u(t)"), U_NEXT.replace("- y", "+ y"), U_NEXT.replace("eta*", "")):
        assert verdict(LAYERS, wrong, V_NEXT, sequences=VECTORS) is Verdict.REFUTED


def test_a_coordinate_without_recurrence_is_left_open():
    found = certify(SCALAR, "descent_recurrence", Everywhere(), asked=asked(X_NEXT))
    assert found.verdict is Verdict.UNDECIDED and found.open_ == "no recurrence for y"


def test_functions_that_are_no_single_polynomial_are_left_open():
    step = "forall(t, nat, x(t+1) == x(t) - eta*x(t))"
    for f in (sp.cos(x), sp.Piecewise((x**2 / 2, x < 1), (x - sp.Rational(1, 2), True))):
        assert verdict(Landscape("expression", (x,), f), step) is Verdict.UNDECIDED
    assert verdict(Landscape("expression", (x,), x**2 / 2), step) is Verdict.HOLDS


def test_a_single_vector_sequence_is_the_whole_point():
    f = discovery.landscape("kinked_pair", dimension=2)
    smooth = Landscape("expression", (x, y), (x**2 + y**2) / 2, {"c": (F(0), F(0))})
    text = "forall(t, nat, w(t+1) == w(t) - eta*(w(t) - c))"
    declare = {"w": "nat -> vector", "c": "vector"}
    assert verdict(smooth, text, sequences=declare) is Verdict.HOLDS
    away = Landscape("expression", (x, y), (x**2 + y**2) / 2, {"c": (F(0), F(1))})
    assert verdict(away, text, sequences=declare) is Verdict.REFUTED
    assert verdict(f, text.replace("- c", ""), sequences=declare) is Verdict.UNDECIDED


def test_orbits_of_every_start_are_read_too():
    text = "forall(t, nat, forall(p, vector, w(t+1, p) == w(t, p) - eta*w(t, p)))"
    f = Landscape("expression", (x, y), (x**2 + y**2) / 2)
    assert verdict(f, text, sequences={"w": "nat, vector -> vector"}) is Verdict.HOLDS
    other = text.replace("eta*w(t, p)", "eta*w(t, -p)")
    with pytest.raises(BadInput, match="w at t and t\\+1"):
        verdict(f, other, sequences={"w": "nat, vector -> vector"})


FIELD = {"x": "vector -> scalar", "y": "vector -> scalar", "g": "vector -> vector"}
X_MOVED = "forall(p, vector, x(p - eta*g(p)) == x(p) - eta*(x(p)*y(p) - mu)*y(p))"
Y_MOVED = "forall(p, vector, y(p - eta*g(p)) == y(p) - eta*(x(p)*y(p) - mu)*x(p))"


def test_coordinates_of_points_are_read_too():
    assert verdict(SCALAR, X_MOVED, Y_MOVED, sequences=FIELD) is Verdict.HOLDS
    assert verdict(SCALAR, X_MOVED, Y_MOVED.replace("mu", "nu"), sequences=FIELD) is Verdict.REFUTED
    assert verdict(SCALAR, X_MOVED, sequences=FIELD) is Verdict.UNDECIDED
    with pytest.raises(BadInput, match="p - eta"):
        verdict(SCALAR, X_MOVED.replace("p - eta*g(p)", "p - 2*eta*g(p)"), Y_MOVED, sequences=FIELD)


def null(f, text, sequences=FIELD):
    return certify(f, "null_zero_set", Everywhere(), asked=asked(text, sequences=sequences))


def test_zero_sets_of_polynomials_are_null():
    assert null(SCALAR, "measure_le(p, x(p)*y(p) == mu or x(p) + y(p) == 0, 0)").verdict is Verdict.HOLDS
    assert null(SCALAR, "measure_le(p, sq(p) == 1, 0)").verdict is Verdict.HOLDS
    layers = {"u": "vector -> vector", "v": "vector -> vector"}
    assert null(LAYERS, "measure_le(p, dot(u(p), v(p)) == y, 0)", layers).verdict is Verdict.HOLDS


@pytest.mark.parametrize("zero", ["x(p)*y(p) - y(p)*x(p) == 0", "x(p) == 0 or sq(p) == x(p)**2 + y(p)**2"])
def test_a_polynomial_that_vanishes_everywhere_is_refuted(zero):
    found = null(SCALAR, f"measure_le(p, {zero}, 0)")
    assert found.verdict is Verdict.REFUTED and found.witness == (0, 0)


@pytest.mark.parametrize("text", ["not x(p) == 0", "x(p) >= 0", "x(p) == 0 and y(p) == 0", "x(p) == 0 or y(p) > 0"])
def test_other_sets_are_bad_input(text):
    with pytest.raises(BadInput, match="equations joined by or"):
        null(SCALAR, f"measure_le(p, {text}, 0)")
    with pytest.raises(BadInput, match="equations joined by or"):
        null(SCALAR, "measure_le(p, x(p) == 0, 1)")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("forall(t, nat, z(t+1) == z(t))", "z"),  # no such coordinate
        ("forall(t, nat, x(t+1) == x(t) - eta*y*x(t))", "y"),  # no such constant
        ("forall(t, nat, x(t+2) == x(t))", "t\\+1"),
        ("forall(t, nat, x(t+1) <= x(t))", "equations"),
        ("exists(t, nat, x(t+1) == x(t))", "equations"),
    ],
)
def test_what_is_no_recurrence_of_this_function_is_bad_input(text, named):
    sequences = {"x": "nat -> scalar", "z": "nat -> scalar"}
    with pytest.raises(BadInput, match=named):
        verdict(SCALAR, text, sequences=sequences)


def test_it_needs_hypotheses_to_read():
    with pytest.raises(BadInput, match="apply"):
        certify(SCALAR, "descent_recurrence", Everywhere())
    with pytest.raises(BadInput, match="apply"):
        certify(SCALAR, "descent_recurrence", Everywhere(), asked=asked())


LINE = Landscape("expression", (x,), (x**2 - 2) ** 2 / 4, {}, {}, {"mu": F(2)})
FLOW = "forall(t, nat, forall(p, scalar, x(t+1, p) == x(t, p) - eta*x(t, p)*(x(t, p)**2 - mu)))"


def test_orbits_of_every_start_on_the_line():
    flow = {"x": "nat, scalar -> scalar"}
    assert verdict(LINE, FLOW, sequences=flow) is Verdict.HOLDS
    assert verdict(LINE, FLOW.replace("- mu", "+ mu"), sequences=flow) is Verdict.REFUTED
    with pytest.raises(BadInput, match="at t and t"):
        verdict(LINE, FLOW.replace("x(t, p)**2", "x(t, eta)**2"), sequences=flow)
