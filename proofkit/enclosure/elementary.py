"""exp, log, sin, cos, tan, sinh, cosh, tanh and atan of intervals, enclosed without any mathematical library.

Each is a reduction of the argument and a Taylor polynomial in floating point, and a bound on everything that is left
out; docs/enclosures.md derives the bounds. They are generous (RELATIVE is 512 times the error of one rounding, where
10 would do): what matters is that they are easy to believe.
"""

from __future__ import annotations

from math import frexp, ldexp, sqrt

from ..compile_options import compiled
from .codes import ATAN, COS, COSH, EXP, LOG, SIN, SINH, TAN, TANH
from .intervals import Pair, greatest, inverse, least, magnitude, mignitude, times
from .rounding import INFINITE, above, below

RELATIVE = 2.0**-44
#: log 2 and π/2 in two parts; a whole number up to 2^20 times the first part is exact, as that has 32 (33) bits
LOG_2_HIGH, LOG_2_LOW = float.fromhex("0x1.62e42feep-1"), float.fromhex("0x1.a39ef35793c76p-33")
HALF_PI_HIGH, HALF_PI_LOW = float.fromhex("0x1.921fb544p+0"), float.fromhex("0x1.0b4611a626331p-34")
LOG_2, HALF_PI = 0.6931471805599453, 1.5707963267948966
FAR = 2.0**20  #: beyond it, sin and cos are only known to be in [−1, 1]
SLACK = 2.0**-24  #: how far a zero or an extremum of sin may be from where it is computed, in quarter turns
EXP_SERIES = (1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040, 1 / 40320, 1 / 362880, 1 / 3628800, 1 / 39916800,
              1 / 479001600, 1 / 6227020800, 1 / 87178291200)  # fmt: skip
SIN_SERIES = (-1 / 6, 1 / 120, -1 / 5040, 1 / 362880, -1 / 39916800, 1 / 6227020800, -1 / 1307674368000)
COS_SERIES = (-1 / 2, 1 / 24, -1 / 720, 1 / 40320, -1 / 3628800, 1 / 479001600, -1 / 87178291200, 1 / 20922789888000)
LOG_SERIES = (1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17, 1 / 19, 1 / 21)
ATAN_SERIES = (-1 / 3, 1 / 5, -1 / 7, 1 / 9, -1 / 11, 1 / 13, -1 / 15, 1 / 17, -1 / 19, 1 / 21, -1 / 23)
SINH_SERIES = (1 / 6, 1 / 120, 1 / 5040, 1 / 362880, 1 / 39916800, 1 / 6227020800, 1 / 1307674368000)


@compiled
def horner(coefficients: tuple[float, ...], x: float) -> float:
    """Return c_0 + c_1·x + c_2·x² + …"""
    total = 0.0
    for k in range(len(coefficients) - 1, -1, -1):
        total = total * x + coefficients[k]
    return total


@compiled
def widened(x: float, absolute: float) -> Pair:
    """Return the interval about x that allows for a relative and an absolute error."""
    room = abs(x) * RELATIVE + absolute
    return below(x - room), above(x + room)


# -- of a number --------------------------------------------------------------------------------------------


@compiled
def exp_at(x: float) -> Pair:
    """Return an enclosure of eˣ for a number (−∞ and ∞ included)."""
    if x > 709.0:
        return 2.0**1022, INFINITE
    if x < -700.0:
        return 0.0, 2.0**-1000
    turns = float(round(x / LOG_2))
    rest = (x - turns * LOG_2_HIGH) - turns * LOG_2_LOW
    low, high = widened(1.0 + (rest + rest * rest * horner(EXP_SERIES, rest)), 0.0)
    return ldexp(low, int(turns)), ldexp(high, int(turns))


@compiled
def log_at(x: float) -> Pair:
    """Return an enclosure of log x for a number x ≥ 0 (∞ included)."""
    if x <= 0:
        return -INFINITE, -700.0
    if x == INFINITE:
        return 700.0, INFINITE
    mantissa, exponent = frexp(x)
    if mantissa < 0.7071067811865476:
        mantissa, exponent = 2 * mantissa, exponent - 1
    s = (mantissa - 1) / (mantissa + 1)
    z = s * s
    rest = 2 * (s + s * z * horner(LOG_SERIES, z))
    return widened(exponent * LOG_2_HIGH + (exponent * LOG_2_LOW + rest), 0.0)


