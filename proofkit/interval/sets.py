"""Regions as SymPy conditions, and conditions as unions of polynomial cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import singledispatch
from itertools import product

import sympy as sp

from ..errors import BadInput
from ..region import Ball, Box, Complement, Ellipsoid, Everywhere, Intersection, Region, Sublevel, Union
from .exact import root_up, to_sympy

Variables = Sequence[sp.Symbol]


@singledispatch
def condition_of(region: Region, variables: Variables) -> sp.Basic:
    """Return the region as a SymPy Boolean in the variables.

    Raises:
        BadInput: a region of another dimension, or of a kind not known here.
    """
    kinds = "Everywhere, Box, Ball, Ellipsoid, Sublevel, Complement, Intersection or Union"
    raise BadInput("region", type(region).__name__, kinds)


@condition_of.register
def _(region: Everywhere, variables: Variables) -> sp.Basic:
    return sp.true


@condition_of.register
def _(region: Box, variables: Variables) -> sp.Basic:
    _check(len(region.lower), variables)
    sides = zip(variables, region.lower, region.upper, strict=True)
    strict = region.open_
    return sp.And(*(b for v, lo, hi in sides for b in _between(v, to_sympy(lo), to_sympy(hi), strict)))


def _between(v: sp.Symbol, low: sp.Rational, high: sp.Rational, strict: bool) -> tuple[sp.Basic, sp.Basic]:
    return (v > low, v < high) if strict else (v >= low, v <= high)


@condition_of.register
def _(region: Ball, variables: Variables) -> sp.Basic:
    _check(len(region.center), variables)
    gap = sum((v - to_sympy(c)) ** 2 for v, c in zip(variables, region.center, strict=True))
    radius = to_sympy(region.radius_squared)
    return sp.Lt(gap, radius) if region.open_ else sp.Le(gap, radius)


@condition_of.register
def _(region: Ellipsoid, variables: Variables) -> sp.Basic:
    _check(len(region.center), variables)
    level = region.level(variables)
    return sp.Lt(level, 0) if region.open_ else sp.Le(level, 0)


@condition_of.register
def _(region: Sublevel, variables: Variables) -> sp.Basic:
    _check(len(region.variables), variables)
    renamed = dict(zip(region.variables, variables, strict=True))
    return sp.Le(region.formula.xreplace(renamed) - to_sympy(region.level), 0)


@condition_of.register
def _(region: Complement, variables: Variables) -> sp.Basic:
    return sp.Not(condition_of(region.inner, variables))


@condition_of.register
def _(region: Intersection, variables: Variables) -> sp.Basic:
    return sp.And(*(condition_of(part, variables) for part in region.parts))


@condition_of.register
def _(region: Union, variables: Variables) -> sp.Basic:
    return sp.Or(*(condition_of(part, variables) for part in region.parts))


def _check(dimension: int, variables: Variables) -> None:
    if dimension != len(variables):
        raise BadInput("region", f"dimension {dimension}", f"dimension {len(variables)}")


@dataclass(frozen=True)
class Constraint:
    """`expression` > 0 when strict, ≥ 0 otherwise."""

    expression: sp.Expr
    strict: bool


Cell = tuple[Constraint, ...]  # all of them at once


def cells_of(condition: sp.Basic) -> tuple[Cell, ...]:
    """Return a condition as a union of cells (disjunctive normal form); () when it is never met.

    Raises:
        BadInput: the condition is not built from And, Or, Not and comparisons.
    """
    return tuple(dict.fromkeys(_cells(condition, True)))


def _cells(node: sp.Basic, positive: bool) -> list[Cell]:
    if node is sp.true or node is sp.false:
        return [()] if (node is sp.true) == positive else []
    if isinstance(node, sp.Not):
        return _cells(node.args[0], not positive)
    if isinstance(node, sp.And | sp.Or):
        parts = [_cells(part, positive) for part in node.args]
        if isinstance(node, sp.And) == positive:
            return [tuple(dict.fromkeys(c for cell in choice for c in cell)) for choice in product(*parts)]
        return [cell for part in parts for cell in part]
    return _comparison(node, positive)


def _comparison(node: sp.Basic, positive: bool) -> list[Cell]:
    if isinstance(node, sp.Equality | sp.Unequality):
        gap = node.args[0] - node.args[1]
        if isinstance(node, sp.Equality) == positive:
            return [(Constraint(gap, False), Constraint(-gap, False))]
        return [(Constraint(gap, True),), (Constraint(-gap, True),)]
    if not isinstance(node, sp.StrictGreaterThan | sp.GreaterThan | sp.StrictLessThan | sp.LessThan):
        raise BadInput("condition", str(node), "comparisons joined by And, Or, Not")
    gap = node.gts - node.lts
    strict = isinstance(node, sp.StrictGreaterThan | sp.StrictLessThan)
    return [(Constraint(gap, strict) if positive else Constraint(-gap, not strict),)]


def is_convex(region: Region) -> bool:
    """Return True only for regions that are convex by their kind."""
    if isinstance(region, Intersection):
        return all(map(is_convex, region.parts))
    return isinstance(region, Everywhere | Box | Ball | Ellipsoid)


def bounding_box(region: Region) -> tuple[tuple[Fraction, Fraction], ...] | None:
    """Return the sides of a closed box around the region, or None when none is known (unbounded)."""
    if isinstance(region, Box):
        return tuple(zip(region.lower, region.upper, strict=True))
    if isinstance(region, Ball):
        radius = root_up(region.radius_squared)
        return tuple((c - radius, c + radius) for c in region.center)
    if isinstance(region, Ellipsoid):
        widths = [root_up(region.bound / w) for w in region.weights]
        return tuple((c - w, c + w) for c, w in zip(region.center, widths, strict=True))
    if isinstance(region, Intersection):
        return _overlap([box for box in map(bounding_box, region.parts) if box is not None])
    if isinstance(region, Union):
        boxes = [bounding_box(part) for part in region.parts]
        known = [box for box in boxes if box is not None]
        return _around(known) if len(known) == len(boxes) else None
    return None


def _overlap(boxes: list) -> tuple[tuple[Fraction, Fraction], ...] | None:
    if not boxes:
        return None
    sides = tuple((max(lo for lo, _ in side), min(hi for _, hi in side)) for side in zip(*boxes, strict=True))
    return sides if all(lo <= hi for lo, hi in sides) else boxes[0]


def _around(boxes: list) -> tuple[tuple[Fraction, Fraction], ...]:
    return tuple((min(lo for lo, _ in side), max(hi for _, hi in side)) for side in zip(*boxes, strict=True))
