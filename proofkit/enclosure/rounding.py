"""Numbers just below and just above a floating-point result: how every operation is rounded outward.

The operations + − × ÷ √ of IEEE 754 return the number nearest to the true result r. With |x − r| ≤ 2^-53·|x|, or
|x − r| ≤ 2^-1022 where numbers are so small that their precision fades (or that a processor told to do so takes them
for 0), r lies between `below(x)` and `above(x)`. The rounding mode is never changed, since compilers do not respect
it; `rounds_to_nearest` tells whether some other library did.
"""

from __future__ import annotations

from ..compile_options import compiled

UNIT = 2.0**-52  #: twice what one rounding may change, relatively: so the roundings made here are paid for too
LEAST = 2.0**-1021  #: twice the least normal number
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


def rounds_to_nearest() -> bool:
    """Return whether floating-point operations of this thread round to nearest, as is usual."""
    one, little = float("1"), float.fromhex("0x1p-54")  # read at run time, lest they be folded when compiled
    return one + little == one and one - little / 2 == one and -one - little == -one
