"""Text ⇄ SymPy by one table: users' expressions, and the scalar polynomials of kernel text."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

import sympy as sp

from .errors import BadInput
from .symbolic_rational import EXPECTED, exact
from .symbolic_reader import CONNECTIVES, CONSTANTS, FUNCTIONS, Reader, short, syntax_tree

MAX_DEGREE = 256
_RESERVED = {*FUNCTIONS, *CONNECTIVES, *CONSTANTS, "Piecewise"}


def parse_expression(text: str, variables: Sequence[str | sp.Symbol]) -> sp.Expr:
    """Return a user's expression as SymPy, with exact rationals (`0.1` is 1/10; `^` is also a power).

    Args:
        text: such as `x^2/2 + 0.1*sin(3*y)` or `Piecewise((x**2, x < 1), (2*x - 1, True))`.
        variables: the names it may use; a plain name becomes a real symbol.
    Raises:
        BadInput: anything outside the grammar, a value that is not a finite real number, too long or too
            large; the message says which part.
        UnknownName: a name that is neither a variable nor in the table; suggests the nearest.
    """
    names = {str(v): v if isinstance(v, sp.Symbol) else sp.Symbol(v, real=True) for v in variables}
    _check_names(list(map(str, variables)))
    text = " ".join(text.split()).replace("^", "**")
    found = Reader(text, names, FUNCTIONS, CONSTANTS).expression(syntax_tree(text))
    if _degree(found) > MAX_DEGREE:
        raise BadInput("expression", short(text), f"degree at most {MAX_DEGREE}")
    return found


def parse_number(text: str, what: str) -> Fraction:
    """Return the exact value of a number or of arithmetic with numbers: `1/50`, `0.1`, `1/12 + 1/10**30`.

    Args:
        text: what the user wrote.
        what: name of the quantity, for the message.
    Raises:
        BadInput: anything else.
    """
    try:
        plain = " ".join(text.split()).replace("^", "**")
        return exact(Reader(plain, {}, {}).expression(syntax_tree(plain)), what)
    except BadInput:
        raise BadInput(what, short(text), EXPECTED) from None


def to_sympy(text: str, symbols: Mapping[str, sp.Symbol] | None = None) -> sp.Expr:
    """Return the scalar polynomial that kernel text denotes: names, integers, + - * / and powers.

    Args:
        text: such as `1 - 2*eta*mu + eta**2*L**2`.
        symbols: the symbols to use for names; others become real symbols of that name.
    Raises:
        BadInput: the text is not a polynomial in declared scalars (vectors and calls are not).
    """
    tree = syntax_tree(text)
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names = {name: (symbols or {}).get(name, sp.Symbol(name, real=True)) for name in found}
    expression = Reader(text, names, {}, {}).expression(tree)
    if not expression.is_polynomial(*expression.free_symbols):
        raise BadInput("kernel text", text, "a polynomial with rational coefficients")
    return expression


def to_kernel(expression: sp.Expr) -> str:
    """Return a polynomial with rational coefficients as kernel text; `to_sympy` reads back the same polynomial.

    Raises:
        BadInput: not a polynomial with rational coefficients.
    """
    symbols = sorted(expression.free_symbols, key=str)
    try:
        if expression.has(sp.Float):
            raise ValueError("rounded numbers")
        terms = sp.Poly(expression, *symbols, domain="QQ").terms() if symbols else [((), sp.Rational(expression))]
    except (sp.PolynomialError, sp.CoercionFailed, TypeError, ValueError):
        raise BadInput("kernel text", str(expression), "a polynomial with rational coefficients") from None
    text = " + ".join(_term(powers, coefficient, symbols) for powers, coefficient in reversed(terms))
    return text.replace("+ -", "- ")


def _term(powers: tuple[int, ...], coefficient: sp.Rational, symbols: list[sp.Symbol]) -> str:
    factors = [str(s) if k == 1 else f"{s}**{k}" for s, k in zip(symbols, powers, strict=True) if k]
    if coefficient == 1 and factors:
        return "*".join(factors)
    if coefficient == -1 and factors:
        return "-" + "*".join(factors)
    return "*".join([str(coefficient), *factors])


def _check_names(names: list[str]) -> None:
    for name in names:
        usable = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) and not keyword.iskeyword(name) and name not in _RESERVED
        if not usable or names.count(name) > 1:
            raise BadInput("variable", name, "distinct names of letters and digits that mean nothing else")


def _degree(expression: sp.Basic) -> int:
    """Return a bound on the size of the expression, multiplied out: its nested powers count as products."""
    if isinstance(expression, sp.Pow) and expression.exp.is_Rational:
        return _degree(expression.base) * max(1, abs(int(expression.exp.p)))
    inner = [_degree(a) for a in expression.args]
    if isinstance(expression, sp.Mul):
        return sum(inner)
    return max(inner, default=int(expression.is_Symbol))
