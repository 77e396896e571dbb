"""Pairs of exact points that violate a pair class: along a direction of wrong curvature, or across a kink."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from ..function_class import FunctionClass
from ..interval.exact import ends, to_sympy
from ..interval.probe import spread
from ..interval.sets import bounding_box
from ..interval.tape import Tape
from ..landscape import Landscape
from ..region import Point, Region
from ._reading import Vector, residual

Pair = tuple[Point, Point]


def ratio_bound(kind: FunctionClass, landscape: Landscape, pair: Pair, constant: Fraction) -> Fraction | None:
    """Return an upper bound of (greater − smaller side) of the class's inequality at a pair; None if unbounded."""
    points = [Vector([to_sympy(x) for x in p]) for p in pair]
    gradients = {point: Vector(landscape.gradient_at(p)) for point, p in zip(points, pair, strict=True)}
    values = {point: landscape.value_at(p) for point, p in zip(points, pair, strict=True)}
    names = {"p": points[0], "r": points[1], kind.constant: to_sympy(constant)}
    found = ends(Tape([residual(kind.inequality, names, gradients.__getitem__, values.__getitem__)], []).run(())[0])
    return None if found is None else found[1]


def violates(kind: FunctionClass, landscape: Landscape, pair: Pair, constant: Fraction) -> bool:
    """Return whether the pair certainly violates the class with this constant."""
    bound = ratio_bound(kind, landscape, pair, constant)
    return bound is not None and bound < 0


def along(point: Point, direction: Point) -> Iterator[Pair]:
    """Yield pairs (point, point + t·direction) for ever smaller t, on both sides."""
    for k in range(0, 60, 3):
        for t in (Fraction(1, 2**k), -Fraction(1, 2**k)):
            yield point, tuple(x + t * v for x, v in zip(point, direction, strict=True))


def across_kinks(landscape: Landscape, region: Region, seed: int = 0) -> Iterator[Pair]:
    """Yield close pairs of the region on different pieces, found by halving segments."""
    sides = bounding_box(region) or _around_the_points(landscape)
    inside = [p for p in spread(sides, 60, seed) if region.contains(p)]
    marked = [(p, landscape.branch_at(p)) for p in [*inside, *landscape.points.values()] if region.contains(p)]
    for (p, i), (r, j) in pairwise(marked):
        if i != j:
            yield from _halvings(landscape, p, r, i)


def _around_the_points(landscape: Landscape) -> list[tuple[Fraction, Fraction]]:
    """Return a box around the landscape's named points, with room."""
    coordinates = list(zip(*landscape.points.values(), strict=True)) or [(Fraction(0),)] * landscape.dimension
    return [(min(c) - 8, max(c) + 8) for c in coordinates]


def _halvings(landscape: Landscape, p: Point, r: Point, branch: int) -> Iterator[Pair]:
    for k in range(48):
        middle = tuple((a + b) / 2 for a, b in zip(p, r, strict=True))
        p, r = (middle, r) if landscape.branch_at(middle) == branch else (p, middle)
        if k % 8 == 7:
            yield p, r
