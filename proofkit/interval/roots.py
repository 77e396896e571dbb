"""Real roots of rational polynomials in one variable: exact, ordered, refinable."""

from __future__ import annotations

from fractions import Fraction
from functools import total_ordering

import sympy as sp

from .exact import rational, to_sympy


@total_ordering
class Root:
    """A real algebraic number: a rational, or the root in (low, high) of an irreducible polynomial.

    Args:
        polynomial: irreducible over Q, one variable; its rational root when it is linear.
        low, high: rational ends isolating the root; equal ends mean that the root is that rational.
    """

    def __init__(self, polynomial: sp.Poly, low: Fraction, high: Fraction):
        self.polynomial, self.low, self.high = polynomial, low, high

    @property
    def rational(self) -> bool:
        """Whether the number is known to be rational (it is then `low`)."""
        return self.low == self.high

    def refine(self) -> None:
        """Halve the isolating interval."""
        if self.rational:
            return
        middle = (self.low + self.high) / 2
        if sign_at(self.polynomial, middle) == sign_at(self.polynomial, self.low):
            self.low = middle
        else:
            self.high = middle

    def sign(self, polynomial: sp.Poly) -> int:
        """Return the exact sign (−1, 0, 1) of a polynomial at this number."""
        if self.rational:
            return sign_at(polynomial, self.low)
        if polynomial.is_zero:
            return 0
        if polynomial.rem(self.polynomial).is_zero:  # irreducible: shares this root only if divisible by it
            return 0
        while _has_root(polynomial, self.low, self.high):
            self.refine()
        return sign_at(polynomial, self.high)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Root):
            return NotImplemented
        if self.rational or other.rational:
            return (self.low, self.high) == (other.low, other.high)
        low, high = max(self.low, other.low), min(self.high, other.high)
        same = self.polynomial.monic() == other.polynomial.monic()
        return same and low < high and _has_root(self.polynomial, low, high)

    def __lt__(self, other: Root) -> bool:
        if self == other:
            return False
        while not (self.high <= other.low or other.high <= self.low):
            self.refine()
            other.refine()
        return self.high <= other.low

    def __hash__(self) -> int:
        raise TypeError("compare algebraic numbers with ==")

    def __repr__(self) -> str:
        root = f"the root of {self.polynomial.as_expr()} in ({self.low}, {self.high})"
        return str(self.low) if self.rational else root


def sign_at(polynomial: sp.Poly, point: Fraction) -> int:
    """Return the exact sign of a polynomial at a rational."""
    value = polynomial.eval(to_sympy(point))
    return int(bool(value > 0)) - int(bool(value < 0))


def _has_root(polynomial: sp.Poly, low: Fraction, high: Fraction) -> bool:
    """Whether a non-zero polynomial has a root in [low, high]."""
    return polynomial.degree() > 0 and polynomial.count_roots(to_sympy(low), to_sympy(high)) > 0


def real_roots(polynomials: list[sp.Poly]) -> list[Root]:
    """Return the distinct real roots of the polynomials (constants have none), in increasing order."""
    product: sp.Poly | None = None
    for polynomial in polynomials:
        if polynomial.degree() > 0:
            part = polynomial.sqf_part()
            product = part if product is None else product.lcm(part)
    return [] if product is None else _isolate(product.sqf_part())


def _isolate(polynomial: sp.Poly) -> list[Root]:
    _, factors = polynomial.factor_list()
    return sorted(root for factor, _ in factors for root in _roots_of_irreducible(factor))


def _roots_of_irreducible(factor: sp.Poly) -> list[Root]:
    if factor.degree() == 1:
        top, bottom = factor.all_coeffs()
        value = rational(-bottom / top)
        return [Root(factor, value, value)]
    return [Root(factor, rational(low), rational(high)) for (low, high), _ in factor.intervals()]


def simple_between(low: Fraction, high: Fraction) -> Fraction:
    """Return a rational of small denominator strictly between low < high."""
    middle, bound = (low + high) / 2, 1
    while not low < middle.limit_denominator(bound) < high:
        bound *= 2
    return middle.limit_denominator(bound)
