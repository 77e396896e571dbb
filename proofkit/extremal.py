"""Extremal functions: the members of a class on which one step does worst, exactly, in the class's constants."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """An even C¹ function on the line by its curvature: f(0) = f'(0) = 0 and f'' constant on pieces.

    Args:
        curvatures: f'' on the successive pieces, from 0 outwards; kernel text in the class's constants.
        lengths: of all pieces but the last, of which the point 1 is a member; rational in the constants and `delta`,
            a length that tends to 0 (the worst case is then approached and not attained).
        minimal: whether 0 is its global minimiser, once continued suitably beyond 1.
    """

    curvatures: tuple[str, ...]
    lengths: tuple[str, ...] = ()
    minimal: bool = True

    @property
    def approaches(self) -> bool:
        """Whether it is a family with a piece whose length tends to 0."""
        return any("delta" in length for length in self.lengths)

    def __str__(self) -> str:
        if not self.lengths:
            beyond = "" if self.minimal else " around both points, continued so as to have a minimiser"
            return f"f(x) = {_times(self.curvatures[0])}x^2/2{beyond}"
        *inner, last = self.curvatures
        pieces = ", ".join(f"{k} on a length {length}" for k, length in zip(inner, self.lengths, strict=True))
        limit = ", as delta tends to 0" if self.approaches else ""
        return f"f'' = {pieces}, then {last}{limit}"


@dataclass(frozen=True)
class Radial:
    """A function on the line whose (sub)gradient g at the one or two points that a step sees is slope·x.

    Args:
        start: the slope where the gradient of the step is taken; kernel text in the class's constants.
        end: the slope at the other end of the step; "" where nothing is claimed of it.
    """

    start: str
    end: str = ""

    minimal = True
    approaches = False

    def __str__(self) -> str:
        there = f", {_times(self.end)}x at the other end" if self.end else ""
        return f"g(x) = {_times(self.start)}x where the step takes its gradient{there}"


@dataclass(frozen=True)
class Planar:
    """A function in the plane whose gradient at distance 1 has a given slope along the radius and a given length.

    Args:
        slope: ⟨g(x), x − x*⟩, kernel text.
        size: ‖g(x)‖², kernel text.
        landscape: a landscape that approaches it; "" where none is shipped.
        end: the slope of the gradient at the other end of the step, where it is radial; "" where nothing is claimed
            of it.
    """

    slope: str
    size: str
    landscape: str = ""
    end: str = ""

    minimal = True
    approaches = True

    def __str__(self) -> str:
        name = f"{self.landscape}: " if self.landscape else ""
        there = f", and g(x) = {_times(self.end)}x at the other end of the step" if self.end else ""
        return f"{name}a plane function with <g, x> = {self.slope} and |g|^2 = {self.size} at |x| = 1{there}"


def _times(constant: str) -> str:
    """Return a constant as a coefficient: "mu*", "-L*", "" for 1."""
    return "" if constant == "1" else f"{constant}*"
