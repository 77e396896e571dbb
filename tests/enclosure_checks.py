"""What must be true of `proofkit.enclosure`, as functions of the package: the tests run them on the package itself,
and on copies with a planted fault, where they must fail. Containment is decided by exact rationals or by balls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import numpy as np
import sympy as sp
from enclosure_points import LARGEST, intervals, points
from flint import arb, ctx

x, y, z = sp.symbols("x y z", real=True)
INFINITE = float("inf")
MODULES = "rounding intervals elementary forms eigenvalues program range compiled assembled".split()
BITS, MANY_BITS = 200, 6000
Number = Fraction | float  # a float only for ±∞


def kit(root: str = "proofkit") -> SimpleNamespace:
    """Return the modules of the package, or of an edited copy of it."""
    modules = {name: import_module(f"{root}.enclosure.{name}") for name in MODULES}
    return SimpleNamespace(**modules, boxes=import_module(f"{root}.interval.boxes"))


def run(k: SimpleNamespace, expression: sp.Basic, *sides: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the enclosures of one expression in x, y, … on boxes given side by side (low, high)."""
    low, high = (np.array([np.atleast_1d(side[end]) for side in sides], dtype=float) for end in (0, 1))
    with np.errstate(all="ignore"):
        found = k.program.Program([expression], (x, y, z)[: len(sides)]).run(low, high)[:, 0]
    assert not np.isnan(found).any(), "NaN is no enclosure"
    return found[0], found[1]


def holds(low: float, high: float, value: Number) -> bool:
    """Whether low ≤ value ≤ high, exactly."""
    return low <= value <= high  # comparisons of floats with Fractions are exact


# -- rounding -----------------------------------------------------------------------------------------------


def exact_sqrt_sides(low: float, high: float, value: Fraction) -> bool:
    """Whether low ≤ √value ≤ high, by squares."""
    return (low <= 0 or Fraction(low) ** 2 <= value) and (high == INFINITE or Fraction(high) ** 2 >= value)


def close(low: float, high: float, size: float, relative: float) -> bool:
    """Whether an enclosure is narrow: relative to what it encloses, or about the least normal number."""
    return high - low <= relative * abs(size) + 2.0**-1018


def check_rounding(k: SimpleNamespace, count: int) -> None:
    """`below` and `above` on the results of + − × ÷ √."""
    below, above = k.rounding.below, k.rounding.above
    first, second = points(count, 1), np.random.default_rng(2).permutation(points(count, 1))
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        exact = Fraction(a), Fraction(b)
        for rounded, true in _four(a, b, *exact):
            low, high = below(rounded), above(rounded)
            assert holds(low, high, true), (a, b, rounded)
            assert abs(rounded) > 1e308 or close(low, high, rounded, 2.0**-50), (a, b)
        root = float(np.sqrt(abs(a)))
        assert exact_sqrt_sides(below(root), above(root), abs(exact[0])), a
    for infinite in (INFINITE, -INFINITE, float("nan")):
        assert (below(infinite), above(infinite)) == (-INFINITE, INFINITE)


def _four(a: float, b: float, p: Fraction, q: Fraction) -> Iterable[tuple[float, Fraction]]:
    with np.errstate(all="ignore"):
        yield a + b, p + q
        yield a - b, p - q
        yield a * b, p * q
        if b:
            yield float(np.float64(a) / np.float64(b)), p / q


# -- arithmetic ---------------------------------------------------------------------------------------------

#: expression → (its exact value or None, how narrow it must be at a point)
ARITHMETIC: dict[sp.Expr, tuple[Callable[[Fraction, Fraction], Fraction | None], float]] = {
    x + y: (lambda a, b: a + b, 2.0**-48),
    x - y: (lambda a, b: a - b, 2.0**-48),
    x * y: (lambda a, b: a * b, 2.0**-48),
    x / y: (lambda a, b: a / b if b else None, 2.0**-48),
    1 / y: (lambda a, b: 1 / b if b else None, 2.0**-48),
    sp.Abs(x): (lambda a, b: abs(a), 0.0),
    -x: (lambda a, b: -a, 0.0),
    x**2: (lambda a, b: a**2, 2.0**-48),
    x**3: (lambda a, b: a**3, 2.0**-46),
    x**4: (lambda a, b: a**4, 2.0**-46),
    x**7: (lambda a, b: a**7, 2.0**-44),
    x**-2: (lambda a, b: 1 / a**2 if a else None, 2.0**-46),
    x**-3: (lambda a, b: 1 / a**3 if a else None, 2.0**-46),
    x * sp.Rational(1, 3) + y: (lambda a, b: a / 3 + b, 1.0),
}


