"""A setting whose constants and step are exact numbers, and how people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from math import log10

from ..errors import BadInput
from ..function_class import FunctionClass, rename
from ..known import EQUAL
from ..symbolic import parse_number
from .samples import holds
from .setting import Setting


@dataclass(frozen=True)
class SettingAt(Setting):
    """A setting at numbers: in its texts every scalar is replaced by its value.

    Args:
        constants: symbol → value, for every scalar of the setting.
    """

    constants: Mapping[str, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        general = Setting(self.classes, self.method, self.measure)
        if set(self.constants) != set(general.scalars):
            raise BadInput("constants", written(self.constants), f"values of {', '.join(general.scalars)}")
        more = [text for text in self.method.given if "(" not in text]
        check_signs(self.classes, [*more, "eta > 0"], self.constants)

    @property
    def name(self) -> str:
        """An identifier for its statements."""
        at = "_".join(f"{name}_{value}".replace("/", "_") for name, value in self.constants.items())
        return f"{super().name}__at_{at}"

    @property
    def scalars(self) -> tuple[str, ...]:
        """No scalar is left open."""
        return ()

    def put(self, text: str) -> str:
        """Return kernel text with the numbers in place of the scalars."""
        return rename(text, {name: f"({value})" for name, value in self.constants.items()})

    @property
    def before(self) -> str:
        """The point the step starts from."""
        return self.put(super().before)

    @property
    def after(self) -> str:
        """The point the step leads to."""
        return self.put(super().after)

    @property
    def hypotheses(self) -> dict[str, str]:
        """Label → kernel text: the classes on R^d, the minimiser; the signs of numbers are known."""
        found = super().hypotheses
        return {label: self.put(text) for label, text in found.items() if not label.startswith("sign_")}

    @property
    def noise(self) -> tuple[str, ...]:
        """What is assumed of the noise at the point p."""
        return tuple(map(self.put, super().noise))


def check_signs(kinds: Sequence[FunctionClass], more: Sequence[str], constants: Mapping[str, Fraction]) -> None:
    """Compare numbers with what the classes assume of them: each number by itself first, then their order.

    Where two classes have mu and L, mu = L is allowed; a class with both asks for the order that it was written for.

    Args:
        kinds: the classes.
        more: what else is assumed, such as "eta > 0".
        constants: symbol → value.
    Raises:
        BadInput: a sign or an order is another one.
    """
    own = list(dict.fromkeys(text for kind in kinds for text in kind.signs))
    orders = {text: pair for text in own if (pair := re.fullmatch(r"([A-Za-z]\w*) > ([A-Za-z]\w*)", text))}
    single = [*(text for text in own if text not in orders), *more, *(f"{pair[1]} > 0" for pair in orders.values())]
    both = ["L >= mu"] if {"mu", "L"} <= set(constants) else []
    for text in [*single, *both, *orders]:
        if not holds(text, constants):
            why = f" ({EQUAL})" if text in orders else ""
            raise BadInput("constants", written(constants), text + why)


def parse_constants(text: str) -> dict[str, Fraction]:
    """Read "mu=1/10, L=1, eta=1.5" as exact numbers.

    Raises:
        BadInput: anything else.
    """
    found: dict[str, Fraction] = {}
    for part in text.split(","):
        name, equals, value = (word.strip() for word in part.partition("="))
        if not equals or not name.isidentifier() or name in found:
            raise BadInput("constants", text, "exact numbers such as mu=1/10, L=1, eta=3/2")
        found[name] = parse_number(value, name)
    return found


def written(constants: Mapping[str, Fraction]) -> str:
    """Return constants as `parse_constants` reads them."""
    return ", ".join(f"{name}={value}" for name, value in constants.items())


@contextmanager
def within_floats(constants: Mapping[str, Fraction]) -> Iterator[None]:
    """While it is open, numbers that do not fit into floating point are bad input.

    Raises:
        BadInput: they do not.
    """
    try:
        yield
    except OverflowError:
        sizes = ", ".join(f"{name} about 1e{_digits(value)}" for name, value in constants.items() if value)
        expected = "numbers whose ratios floating point can hold (the solver's weights are made exact afterwards)"
        raise BadInput("constants", sizes, expected) from None


def _digits(value: Fraction) -> int:
    """The exponent of 10, rounded."""
    return round(log10(abs(value.numerator)) - log10(value.denominator))
