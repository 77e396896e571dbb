"""The next floating-point numbers: an operation rounded to nearest is off by less than the step to them."""

from __future__ import annotations

from math import inf, nextafter


def down(x: float) -> float:
    """Return the next number below."""
    return nextafter(x, -inf)


def up(x: float) -> float:
    """Return the next number above."""
    return nextafter(x, inf)