@compiled
def sin_and_cos_at(x: float) -> tuple[float, float, float, float]:
    """Return enclosures (low, high of sin x, low, high of cos x) for a number |x| ≤ FAR."""
    turns = float(round(x / HALF_PI))
    rest = (x - turns * HALF_PI_HIGH) - turns * HALF_PI_LOW
    lost = 0.0 if turns == 0 else 2.0**-50
    z = rest * rest
    sl, sh = widened(rest + rest * z * horner(SIN_SERIES, z), lost)
    cl, ch = widened(1.0 + z * horner(COS_SERIES, z), lost)
    quarter = int(turns) % 4
    if quarter == 0:
        return sl, sh, cl, ch
    if quarter == 1:
        return cl, ch, -sh, -sl
    if quarter == 2:
        return -sh, -sl, -ch, -cl
    return -ch, -cl, sl, sh


@compiled
def hyperbolic_at(code: int, x: float) -> Pair:
    """Return an enclosure of sinh x, cosh x or tanh x for a number x ≥ 0 (∞ included), from eˣ or near 0 by series."""
    if code == TANH and x > 20:
        return 1 - 2.0**-50, 1.0
    el, eh = exp_at(x)
    il, ih = inverse(el, eh)
    cl, ch = greatest(below(el + il) / 2, 1.0), above(eh + ih) / 2
    if code == COSH:
        return cl, ch
    sl, sh = below(el - ih) / 2, above(eh - il) / 2
    if x <= 0.5:
        z = x * x
        sl, sh = widened(x + x * z * horner(SINH_SERIES, z), 0.0)
    if code == SINH:
        return greatest(sl, 0.0), sh
    if x <= 0.5:
        return greatest(below(sl / ch), 0.0), least(above(sh / cl), 1.0)
    # 1 − 2/(e²ˣ + 1)
    al, ah = inverse(below(below(el * el) + 1), above(above(eh * eh) + 1))
    return below(1 - 2 * ah), least(above(1 - 2 * al), 1.0)


@compiled
def atan_at(x: float) -> Pair:
    """Return an enclosure of atan x for a number (±∞ included): atan x = π/2 − atan 1/x and two halvings."""
    size = abs(x)
    y = 1 / size if size > 1 else size
    y = y / (1 + sqrt(1 + y * y))
    y = y / (1 + sqrt(1 + y * y))
    z = y * y
    found = 4 * (y + y * z * horner(ATAN_SERIES, z))
    found = HALF_PI - found if size > 1 else found
    return widened(found if x >= 0 else -found, 0.0)


@compiled
def at(code: int, x: float) -> Pair:
    """Return an enclosure of a function that rises on the line, or of cosh, at a number (±∞ included)."""
    if code == EXP:
        return exp_at(x)
    if code == LOG:
        return log_at(x)
    if code == ATAN:
        return atan_at(x)
    low, high = hyperbolic_at(code, abs(x))
    return (low, high) if x >= 0 or code == COSH else (-high, -low)


# -- of an interval -----------------------------------------------------------------------------------------


@compiled
def rising(code: int, low: float, high: float) -> Pair:
    """Return an enclosure of exp, log, sinh, cosh, tanh or atan; of log for the x > 0, the whole line if none is."""
    if code == LOG and high <= 0:
        return -INFINITE, INFINITE
    if code == COSH:
        low, high = mignitude(low, high), magnitude(low, high)
    first, last = 0.0, 0.0
    for side in range(2):  # written once, so that it is compiled once
        a, b = at(code, low if side == 0 else high)
        first, last = (a if side == 0 else first), b
    return first, last


@compiled
def _has_quarter(low: float, high: float, which: int) -> bool:
    """Whether [low, high], in quarter turns, contains (nearly) a number that is `which` modulo 4."""
    first = (low - SLACK - which) / 4
    up = float(int(first)) if int(first) >= first else float(int(first) + 1)
    return 4 * up + which <= high + SLACK


@compiled
def waves(code: int, low: float, high: float) -> Pair:
    """Return an enclosure of sin, cos or tan: of tan the whole line where there may be a pole."""
    if not (low >= -FAR and high <= FAR) or high - low >= 6.25:
        return (-INFINITE, INFINITE) if code == TAN else (-1.0, 1.0)
    first, last = low / HALF_PI, high / HALF_PI
    top = _has_quarter(first, last, 1 if code != COS else 0)
    bottom = _has_quarter(first, last, 3 if code != COS else 2)
    if code == TAN and (top or bottom):
        return -INFINITE, INFINITE
    al, ah = _wave_at(code, low)
    bl, bh = _wave_at(code, high)
    if code == TAN:
        return al, bh
    return (-1.0 if bottom else greatest(least(al, bl), -1.0)), (1.0 if top else least(greatest(ah, bh), 1.0))


@compiled
def _wave_at(code: int, x: float) -> Pair:
    sl, sh, cl, ch = sin_and_cos_at(x)
    if code == TAN:
        il, ih = inverse(cl, ch)
        return times(sl, sh, il, ih)
    return (sl, sh) if code == SIN else (cl, ch)
