"""Exact numbers: text or values to fractions, and rational bounds on square roots. Standard library only."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isqrt
from numbers import Rational

from .errors import BadInput

EXPECTED = "an exact number such as 3, -0.1 or 1/50"
MAX_CHARACTERS = 200  #: longest number text read
MAX_EXPONENT = 300  #: largest |e| in 1e300
_DECIMAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?"
_NUMBER = re.compile(rf"\s*({_DECIMAL})(?:\s*/\s*({_DECIMAL}))?\s*", re.ASCII)
_ROOT_SCALE = 10**9


def parse_rational(text: str, what: str = "number") -> Fraction:
    """Return the exact value of a number written as text: `1/50`, `0.1` = 1/10, `-2`, `1e-3`.

    Args:
        text: what the user wrote.
        what: name of the quantity, for the message.
    Raises:
        BadInput: not a finite number (NaN, inf, words, an empty text), a zero denominator, or too long.
    """
    match = _NUMBER.fullmatch(text) if isinstance(text, str) and len(text) <= MAX_CHARACTERS else None
    if match is None:
        raise BadInput(what, text if len(str(text)) <= MAX_CHARACTERS else f"{str(text)[:20]}…", EXPECTED)
    top, bottom = (_decimal(part, what) for part in (match[1], match[2] or "1"))
    if bottom == 0:
        raise BadInput(what, text, "a non-zero denominator")
    return top / bottom


def exact(value: object, what: str = "number") -> Fraction:
    """Return an int, Fraction, SymPy Rational or number text as a Fraction.

    Args:
        value: the number; a float is refused, because which rational was meant is a guess.
        what: name of the quantity, for the message.
    Raises:
        BadInput: anything else.
    """
    if isinstance(value, str):
        return parse_rational(value, what)
    if isinstance(value, Rational) and not isinstance(value, bool):
        return Fraction(int(value.numerator), int(value.denominator))
    raise BadInput(what, value, f"{EXPECTED} (as int, Fraction or text)")


def sqrt_below(value: Fraction) -> Fraction:
    """Return a rational r ≥ 0 with r² ≤ value: the root itself when it is rational, else within 1e-9."""
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return root if root * root == value else _floor_root(value)


def sqrt_above(value: Fraction) -> Fraction:
    """Return a rational r with r² ≥ value: the root itself when it is rational, else within 1e-9."""
    below = sqrt_below(value)
    return below if below * below == value else below + Fraction(1, _ROOT_SCALE)


def _floor_root(value: Fraction) -> Fraction:
    scaled = value * _ROOT_SCALE**2
    return Fraction(isqrt(scaled.numerator // scaled.denominator), _ROOT_SCALE)


def _decimal(text: str, what: str) -> Fraction:
    exponent = re.search(r"[eE]([+-]?\d+)$", text)
    if exponent and abs(int(exponent[1])) > MAX_EXPONENT:
        raise BadInput(what, text, f"an exponent of at most {MAX_EXPONENT}")
    return Fraction(text)