def check_arithmetic(k: SimpleNamespace, count: int) -> None:
    """Sums, products, quotients, powers through the interpreter, on numbers and on intervals."""
    first, second = points(count, 3), np.random.default_rng(4).permutation(points(count, 3))
    boxes = [(first, first), (second, second)], [intervals(count, 5), _mixed(count)]
    for expression, (value, relative) in ARITHMETIC.items():
        for sides in boxes:
            low, high = run(k, expression, *sides)
            _contains_exact(expression, value, low, high, sides)
        _narrow_at_points(k, expression, relative, first, second, value)
    for low, high in ((first, first), intervals(count, 5)):
        _check_root(k, low, high)


def _mixed(count: int) -> tuple[Any, Any]:
    low, high = intervals(count, 6)
    order = np.random.default_rng(7).permutation(len(low))
    return low[order], high[order]


def inside(low: float, high: float) -> list[float]:
    """Return numbers of an interval: its ends, its middle, and 0 and 1 if they are in it."""
    low, high = max(low, -LARGEST), min(high, LARGEST)
    return [low, high, *(p for p in (low / 2 + high / 2, 0.0, 1.0) if low <= p <= high)]


def _contains_exact(expression: sp.Expr, value: Callable, low: Any, high: Any, sides: Sequence) -> None:
    rows = zip(low.tolist(), high.tolist(), *(side.tolist() for pair in sides for side in pair), strict=True)
    for found_low, found_high, al, ah, bl, bh in rows:
        corners = [(a, b) for a in inside(al, ah)[:3] for b in inside(bl, bh)[:3]]
        for a, b in corners:
            true = value(Fraction(a), Fraction(b))
            assert true is None or holds(found_low, found_high, true), (expression, (al, ah), (bl, bh), (a, b))


def _narrow_at_points(
    k: SimpleNamespace, expression: sp.Expr, relative: float, a: Any, b: Any, value: Callable
) -> None:
    low, high = run(k, expression, (a, a), (b, b))
    for p, q, lo, hi in zip(a.tolist(), b.tolist(), low.tolist(), high.tolist(), strict=True):
        true = value(Fraction(p), Fraction(q))
        if true is not None and all(s == 0 or 2.0**-900 < abs(s) < 2.0**900 for s in (p, q, true)) and relative < 1:
            assert close(lo, hi, float(true), relative), (expression, p, q)


def _check_root(k: SimpleNamespace, low: Any, high: Any) -> None:
    found = run(k, sp.sqrt(x), (low, high))
    for a, b, lo, hi in zip(low.tolist(), high.tolist(), *(f.tolist() for f in found), strict=True):
        for p in inside(a, b):
            assert p < 0 or exact_sqrt_sides(lo, hi, Fraction(p)), (a, b, p)
        if b >= 0:
            assert lo >= 0 and (a != b or close(lo, hi, hi, 2.0**-49)), (a, b)


# -- elementary functions -----------------------------------------------------------------------------------

FUNCTIONS: dict[str, Callable[[arb], arb]] = {
    name: getattr(arb, name) for name in "exp log sin cos tan sinh cosh tanh atan".split()
}
#: the least number whose exponential is beyond floating point; where tanh differs from 1 by less than 2^-53
BEYOND = {"exp": 5000.0, "sinh": 5000.0, "cosh": 5000.0, "tanh": 60.0}


def reference(name: str, p: float, bits: int = BITS) -> arb | None:
    """Return a ball about the value at a number, None where it is not defined (or sin, cos, tan of a huge number).

    Beyond the range of floating point the value at a nearer number stands for it: it lies between the same two
    floating-point numbers.
    """
    with ctx.workprec(bits):
        if (name == "log" and p <= 0) or (name in ("sin", "cos", "tan") and abs(p) > 2.0**20):
            return None
        most = BEYOND.get(name, INFINITE)
        return FUNCTIONS[name](arb(min(max(p, -most), most)))


def encloses(low: float, high: float, name: str, p: float) -> bool:
    """Whether low ≤ φ(p) ≤ high; with more bits where balls of a few do not tell."""
    for bits in (BITS, MANY_BITS):
        value = reference(name, p, bits)
        if value is None or (arb(low) <= value and value <= arb(high)):
            return True
        if value < arb(low) or value > arb(high):
            return False
    return False


def narrow(name: str, p: float, low: float, high: float) -> bool:
    """Whether the enclosure at a number is as narrow as promised."""
    size, room = max(abs(low), abs(high)), 0.0
    if name in ("exp", "sinh", "cosh") and abs(p) > 700:
        return True
    if name in ("sin", "cos", "tan") and abs(p) > 2.0**20:
        return name == "tan" or (low, high) == (-1.0, 1.0)
    if name in ("sin", "cos") and abs(p) > 0.7:
        room = 2.0**-48
    if name == "tan" and abs(p) > 0.7:
        return size > 1e6 or high - low <= 2.0**-40 * (1 + size) ** 2
    return high - low <= 2.0**-41 * size + room + 2.0**-1018


