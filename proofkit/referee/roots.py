"""Rational points between all real roots of some polynomials, isolated by FLINT."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import sympy as sp
from flint import ctx, fmpq, fmpq_poly

from ..interval.exact import ends


def separating_points(forms: list[sp.Poly]) -> list[Fraction]:
    """Return rationals left of, between and right of all real roots of the polynomials, found with FLINT."""
    product = fmpq_poly([1])
    for form in forms:
        if form.degree() > 0:
            product *= fmpq_poly([fmpq(int(c.p), int(c.q)) for c in reversed(form.all_coeffs())])
    square_free = product // product.gcd(product.derivative()) if product.degree() > 0 else product
    if square_free.degree() < 1:
        return [Fraction(0)]
    sides = _isolated(square_free)
    if not sides:
        return [Fraction(0)]
    outer = Fraction(sides[0][0].__floor__() - 1), Fraction(sides[-1][1].__ceil__() + 1)
    return [outer[0], *((a[1] + b[0]) / 2 for a, b in pairwise(sides)), outer[1]]


def _isolated(square_free: fmpq_poly) -> list[tuple[Fraction, Fraction]]:
    """Disjoint enclosures of the real roots, in order: with more digits until they are."""
    bits = 64
    while True:
        with ctx.workprec(bits):
            found: list = square_free.complex_roots()  # pairs (root, multiplicity)
            real = [root.real for root, _ in found if root.imag == 0]
            sides = sorted(side for side in map(ends, real) if side is not None)
        if all(a[1] < b[0] for a, b in pairwise(sides)):
            return sides
        bits *= 2
