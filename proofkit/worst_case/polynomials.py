"""Polynomials in the constants: their factors, values at samples, and kernel text."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy as sp

from .samples import Sample


@lru_cache(maxsize=4096)
def factors(poly: Any) -> tuple[Fraction, tuple[tuple[Any, int], ...]]:
    """Return (rational content, ((irreducible factor, exponent), …)) of a non-zero polynomial."""
    content, found = poly.factor_list()
    return Fraction(int(content.numerator), int(content.denominator)), tuple(found)


def value(poly: Any, sample: Sample) -> Fraction:
    """Return the value of a polynomial at a sample, exactly."""
    total = Fraction(0)
    for coefficient, powers in _terms(poly):
        term = coefficient
        for symbol, exponent in powers:
            term *= sample[symbol] ** exponent
        total += term
    return total


@lru_cache(maxsize=4096)
def _terms(poly: Any) -> tuple[tuple[Fraction, tuple[tuple[str, int], ...]], ...]:
    """(coefficient, ((symbol, exponent), …)) of every term."""
    names = [str(symbol) for symbol in poly.ring.symbols]
    return tuple(
        (
            Fraction(int(coefficient.numerator), int(coefficient.denominator)),
            tuple((name, exponent) for name, exponent in zip(names, monomial, strict=True) if exponent),
        )
        for monomial, coefficient in poly.terms()
    )


def ratio(element: Any, sample: Sample) -> Fraction | None:
    """Return the value of a rational function at a sample, or None at a pole."""
    below = value(element.denom, sample)
    return value(element.numer, sample) / below if below else None


@lru_cache(maxsize=4096)
def text(poly: Any) -> str:
    """Return a polynomial as kernel text, factored where that is a product."""
    return expression_text(poly.as_expr())


def expression_text(expression: sp.Expr) -> str:
    """Return a polynomial expression as kernel text, factored where that is shorter."""
    return str(sp.factor(expression))


def inequality(poly: Any, sign: int, strict: bool = False) -> str:
    """Return "smaller <= larger", which says that sign·poly ≥ 0 (> 0), without negative coefficients."""
    sides: dict[bool, Any] = {True: poly.ring.zero, False: poly.ring.zero}
    for monomial, coefficient in poly.terms():
        up = (coefficient > 0) == (sign > 0)
        sides[up] += poly.ring.from_dict({monomial: abs(coefficient)})
    common = sides[True].ring.domain.one
    larger, smaller = (text(side * common) for side in (sides[True], sides[False]))
    return f"{smaller} {'<' if strict else '<='} {larger}"


def combination(coefficients: Sequence[Any], basis: Sequence[str]) -> str:
    """Return Σ coefficient·vector as kernel text."""
    parts = []
    for poly, base in zip(coefficients, basis, strict=True):
        vector = f"({base})" if " " in base and not base.startswith("g(") else base
        if poly == 1 or poly == -1:
            parts.append(f"{'-' if poly == -1 else '+'} {vector}")
        elif poly:
            parts.append(
                f"+ ({text(poly)})*{vector}" if " " in text(poly) or "-" in text(poly) else f"+ {text(poly)}*{vector}"
            )
    joined = " ".join(parts)
    return joined.removeprefix("+ ")
