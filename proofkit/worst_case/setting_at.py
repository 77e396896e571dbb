"""A setting whose constants and step are exact numbers, and how people write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from math import log10

from ..errors import BadInput
from ..function_class import rename
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
        for text in general.signs:
            if not holds(text, self.constants):
                raise BadInput("constants", written(self.constants), text)

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


def parse_constants(text: str) -> dict[str, Fraction]:
    """Read "mu=1/10, L=1, eta=1.5" as exact numbers.

    Raises:
        BadInput: anything else.
    """
    found: dict[str, Fraction] = {}
    for part in text.split(","):
        name, equals, value = (word.strip() for word in part.partition("="))
        number = _number(value)
        if not equals or not name.isidentifier() or number is None or name in found:
            raise BadInput("constants", text, "exact numbers such as mu=1/10, L=1, eta=3/2")
        found[name] = number
    return found


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


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
