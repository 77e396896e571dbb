"""Sets of points with exact rational data: where a condition is asked for, where starts are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .errors import BadInput

Point = tuple[Fraction, ...]


class Region:
    """A subset of R^d, abstract; `Everywhere`, `Box`, `Ball`, `Ellipsoid`, `Sublevel`, their combinations are final."""

    def contains(self, point: Point) -> bool:
        """Return whether the (exact) point lies in the set; exact arithmetic, no rounding."""
        raise TypeError(f"{type(self).__name__} is abstract")

    def __invert__(self) -> Region:
        return self.inner if isinstance(self, Complement) else Complement(self)

    def __and__(self, other: Region) -> Region:
        return Intersection((self, other))

    def __or__(self, other: Region) -> Region:
        return Union((self, other))


@dataclass(frozen=True)
class Everywhere(Region):
    """All of R^d."""

    def contains(self, point: Point) -> bool:
        return True

    def __str__(self) -> str:
        return "R^d"


@dataclass(frozen=True)
class Box(Region):
    """The product of closed intervals [lower_i, upper_i] (open ones when `open_` is set)."""

    lower: Point
    upper: Point
    open_: bool = False

    def __post_init__(self) -> None:
        if len(self.lower) != len(self.upper) or not self.lower:
            raise BadInput("box", (self.lower, self.upper), "as many lower as upper ends, at least one")
        for low, high in zip(self.lower, self.upper, strict=True):
            if not low < high:
                raise BadInput("box", f"{low},{high}", "lower end < upper end in every coordinate")

    def contains(self, point: Point) -> bool:
        sides = zip(self.lower, point, self.upper, strict=True)
        return all(lo < x < hi if self.open_ else lo <= x <= hi for lo, x, hi in sides)

    @property
    def volume(self) -> Fraction:
        """Lebesgue measure of the box."""
        product = Fraction(1)
        for low, high in zip(self.lower, self.upper, strict=True):
            product *= high - low
        return product

    def __str__(self) -> str:
        left, right = "()" if self.open_ else "[]"
        sides = zip(self.lower, self.upper, strict=True)
        return " x ".join(f"{left}{lo}, {hi}{right}" for lo, hi in sides)


@dataclass(frozen=True)
class Ball(Region):
    """{x : ‖x − center‖² ≤ radius_squared} (< when `open_`); the squared radius keeps it rational."""

    center: Point
    radius_squared: Fraction
    open_: bool = False

    def __post_init__(self) -> None:
        if self.radius_squared <= 0:
            raise BadInput("ball", f"squared radius {self.radius_squared}", "a positive radius")

    def level(self, point: Sequence[Any]) -> Any:
        """Return ‖x − center‖² − radius², negative inside; exact points and SymPy symbols alike."""
        return sum((x - c) ** 2 for x, c in zip(point, self.center, strict=True)) - self.radius_squared

    def contains(self, point: Point) -> bool:
        level = self.level(point)
        return bool(level < 0 if self.open_ else level <= 0)

    def __str__(self) -> str:
        kind = "open ball" if self.open_ else "ball"
        return f"{kind} about ({', '.join(map(str, self.center))}), radius² {self.radius_squared}"


@dataclass(frozen=True)
class Ellipsoid(Region):
    """{x : Σ weights_i (x_i − center_i)² ≤ bound} (< when `open_`), axes along the coordinates."""

    center: Point
    weights: tuple[Fraction, ...]
    bound: Fraction
    open_: bool = False

    def __post_init__(self) -> None:
        if len(self.weights) != len(self.center) or min(self.weights) <= 0 or self.bound <= 0:
            given = f"weights {self.weights}, bound {self.bound}"
            raise BadInput("ellipsoid", given, "one positive weight per coordinate and a positive bound")

    def level(self, point: Sequence[Any]) -> Any:
        """Return Σ weights_i (x_i − center_i)² − bound, negative inside; exact points and SymPy symbols alike."""
        sides = zip(self.weights, point, self.center, strict=True)
        return sum(w * (x - c) ** 2 for w, x, c in sides) - self.bound

    def contains(self, point: Point) -> bool:
        level = self.level(point)
        return bool(level < 0 if self.open_ else level <= 0)

    def __str__(self) -> str:
        kind = "open ellipsoid" if self.open_ else "ellipsoid"
        about = ", ".join(map(str, self.center))
        return f"{kind} about ({about}), weights ({', '.join(map(str, self.weights))}), bound {self.bound}"


@dataclass(frozen=True)
class Sublevel(Region):
    """{x : f(x) ≤ level} for the formula of f, a SymPy expression in `variables`."""

    formula: Any
    variables: tuple[Any, ...]
    level: Fraction

    def contains(self, point: Point) -> bool:
        return bool(self.formula.subs(dict(zip(self.variables, point, strict=True))) <= self.level)

    def __str__(self) -> str:
        return f"{{{self.formula} <= {self.level}}}"


@dataclass(frozen=True)
class Complement(Region):
    """Everything outside `inner`."""

    inner: Region

    def contains(self, point: Point) -> bool:
        return not self.inner.contains(point)

    def __str__(self) -> str:
        return f"outside {self.inner}"


@dataclass(frozen=True)
class Intersection(Region):
    """Points in every part."""

    parts: tuple[Region, ...]

    def contains(self, point: Point) -> bool:
        return all(part.contains(point) for part in self.parts)

    def __str__(self) -> str:
        return " and ".join(map(str, self.parts))


@dataclass(frozen=True)
class Union(Region):
    """Points in some part."""

    parts: tuple[Region, ...]

    def contains(self, point: Point) -> bool:
        return any(part.contains(point) for part in self.parts)

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))
