"""Numbers just below and just above a floating-point result: how every operation is rounded outward.

The operations + − × ÷ √ of IEEE 754 return the number x nearest to the true result r. So |x − r| is at most half the
distance of x from its neighbour, or at most 2^-1075 where numbers are so small that their precision fades, and r lies
between `below(x)` and `above(x)`. The rounding mode is never changed, since compilers do not respect it;
`follows_ieee` tells whether some other library did, or has told the processor to take small numbers for 0.
"""

from __future__ import annotations

from ..compile_options import compiled

UNIT = 2.0**-52  #: twice what one rounding may change, relatively: so the roundings made here are paid for too
LEAST = 2.0**-1021  #: twice the least normal number; far more than a faded operation may be wrong
INFINITE = float("inf")


@compiled
def below(x: float) -> float:
    """Return a number at most every real that rounds to x; −∞ for an x that is not finite."""
    low = x - (abs(x) * UNIT + LEAST)
    return low if low == low else -INFINITE


@compiled
def above(x: float) -> float:
    """Return a number at least every real that rounds to x; ∞ for an x that is not finite."""
    high = x + (abs(x) * UNIT + LEAST)
    return high if high == high else INFINITE


def follows_ieee() -> bool:
    """Return whether floating-point operations of this thread round to nearest and keep small numbers, as is usual."""
    one, little = float("1"), float.fromhex("0x1p-54")  # read at run time, lest they be folded when compiled
    small = float.fromhex("0x1p-1022")
    nearest = one + little == one and one - little / 2 == one and -one - little == -one
    return nearest and small / 2 > 0 and float.fromhex("0x1p-1074") * 2 > 0
