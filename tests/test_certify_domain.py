"""Functions that are undefined or jump somewhere in the region: refused with the place; the region counts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit.certify import certify
from proofkit.cli import main
from proofkit.conditions._domain import is_defined, undefined
from proofkit.conditions._joins import jump
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.predict import predict
from proofkit.region import Ball, Box, Everywhere
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)


def function(formula: sp.Expr, *variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables or (x,), sp.sympify(formula))


def box(*sides: tuple[object, object]) -> Box:
    return Box(tuple(F(low) for low, _ in sides), tuple(F(high) for _, high in sides))


HALF = sp.Rational(1, 2)
#: (f, region, what the message must name)
BAD = [
    (1 / x, box((-1, 1)), "x is 0 at x = 0"),
    (1 / (x**2 - 2), box((-1, 3)), "x\\*\\*2 - 2 is 0 near x = 1.4142136"),
    (1 / (x**3 - F(1, 27)), box((-1, 2)), "is 0 (at|near) x = "),
    (sp.log(x), box((-1, 1)), "x is negative at x = -1"),
    (sp.log(x), box((0, 1)), "x is 0 at x = 0"),
    (sp.log(sp.cos(x)), box((0, 3)), "is negative at x = "),
    (sp.sqrt(x), box((0, 1)), "unbounded at 0.*x is 0 at x = 0"),
    (sp.sqrt(1 - x**2), box((-1, 1)), "unbounded at 0"),
    (x ** sp.Rational(3, 2), box((-1, 1)), "x is negative at x = -1"),
    (sp.tan(x), box((0, 2)), "is 0 near x = 1.57"),
    (x**x, box((-1, 1)), "x is negative"),
    (sp.exp(1 / x), box((-1, 1)), "x is 0 at x = 0"),
    (sp.Piecewise((1 / x, x < 1), (x, True)), box((-1, 2)), "x is 0 at x = 0"),
    (sp.log(x), Everywhere(), "x is negative"),
    (1 / x, Everywhere(), "x is 0 at x = 0"),
]


@pytest.mark.parametrize(("formula", "region", "words"), BAD)
@pytest.mark.parametrize("condition", ["opsc", "smooth", "pl", "sign"])
def test_a_place_where_f_is_undefined_is_named(formula: sp.Expr, region: Box, words: str, condition: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        certify(function(formula), condition, region, center=(F(1, 2),))
    assert "\n" not in str(caught.value)


def test_a_power_of_a_negative_number_is_refused() -> None:
    with pytest.raises(BadInput):
        certify(function((-2) ** x), "smooth", box((0, 1)))
    assert not is_defined(function((-2) ** x), box((0, 1)))


@pytest.mark.parametrize(
    ("formula", "region"),
    [
        (1 / (x + y), box((-1, 1), (0, 3))),
        (sp.sqrt(x**2 + y**2), box((-1, 1), (-1, 1))),
        (sp.log(x - y), Ball((F(0), F(0)), F(1))),
    ],
)
def test_a_place_in_the_plane_is_named(formula: sp.Expr, region: Box) -> None:
    with pytest.raises(BadInput, match=r"(is 0|is negative) (at|near) x = .*, y = "):
        certify(function(formula, x, y), "smooth", region)


@pytest.mark.parametrize(
    ("formula", "region"),
    [
        (1 / x, box((F(1, 10**6), 1))),
        (1 / x, ~box((-1, 1)) & box((-3, 3))),
        (sp.log(x), box((F(1, 100), 100))),
        (sp.sqrt(1 - x**2), box((F(-99, 100), F(99, 100)))),
        (x ** sp.Rational(5, 2), box((0, 1))),
        (sp.tan(x), box((-1, 1))),
        (1 / (1 + sp.cosh(x)), Everywhere()),
        (1 / (x**2 + x + 1), Everywhere()),
        (sp.Piecewise((1 / x, x > HALF), (4 - 4 * x, True)), box((-1, 1))),
    ],
)
def test_the_region_counts(formula: sp.Expr, region: Box) -> None:
    assert is_defined(function(formula), region) and undefined(function(formula), region) == ""


@pytest.mark.parametrize(
    ("formula", "region"),
    [
        (1 / x, box((0, 1))),
        (sp.log(x), box((0, 1))),
        (1 / sp.sin(x), box((3, 4))),
        (sp.sqrt(sp.sin(x)), box((0, 3))),
        (1 / (x - sp.exp(-x)), box((0, 1))),
    ],
)
def test_what_is_undefined_is_never_shown_to_be_defined(formula: sp.Expr, region: Box) -> None:
    assert not is_defined(function(formula), region)


def test_what_is_not_shown_is_undecided() -> None:
    """1 − sin(x)/2 − cos(x)²/2 − 3/8 = (sin(x) − ½)²/2 touches 0 at π/6, which no rational point shows."""
    f = function(1 / (1 - sp.sin(x) / 2 - sp.cos(x) ** 2 / 2 - sp.Rational(3, 8)))
    found = certify(f, "smooth", box((0, 1)))
    assert found.verdict is Verdict.UNDECIDED and "defined" in found.open_


JUMP = sp.Piecewise((x**2, x < 1), (x**2 + sp.Rational(1, 10**30), True))


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (JUMP, "x = 1"),
        (sp.Piecewise((x**2, x**2 < 2), (1, True)), "the root of x"),
        (sp.Piecewise((sp.exp(x), x < 0), (sp.cos(x) + HALF, True)), "x = 0"),
    ],
)
@pytest.mark.parametrize("condition", ["opsc", "smooth", "sign", "monotone"])
def test_a_jump_is_told_from_a_kink(formula: sp.Expr, words: str, condition: str) -> None:
    with pytest.raises(BadInput, match=f"jumps at .*{words}"):
        certify(function(formula), condition, box((-2, 2)), center=(F(0),))
    with pytest.raises(BadInput, match="jumps at"):
        predict(function(formula), F(1, 10), box((-2, 2)))


@pytest.mark.parametrize(
    ("formula", "region"),
    [
        (JUMP, box((-2, F(1, 2)))),
        (JUMP, box((1, 2))),
        (sp.Piecewise((x, x < 0), (2 * x, True)), box((-1, 1))),
        (sp.Piecewise((sp.exp(x), x < 0), (sp.cos(x), True)), box((-1, 1))),
    ],
)
def test_what_does_not_jump_in_the_region_is_accepted(formula: sp.Expr, region: Box) -> None:
    assert jump(function(formula), region) == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["certify", "log(x)", "--vars", "x", "--condition", "smooth", "--box", "1,2"], 0),
        (["certify", "log(x)", "--vars", "x", "--condition", "smooth", "--box=-1,1"], 2),
        (["predict", "x - log(x)", "--vars", "x", "--step", "1/10", "--box=-1,1"], 2),
        (["predict", "1/x", "--vars", "x", "--step", "1/10", "--box=-1,1"], 2),
    ],
)
def test_the_command_line_looks_at_the_region(
    words: Sequence[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(list(words)) == code
    if code == 2:
        assert capsys.readouterr().err.count("\n") == 1
