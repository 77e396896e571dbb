"""Exact conversions between Fraction, SymPy and python-flint, and rational square roots rounded outward."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

import sympy as sp
from flint import arb, fmpq

from ..errors import BadInput

#: bits behind the point of an outward-rounded rational
BITS = 80
#: numbers beyond 2^LIMIT are treated as unbounded, those below 2^-LIMIT as near 0
LIMIT = 2**13
HUGE, TINY = Fraction(2**LIMIT), Fraction(1, 2**LIMIT)


def rational(value: object, what: str = "number") -> Fraction:
    """Return an exact number as a Fraction.

    Args:
        value: int, Fraction, or SymPy Rational (no floats: they are rarely what was meant).
        what: how an error names it.
    Raises:
        BadInput: not a finite exact rational.
    """
    if isinstance(value, sp.Rational) and value.is_finite:
        return Fraction(int(value.p), int(value.q))
    if isinstance(value, int | Fraction):
        return Fraction(value)
    raise BadInput(what, value, "an exact rational such as 1/3")


def to_sympy(value: Fraction) -> sp.Rational:
    """Return the same number in SymPy."""
    return sp.Rational(value.numerator, value.denominator)


def to_arb(value: Fraction) -> arb:
    """Return a ball that contains the rational (exact when it fits the precision)."""
    return arb(fmpq(value.numerator, value.denominator))


_HUGE, _TINY = to_arb(HUGE), to_arb(TINY)


def to_ball(low: Fraction, high: Fraction) -> arb:
    """Return a ball that contains [low, high]."""
    return to_arb(low).union(to_arb(high))


def ends(ball: arb) -> tuple[Fraction, Fraction] | None:
    """Return rationals (low, high) that enclose a ball, or None when the ball is not bounded by ±2^LIMIT."""
    if not abs(ball) < _HUGE:  # so for a ball that is not finite, too
        return None
    low, high = ball.lower(), ball.upper()
    return (_exact(low) if abs(low) > _TINY else _near_zero(low < 0, -TINY)), (
        _exact(high) if abs(high) > _TINY else _near_zero(high > 0, TINY)
    )


def tamed(ball: arb) -> arb:
    """Return a ball that contains the given one and whose exponents are moderate: the whole line beyond 2^LIMIT."""
    size = abs(ball)
    if not size < _HUGE:
        return whole_line()
    return arb(0, _TINY) if size < _TINY and not ball.is_zero() else ball


def whole_line() -> arb:
    """Return (−∞, ∞), the enclosure of anything undefined."""
    return arb(0, float("inf"))


def _exact(point: arb) -> Fraction:
    number = point.fmpq()
    return Fraction(int(number.p), int(number.q))


def _near_zero(outside: bool, end: Fraction) -> Fraction:
    return end if outside else Fraction(0)


def round_down(value: Fraction, bits: int = BITS) -> Fraction:
    """Return the largest multiple of 2^-bits that is ≤ value; value itself when its denominator is small."""
    if value.denominator <= 1 << bits:
        return value
    return Fraction((value.numerator << bits) // value.denominator, 1 << bits)


def root_down(value: Fraction, bits: int = BITS) -> Fraction:
    """Return a rational ≤ √value: √value itself when that is rational."""
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom)
    return Fraction(isqrt((value.numerator << 2 * bits) // value.denominator), 1 << bits)


def root_up(value: Fraction, bits: int = BITS) -> Fraction:
    """Return a rational ≥ √value: √value itself when that is rational."""
    low = root_down(value, bits)
    return low if low * low == value else low + Fraction(1, 1 << bits)
