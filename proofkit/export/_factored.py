"""Polynomial coefficients in a form that people recognise: factors, and squared norms put together again."""

from __future__ import annotations

import ast
from fractions import Fraction
from itertools import product
from math import isqrt
from typing import Any

import sympy as sp

from ..kernel.parser import parse_term
from ..kernel.terms import Poly, Vec, constant
from ..printing import term_text
from ._surface import read


def factored(text: str, symbols: Any) -> ast.expr:
    """Return a scalar in factors; the kernel reads the result as the same polynomial, or it is returned as it was.

    Args:
        text: a scalar term in kernel text.
        symbols: symbol → signature, as the kernel parses them.
    """
    term = parse_term(text, symbols, "scalar")
    found = _factors(term)
    return read(found) if parse_term(found, symbols, "scalar") == term else read(text)


def _factors(term: Poly) -> str:
    atoms = sorted({atom for mono in term.terms for atom, _ in mono}, key=lambda a: term_text(_one(a)))
    letters = {atom: sp.Symbol(f"z{k}") for k, atom in enumerate(atoms)}
    expression = sum((sp.Rational(c.numerator, c.denominator) * sp.prod([letters[a] ** e for a, e in mono])
                      for mono, c in term.terms.items()), start=sp.Integer(0))  # fmt: skip
    number, factors = sp.factor_list(expression)
    shown = [] if abs(number) == 1 and factors else [str(abs(number))]
    for factor, exponent in sorted(factors, key=lambda f: (len(f[0].free_symbols), str(f))):
        base, flipped = _factor(_poly(factor, {letter: atom for atom, letter in letters.items()}))
        number *= -1 if flipped and exponent % 2 else 1
        shown.append(base if exponent == 1 else f"{base}**{exponent}")
    return ("-" if number < 0 else "") + "*".join(shown)


def _poly(expression: sp.Expr, atoms: dict[sp.Symbol, Any]) -> Poly:
    letters = sorted(expression.free_symbols, key=str)
    if not letters:
        return Poly({frozenset(): expression})
    monomials = sp.Poly(expression, *letters).terms()
    return Poly({
        frozenset((atoms[x], e) for x, e in zip(letters, powers, strict=True) if e): sp.Rational(c)
        for powers, c in monomials
    })  # fmt: skip


def _factor(poly: Poly) -> tuple[str, bool]:
    """Return a factor as text, and whether its sign was turned round."""
    norm = _norm(poly) or _norm(-poly)
    if norm:
        return norm, _norm(poly) is None
    text = term_text(poly)
    flipped = text.startswith("-")
    text = term_text(-poly) if flipped else text
    return (text if len(poly.terms) == 1 and "/" not in text else f"({text})"), flipped


def _norm(poly: Poly) -> str | None:
    """Return "sq(u - v + …)" if the polynomial is the expansion of that."""
    linear = {next(iter(mono)): c for mono, c in poly.terms.items() if len(mono) == 1}
    dots = {atom[1]: c for (atom, exponent), c in linear.items() if exponent == 1 and atom[0] == "dot"}
    vectors = sorted({v for pair in dots for v in pair}, key=str)
    sizes = [dots.get(frozenset((v,)), 0) for v in vectors]
    squares = all(size > 0 and isqrt(int(size)) ** 2 == size for size in sizes)
    if len(dots) != len(poly.terms) or not 1 < len(vectors) <= 3 or not squares:
        return None
    roots = [isqrt(int(s)) for s in sizes]
    for signs in product((1, -1), repeat=len(vectors) - 1):
        weights = [r * s for r, s in zip(roots, (1, *signs), strict=True)]
        pairs = {frozenset((a, b)): 2 * x * y for k, (a, x) in enumerate(zip(vectors, weights, strict=True))
                 for b, y in list(zip(vectors, weights, strict=True))[k + 1 :]}  # fmt: skip
        if all(dots.get(pair, 0) == value for pair, value in pairs.items()):
            return f"sq({_sum(vectors, weights)})"
    return None


def _sum(vectors: list[Any], weights: list[int]) -> str:
    ordered = sorted(zip(weights, vectors, strict=True), key=lambda pair: (len(pair[1][2]) == 0, str(pair[1])))
    turn = -1 if ordered[0][0] < 0 else 1
    text = ""
    for weight, vector in ((turn * w, v) for w, v in ordered):
        sign = " - " if weight < 0 else " + " if text else ""
        text += sign + ("" if abs(weight) == 1 else f"{abs(weight)}*") + term_text(_vector(vector))
    return text


def _vector(app: Any) -> Vec:
    return Vec({app: constant(1)})


def _one(atom: Any) -> Poly:
    return Poly({frozenset({(atom, 1)}): Fraction(1)})