def check_function(k: SimpleNamespace, name: str, count: int) -> None:
    """One function at numbers and on intervals."""
    at = points(count, 11)
    low, high = run(k, getattr(sp, name)(x), (at, at))
    for p, lo, hi in zip(at.tolist(), low.tolist(), high.tolist(), strict=True):
        assert encloses(lo, hi, name, p), (name, p, lo, hi)
        assert (name == "log" and p <= 0) or narrow(name, p, lo, hi), (name, p, lo, hi)
    _check_intervals(k, name, *intervals(count // 3, 12))
    if name in ("sin", "cos", "tan"):
        _check_intervals(k, name, *about_quarter_turns(count // 30))


def about_quarter_turns(count: int) -> tuple[Any, Any]:
    """Return intervals between the two floating-point numbers next to a multiple of π/2, and some wider."""
    k = np.unique(np.geomspace(1, 667000, count // 2).astype(int) | 1)
    with ctx.workprec(BITS):
        exact = [arb.pi() / 2 * int(n) for n in (*k, *(k + 1))]
        near = [float(e.mid()) for e in exact]
        low = np.array([p if arb(p) < e else np.nextafter(p, -np.inf) for p, e in zip(near, exact, strict=True)])
    high = np.nextafter(low, np.inf)
    ends = np.concatenate([low, low, low - 1.5]), np.concatenate([high, high + 1.5, high])
    return np.concatenate([ends[0], -ends[1]]), np.concatenate([ends[1], -ends[0]])


def _check_intervals(k: SimpleNamespace, name: str, low: Any, high: Any) -> None:
    expression = getattr(sp, name)(x)
    found = run(k, expression, (low, high))
    at_low, at_high = run(k, expression, (low, low)), run(k, expression, (high, high))
    rows = zip(low.tolist(), high.tolist(), *(f.tolist() for f in (*found, *at_low, *at_high)), strict=True)
    for a, b, lo, hi, al, ah, bl, bh in rows:
        for p in (*inside(a, b), *_extremes(name, a, b)):
            assert encloses(lo, hi, name, p), (name, (a, b), p, (lo, hi))
        if name in ("sin", "cos"):
            _no_wider_than_needed(name, a, b, (lo, hi), (min(al, bl), max(ah, bh)))
        elif name == "tan":
            assert (lo, hi) == (-INFINITE, INFINITE) or (lo, hi) == (al, bh), (name, a, b)
            assert not _pole(a, b) or (lo, hi) == (-INFINITE, INFINITE), (name, a, b)
        elif name != "cosh" and not (name == "log" and a <= 0):
            assert (lo, hi) == (al, bh), (name, a, b)  # they rise
        elif name == "cosh":
            assert lo == (1 if a <= 0 <= b else al if abs(a) < abs(b) else bl) and hi == max(ah, bh), (a, b)


def _extremes(name: str, a: float, b: float) -> list[float]:
    """Numbers of [a, b] nearest to an extremum of sin or cos."""
    if name not in ("sin", "cos") or b - a > 1e6 or abs(a) > 2.0**20:
        return []
    with ctx.workprec(BITS):
        quarter, shift = arb.pi() / 2, 1 if name == "sin" else 0
        first = int(((arb(a) / quarter - shift) / 2).floor().mid().fmpq().p) if a == a else 0
        near = [float((quarter * (2 * n + shift)).mid()) for n in range(first, first + 3)]
    return [p for p in near if a <= p <= b]


def _pole(a: float, b: float) -> bool:
    """Whether a pole of tan lies between a and b: whether more odd quarter turns are below b than below a."""
    if not max(abs(a), abs(b)) <= 2.0**20:
        return False
    with ctx.workprec(BITS):
        counts = [((arb(p) / arb.pi() * 2 - 1) / 2).floor() for p in (a, b)]
    return bool(counts[0] != counts[1])


def _no_wider_than_needed(name: str, a: float, b: float, found: tuple, hull: tuple) -> None:
    """An end beyond the hull of the values at both ends is ±1, and an extremum is near."""
    if not max(abs(a), abs(b)) <= 2.0**20 or b - a >= 6.25:
        assert found == (-1, 1)
        return
    low, high = found
    for end, own, kind in ((low, hull[0], 3), (high, hull[1], 1)):
        if abs(end) == 1 and abs(own) < 1:
            place = kind - (name == "cos")
            with ctx.workprec(BITS):
                sides = [arb(p) / arb.pi() * 2 for p in (a, b)]
                turns = [((s + e - place) / 4).floor() for s, e in zip(sides, (-1e-6, 1e-6), strict=True)]
            assert turns[0] != turns[1], (name, a, b)
        else:
            assert end == max(min(own, 1.0), -1.0), (name, a, b)
