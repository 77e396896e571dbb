"""Any result of this package as data that JSON can hold, with no number made less exact than it was."""

from __future__ import annotations

import dataclasses
import decimal
import math
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any


def plain(value: Any) -> Any:
    """Return the value as dicts, lists, strings, numbers, booleans and None.

    Args:
        value: dataclasses become dicts (a trailing underscore of a field's name is dropped), enums their
            values, fractions and SymPy expressions text ("1/3"), NumPy numbers and arrays numbers and
            lists; a float that is not finite becomes text ("inf"), since JSON has no such number.
    Raises:
        TypeError: something else, so that nothing is written as a guess.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return digits_of(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(map(plain, value), key=str)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if hasattr(value, "free_symbols"):
        return str(value)
    raise TypeError(f"no plain form for {type(value).__name__}")


def _fields(value: Any) -> Any:
    kinds = [type(value), *type(value).__mro__]
    if any(kind.__module__ == "proofkit.region" for kind in kinds):
        return str(value)
    return {field.name.rstrip("_"): plain(getattr(value, field.name)) for field in dataclasses.fields(value)}


def digits_of(value: Fraction) -> str:
    """Return a rational as text, exactly, however many digits it has (`str` stops at 4300 of them)."""
    top, bottom = (f"{decimal.Decimal(part):f}" for part in (value.numerator, value.denominator))
    return top if value.denominator == 1 else f"{top}/{bottom}"


def outward(value: Fraction, *, up: bool, digits: int = 8) -> str:
    """Return a bound as text: exactly when it is short, else as a decimal rounded up or down.

    Args:
        value: the exact bound.
        up: round up (an upper bound) or down (a lower bound), so that the bound stays true.
        digits: significant digits kept.
    """
    if len(digits_of(value)) <= digits + 2:
        return digits_of(value)
    context = decimal.Context(
        prec=digits,
        rounding=decimal.ROUND_CEILING if up else decimal.ROUND_FLOOR,
        Emin=decimal.MIN_EMIN,
        Emax=decimal.MAX_EMAX,
    )
    return str(context.divide(decimal.Decimal(value.numerator), decimal.Decimal(value.denominator)))
