"""The safe reader of expressions and numbers, flat Piecewise, kernel text: what they read and what they refuse."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from proofkit.errors import BadInput, UnknownName
from proofkit.symbolic import parse_expression, to_kernel, to_sympy
from proofkit.symbolic_piecewise import as_piecewise
from proofkit.symbolic_rational import exact, parse_rational, sqrt_above, sqrt_below

X, Y = sp.symbols("x y", real=True)
RATIONALS = st.fractions(min_value=-50, max_value=50, max_denominator=60)

ATTACKS = [
    "__import__('os')", "__import__('os').system('true')", "x.__class__", "().__class__.__bases__", "lambda: 1",
    "[x for x in y]", "x; y", "import os", "exec('1')", "eval('1')", "open('/etc/passwd')", "print(x)", "globals()",
    "x if x > 0 else 1", "x == 1", "f'{x}'", "'a'", "b'a'", "1j", "x @ y", "x // 2", "x % 2", "x << 2", "x & y",
    "x | y", "~x", "not x", "x > 0", "x < y < 3", "True", "None", "...", "x[0]", "(x, y)", "{x}", "{x: 1}", "*x",
    "exp(*x)", "exp(x=1)", "exp(**x)", "exp()", "exp(x, y)", "max(x)", "(x := 3)", "yield x", "await x", "x #y", "x\0",
    "μ", "x²", "", "   ", "1_000", "0x10", "0b1", "x y", "2x", "exp", "Piecewise", "Piecewise()", "Piecewise(x)",
    "Piecewise((x, x > 0))", "Piecewise((x, x))", "Piecewise((x, x > 0, 1), (1, True))",
    "Piecewise((x, x == 0), (1, True))",
    "Piecewise((x, exec('1')), (1, True))", "nan", "inf", "-inf", "oo", "NaN", "1/0", "x/0", "0/0", "0**-1", "log(0)",
    "log(-1)", "sqrt(-1)", "(-8)**(1/3)", "tan(pi/2)", "x/(sqrt(2)*sqrt(3) - sqrt(6))", "1e999", "1" * 1900, "x" * 5000,
    "9**9**9", "2**99999", "x**1000", "x**(1/1000)", "((10**60)**60)**60", "((x + 1)**60 + 1)**60", "exp(exp(exp(9)))",
    "exp(1e300)", "(" * 300 + "x" + ")" * 300, "-" * 1900 + "x", "sin(" * 150 + "x" + ")" * 150,
    "(" * 20 + "2" + ")**(1/3) + 1" * 20,
]  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS, ids=lambda t: ascii(t[:30]))
def test_refused_in_one_line(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_expression(text, ["x", "y"])
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("names", [["exp"], ["E"], ["lambda"], ["x", "x"], ["1x"], ["__x"], [""], ["x y"], ["Min"]])
def test_unusable_variable_names(names: list[str]) -> None:
    with pytest.raises(BadInput):
        parse_expression("1", names)


def test_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean alpha"):
        parse_expression("alhpa + 1", ["alpha"])
    with pytest.raises(UnknownName, match="did you mean tan"):
        parse_expression("tahn(x)", ["x"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1", sp.Rational(1, 10)),
        ("1/50", sp.Rational(1, 50)),
        ("1e-3", sp.Rational(1, 1000)),
        ("2**3", sp.Integer(8)),
        ("x^2 + 1", X**2 + 1),
        ("-x^2", -(X**2)),
        ("2^-1", sp.Rational(1, 2)),
        ("0.3*x*y - 2*y/3", sp.Rational(3, 10) * X * Y - sp.Rational(2, 3) * Y),
        ("exp(-x**2)*sin(pi*y)", sp.exp(-(X**2)) * sp.sin(sp.pi * Y)),
        ("abs(x) + Max(x, 1, y)", sp.Abs(X) + sp.Max(X, 1, Y)),
        ("sqrt(2)*E", sp.sqrt(2) * sp.E),
        (" x +\n 1", X + 1),
        (" + ".join(["x"] * 60), 60 * X),
    ],
)
def test_reads_exactly(text: str, expected: sp.Expr) -> None:
    assert parse_expression(text, ["x", "y"]) == expected


def test_reads_conditions() -> None:
    text = "Piecewise((x**2, 0 < x < 1 and not y > 2), (y, Or(x <= -1, And(x > 3, y >= 1))), (1, True))"
    found = parse_expression(text, ["x", "y"])
    assert found.args[0].args == (X**2, sp.And(sp.Lt(0, X), X < 1, Y <= 2))
    assert found.args[1].args == (Y, sp.Or(X <= -1, sp.And(X > 3, Y >= 1)))


@given(a=RATIONALS, b=RATIONALS, x=RATIONALS)
def test_value_agrees_with_exact_arithmetic(a: Fraction, b: Fraction, x: Fraction) -> None:
    found = parse_expression(f"({a})*x^2 - (x - {b})/3 + {float(7) / 8}", ["x"])
    assert found.subs(X, sp.Rational(x)) == sp.Rational(a * x**2 - (x - b) / 3 + Fraction(7, 8))


@pytest.mark.parametrize(
    ("text", "value"),
    [("1/50", "1/50"), ("0.1", "1/10"), ("-.5", "-1/2"), ("1e-3", "1/1000"), (" 7 ", "7"), ("0.5/0.25", "2")],
)
def test_parse_rational(text: str, value: str) -> None:
    assert parse_rational(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "-inf", "", " ", "1/0", "0/0", "1e400", "1e-99999", "x", "1,2", "1 2", "0x1", "1_0", "١", "1/2/3",
     "--1", "9" * 500],
)  # fmt: skip
def test_parse_rational_refuses(text: str) -> None:
    with pytest.raises(BadInput):
        parse_rational(text)


@pytest.mark.parametrize("value", [0.1, float("nan"), True, None, 1j, [1]])
def test_exact_refuses_what_is_not_exact(value: object) -> None:
    with pytest.raises(BadInput):
        exact(value)


@given(st.fractions())
def test_exact_numbers_round_trip(value: Fraction) -> None:
    assert exact(value) == exact(sp.Rational(value)) == value
    assert len(str(value)) > 200 or parse_rational(str(value)) == value


@given(st.fractions(min_value=0, max_value=10**6))
def test_roots_are_bracketed(value: Fraction) -> None:
    below, above = sqrt_below(value), sqrt_above(value)
    assert 0 <= below**2 <= value <= above**2
    assert above - below <= Fraction(1, 10**9)
    assert sqrt_below(value**2) == sqrt_above(value**2) == value


MONOMIALS = st.tuples(st.fractions(max_denominator=9), st.lists(st.sampled_from(["eta", "mu", "L", "r_0"]), max_size=4))


@given(st.lists(MONOMIALS, max_size=6))
def test_kernel_text_round_trips(terms: list[tuple[Fraction, list[str]]]) -> None:
    symbols = {name: sp.Symbol(name, real=True) for name in ("eta", "mu", "L", "r_0")}
    polynomial = sum((sp.Rational(c) * sp.prod(symbols[n] for n in names) for c, names in terms), sp.Integer(0))
    assert to_sympy(to_kernel(polynomial)) == sp.expand(polynomial)


def test_kernel_text_is_read_as_written() -> None:
    eta, mu, big = (sp.Symbol(n, positive=True) for n in ("eta", "mu", "L"))
    found = to_sympy("1 - 2*eta*mu + eta**2*L**2", {"eta": eta, "mu": mu, "L": big})
    assert found == 1 - 2 * eta * mu + eta**2 * big**2


@pytest.mark.parametrize("text", ["g(x)", "dot(x, y)", "x/y", "x**-1", "x**y", "sqrt(x)", "1 <= x", "exec('1')", "1/0"])
def test_kernel_text_refuses(text: str) -> None:
    with pytest.raises(BadInput):
        to_sympy(text)


@pytest.mark.parametrize("expression", [sp.sin(X), 1 / X, sp.sqrt(2) * X, sp.pi * X, sp.sqrt(2), sp.Float(0.5) * X])
def test_only_rational_polynomials_become_kernel_text(expression: sp.Expr) -> None:
    with pytest.raises(BadInput):
        to_kernel(expression)


NESTED = [
    "abs(x)", "max(x, y, 1)", "min(x^2, (x - 1)^2 + 1/3)", "abs(abs(x) - 1)*max(y, 0)",
    "x*Piecewise((1, abs(x) < y), (y, True))",
    "Piecewise((max(x, y), x < 0), (abs(y), y <= 1), (3, True)) + abs(x - y)",
]  # fmt: skip


@pytest.mark.parametrize("text", NESTED)
@given(a=RATIONALS, b=RATIONALS)
def test_flat_piecewise_has_the_same_values(text: str, a: Fraction, b: Fraction) -> None:
    expression = parse_expression(text, ["x", "y"])
    flat = as_piecewise(expression)
    assert isinstance(flat, sp.Piecewise)
    assert flat.args[-1][1] == sp.true
    assert not any(branch.has(sp.Abs, sp.Max, sp.Min, sp.Piecewise) for pair in flat.args for branch in pair.args)
    values = {X: sp.Rational(a), Y: sp.Rational(b)}
    picked = next(e for e, c in flat.args if c.xreplace(values) == sp.true)
    assert picked.xreplace(values) == expression.subs(values)


def test_branches_that_cannot_be_reached_are_dropped() -> None:
    flat = as_piecewise(sp.Min(X, 1) ** 2 - 2 * sp.Min(X, 1))
    assert [e for e, _ in flat.args] == [-1, X**2 - 2 * X]


def test_too_many_branches_are_refused() -> None:
    with pytest.raises(BadInput):
        as_piecewise(sum(sp.Abs(X - k) for k in range(12)))
