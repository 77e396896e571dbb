"""Interval arithmetic on pairs (low, high) of floating-point numbers: sums, products, quotients, powers.

An interval contains every real value; ±∞ as an end means that there is no bound. What is undefined (0·∞, 1/0) becomes
the whole line; where a function is defined on a part of an interval, its values there are enclosed. There are no
branches in `plus` and `times`, so that a loop over many intervals becomes vector code.
"""

from __future__ import annotations

from math import sqrt

from ..compile_options import compiled
from .rounding import INFINITE, above, below

Pair = tuple[float, float]


@compiled
def least(a: float, b: float) -> float:
    """Return the smaller of two numbers."""
    return a if a < b else b


@compiled
def greatest(a: float, b: float) -> float:
    """Return the greater of two numbers."""
    return a if a > b else b


@compiled
def plus(al: float, ah: float, bl: float, bh: float) -> Pair:
    """Return an enclosure of a + b."""
    return below(al + bl), above(ah + bh)


@compiled
def times(al: float, ah: float, bl: float, bh: float) -> Pair:
    """Return an enclosure of a·b."""
    p, q, r, s = al * bl, al * bh, ah * bl, ah * bh
    low, high = least(least(p, q), least(r, s)), greatest(greatest(p, q), greatest(r, s))
    total = p + q + r + s  # NaN if one of them is, and where they are infinite on both sides
    low, high = below(low), above(high)
    return (low if total == total else -INFINITE), (high if total == total else INFINITE)


@compiled
def magnitude(low: float, high: float) -> float:
    """Return the greatest |x| of an interval."""
    return greatest(abs(low), abs(high))


@compiled
def mignitude(low: float, high: float) -> float:
    """Return the least |x| of an interval."""
    return low if low > 0 else -high if high < 0 else 0.0


@compiled
def square(low: float, high: float) -> Pair:
    """Return an enclosure of x², with low end ≥ 0."""
    small, large = mignitude(low, high), magnitude(low, high)
    return greatest(below(small * small), 0.0), above(large * large)


@compiled
def inverse(low: float, high: float) -> Pair:
    """Return an enclosure of 1/x; a half line for an end at 0, the whole line across it."""
    if low > 0:
        return greatest(below(1 / high), 0.0), above(1 / low)
    if high < 0:
        return below(1 / high), least(above(1 / low), 0.0)
    if low == 0 and high > 0:
        return below(1 / high), INFINITE
    if high == 0 and low < 0:
        return -INFINITE, above(1 / low)
    return -INFINITE, INFINITE


@compiled
def root(low: float, high: float) -> Pair:
    """Return an enclosure of √x for the x ≥ 0 of an interval; the whole line if there are none."""
    if high < 0:
        return -INFINITE, INFINITE
    return greatest(below(sqrt(greatest(low, 0.0))), 0.0), above(sqrt(high))


@compiled
def power_of(x: float, n: int) -> Pair:
    """Return an enclosure of xⁿ for a number x ≥ 0 (∞ included) and n ≥ 1."""
    low, high, base_low, base_high = 1.0, 1.0, x, x
    while n > 0:
        if n & 1:
            low, high = greatest(below(low * base_low), 0.0), above(high * base_high)
        n >>= 1
        if n:
            base_low, base_high = greatest(below(base_low * base_low), 0.0), above(base_high * base_high)
    return low, high


@compiled
def _power(low: float, high: float, n: int) -> Pair:
    if n % 2 == 0 or low >= 0:
        return power_of(mignitude(low, high) if n % 2 == 0 else low, n)[0], power_of(magnitude(low, high), n)[1]
    if high <= 0:
        return -power_of(-low, n)[1], -power_of(-high, n)[0]
    return -power_of(-low, n)[1], power_of(high, n)[1]


@compiled
def power(low: float, high: float, n: int) -> Pair:
    """Return an enclosure of xⁿ for an integer n ≠ 0."""
    al, ah = _power(low, high, abs(n))
    return (al, ah) if n > 0 else inverse(al, ah)
