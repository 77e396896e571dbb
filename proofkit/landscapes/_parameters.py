"""What the landscape factories share: exact parameters, their validation, points on the first axis."""

from __future__ import annotations

from fractions import Fraction

from ..errors import BadInput
from ..region import Point
from ..symbolic_rational import exact

Number = int | str | Fraction  #: an exact parameter; floats are refused


def positive(**values: Number) -> tuple[Fraction, ...]:
    """Return the named parameters as fractions, in order.

    Raises:
        BadInput: one of them is not an exact number, or not positive.
    """
    found = {name: exact(value, name) for name, value in values.items()}
    for name, value in found.items():
        require(value > 0, name, value, "a positive number")
    return tuple(found.values())


def require(holds: bool, what: str, given: object, expected: str) -> None:
    """Raise BadInput unless the condition holds."""
    if not holds:
        raise BadInput(what, str(given), expected)


def axis_point(dimension: int, value: Fraction) -> Point:
    """Return (value, 0, …, 0)."""
    return (value,) + (Fraction(0),) * (dimension - 1)
