"""Landscapes from users' expressions: kinks that vanish are accepted, others must be written as Piecewise."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

from proofkit.errors import BadInput, Undecided
from proofkit.landscape import Landscape
from proofkit.landscape_expression import expression_landscape
from proofkit.landscape_joins import joins

F = Fraction
X = sp.Symbol("x", real=True)


@pytest.mark.parametrize(
    "text",
    ["abs(x)", "max(0, x)", "min(x^2, (x - 1)^2)", "max(x, y)^2", "abs(abs(x) - 1)^3", "sqrt(x^2)", "sqrt(x)", "log(x)",
     "sqrt(x^2 + y^2)", "1/x", "1/(x^2 - 2)", "x^(1/3)", "x^y", "tan(x)", "sqrt(-x^2 - 1)", "log(abs(x) + 1)",
     "1/(cos(1/3)^2 + sin(1/3)^2 - 1)", "abs(x - y)", "x*abs(x - 1)", "abs(sin(x))", "abs(x)^3 + abs(y)", "nan",
     "x + inf", "__import__('os')", "x + z", "Piecewise((abs(x), x < 1), (1, True))", "sqrt(abs(x))",
     "abs(x*y)", "(x^2 + y^2)^(3/2)", "abs(x)^(3/2)", "1/(1 + abs(x))"],
)  # fmt: skip
def test_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        expression_landscape(text, ["x", "y"])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["abs(x)^3", "x*abs(x)", "max(0, x)^2", "max(0, 1 - x^2)^3", "exp(abs(x)^3)", "min(x, 1)^2 - 2*min(x, 1)"],
)
def test_vanishing_kinks_are_differentiable(text: str) -> None:
    assert all(join.is_differentiable for join in joins(expression_landscape(text, ["x"])))


@pytest.mark.parametrize(
    "text", ["sqrt(x^2 + 1)", "1/(x^2 + x + 1)", "log(1 + exp(x))", "2^x", "max(x, 0)^2 + max(y, 0)^2", "(y - x^2)^2"]
)
def test_accepted(text: str) -> None:
    assert expression_landscape(text, ["x", "y"]).dimension == 2


def test_no_variables_are_refused() -> None:
    with pytest.raises(BadInput):
        expression_landscape("1", [])


def test_written_kinks_choose_the_gradient() -> None:
    landscape = expression_landscape("Piecewise((-x, x <= 0), (2*x, True))", ["x"])
    assert landscape.gradient_at((F(0),)) == (-1,)
    (join,) = joins(landscape)
    assert (join.point, join.value_jump, join.gradient_jump) == (0, 0, 3)
    assert join.is_continuous
    assert not join.is_differentiable


def test_joins_at_algebraic_points() -> None:
    landscape = expression_landscape("Piecewise((x^5 - x - 1, x^5 - x < 1), (0, True))", ["x"])
    (join,) = joins(landscape)
    assert join.value_jump == 0
    assert join.gradient_jump != 0
    assert sp.Poly(X**5 - X - 1, X).eval(sp.Rational(sp.N(join.point, 30))) < sp.Rational(1, 10**20)


def test_joins_see_a_value_jump() -> None:
    (join,) = joins(expression_landscape("Piecewise((0, x^2 < 2), (x^2 - 3/2, True))", ["x"]))[:1]
    assert join.value_jump == sp.Rational(-1, 2)


def test_joins_refuse_what_they_cannot_decide() -> None:
    with pytest.raises(Undecided):
        joins(expression_landscape("Piecewise((x, exp(x) < 2), (0, True))", ["x"]))
    with pytest.raises(BadInput):
        joins(expression_landscape("x*y", ["x", "y"]))


@pytest.mark.parametrize(
    "formula",
    [sp.Float(0.5) * X, X + sp.Symbol("a"), sp.I * X, sp.nan, X + sp.oo, sp.sympify("zoo"), "x**2", 3,
     sp.Piecewise((X, X > 0), evaluate=False)],
    ids=str,
)  # fmt: skip
def test_the_type_refuses_formulas_it_cannot_hold(formula: object) -> None:
    with pytest.raises(BadInput):
        Landscape("mine", (X,), formula)  # type: ignore[arg-type]


def test_points_of_the_wrong_dimension_are_refused() -> None:
    with pytest.raises(BadInput):
        expression_landscape("x*y", ["x", "y"]).value_at((F(1),))
