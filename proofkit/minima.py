"""The local minimisers of f in a box, each exact or enclosed: where `apply` takes x* and x† from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from .conditions._joins import joins
from .conditions._question import Question
from .conditions.critical_points import CriticalPoint, critical_points
from .interval.sets import bounding_box
from .interval.tape import Tape
from .landscape import Landscape
from .region import Box, Point

SHORT = 10**9  #: denominator of the point that stands for an enclosed one


@dataclass(frozen=True)
class Minimum:
    """A local minimiser.

    Args:
        point: the minimiser, or a point near it; shape (d,).
        slack: how far from `point` it may be at most (0 if `point` is the minimiser).
        value: f at `point`, rounded.
    """

    point: Point
    slack: Fraction
    value: float


def minima(landscape: Landscape, box: Box, budget: float) -> list[Minimum]:
    """Return minimisers of f in a box, the lowest first: those of f if it is C¹ there, else those inside of its pieces.

    Not all of them are always found; each that is returned is one. A minimiser on a kink is not looked for.

    Args:
        landscape: the function f.
        box: where to look.
        budget: seconds.
    """
    sides = bounding_box(box)
    assert sides is not None
    smooth = joins(landscape, box, sides).smooth is True
    found = _of(landscape, box, budget) if smooth else _of_pieces(landscape, box, budget)
    return sorted((_minimum(landscape, p) for p in found), key=lambda minimum: (minimum.value, minimum.point))


def _minimum(landscape: Landscape, found: CriticalPoint) -> Minimum:
    """An enclosure is moved to a short decimal nearby."""
    point = found.point if not found.radius else tuple(Fraction(round(x * SHORT), SHORT) for x in found.point)
    slack = sum((abs(x - y) + found.radius for x, y in zip(point, found.point, strict=True)), start=Fraction(0))
    return Minimum(point, slack, float(landscape.value_at(point)))


def _of(landscape: Landscape, box: Box, budget: float) -> list[CriticalPoint]:
    found = critical_points(Question(landscape, box, budget=budget)).data.get("points", ())
    assert isinstance(found, tuple)
    return [point for point in found if point.kind == "minimum"]


def _of_pieces(landscape: Landscape, box: Box, budget: float) -> Iterator[CriticalPoint]:
    """The minimisers of the pieces' formulas that lie where the piece applies, in a neighbourhood too."""
    for piece in landscape.pieces:
        alone = replace(landscape, formula=piece.formula)
        inside = Tape([piece.condition], landscape.variables)
        for found in _of(alone, box, budget / len(landscape.pieces)):
            wide = found.radius or Fraction(1, 10**9)
            if inside.run(tuple((x - wide, x + wide) for x in found.point))[0] is True:
                yield found
