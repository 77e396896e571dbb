"""Whether f and its gradient are defined all over a region, and a place where they are not, or where f jumps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import sympy as sp

from ..enclosure.program import Program
from ..errors import BadInput
from ..interval.boxes import enclosing, halves
from ..interval.exact import ends
from ..interval.probe import Probe, search, spread
from ..interval.problem import Case, Problem
from ..interval.sets import bounding_box, condition_of
from ..interval.tape import Sides, Tape
from ..landscape import Landscape
from ..landscape_expression import is_shown_defined
from ..region import Point, Region
from ._joins import jump

ROUNDS, MOST = 60, 40_000  #: cuts in a row, boxes at once, before giving up on showing that f is defined
SIMPLE = 100  #: a zero is tried as a point with denominators up to this
AROUND = 8  #: half the width of the box that is searched for a bad place when the region has no bounds


@dataclass(frozen=True)
class Need:
    """What a part of a formula asks: `expression` > 0 (≥ 0 unless `strict`), or ≠ 0 where `either` sign will do."""

    part: sp.Expr
    expression: sp.Expr
    words: str
    strict: bool = True
    either: bool = False

    @property
    def condition(self) -> sp.Basic:
        """As a SymPy Boolean."""
        if self.either:
            return sp.Or(self.expression > 0, self.expression < 0)
        return self.expression > 0 if self.strict else self.expression >= 0


def needs(formula: sp.Expr) -> Iterator[Need]:
    """Yield what must hold for a formula and its gradient to be defined, the inner parts included."""
    for part in sp.preorder_traversal(formula):
        if isinstance(part, sp.Pow) and not (part.base.is_number and part.base.is_positive):
            yield from _of_power(part)
        elif isinstance(part, sp.log):
            yield Need(part, part.args[0], "logarithms of positive numbers only")
        elif isinstance(part, sp.tan):
            yield Need(part, sp.cos(part.args[0]), "no pole of the tangent", either=True)


def _of_power(part: sp.Pow) -> Iterator[Need]:
    base, exponent = part.args
    if exponent.is_Integer:
        if exponent < 0:
            yield Need(part, base, "no division by zero", either=True)
    elif exponent.is_Rational and exponent > 1:
        yield Need(part, base, "roots of numbers that are not negative", strict=False)
    else:
        yield Need(part, base, "roots of positive numbers only (the gradient of a root is unbounded at 0)")


def is_defined(landscape: Landscape, region: Region) -> bool:
    """Return True only where f and g are shown to be defined all over the region: by their form, or by enclosures."""
    if all(is_shown_defined(piece.formula) for piece in landscape.pieces):
        return True
    where, sides = condition_of(region, landscape.variables), bounding_box(region)
    asked = [
        sp.Or(sp.Not(sp.And(where, piece.condition)), need.condition, evaluate=False)
        for piece in landscape.pieces
        for need in needs(piece.formula)
    ]
    program = Program(asked, landscape.variables)
    if sides is None:
        line = np.full((landscape.dimension, 1), np.inf)
        return bool((program.run(-line, line)[0] > 0).all())
    return _everywhere(program, *enclosing(sides))


def _everywhere(program: Program, low: Any, high: Any) -> bool:
    """Whether conditions hold all over a box, by cutting it."""
    for _ in range(ROUNDS):
        open_ = ~(program.run(low, high)[0] > 0).all(axis=0)
        if not open_.any():
            return True
        if open_.sum() > MOST:
            return False
        left, right, _ = halves(low[:, open_], high[:, open_])
        low, high = (np.concatenate(pair, axis=1) for pair in zip(left, right, strict=True))
    return False


def undefined(landscape: Landscape, region: Region) -> str:
    """Return "" where f and g are certainly defined all over the region, else what is open, in words.

    Raises:
        BadInput: they are certainly not, or f on the line certainly jumps; the message names the place.
    """
    jumps = jump(landscape, region)
    if jumps:
        raise BadInput("function", landscape.name, f"one without jumps (a kink is fine): it jumps at {jumps}")
    if is_defined(landscape, region):
        return ""
    where = condition_of(region, landscape.variables)
    for piece in landscape.pieces:
        inside = sp.And(where, piece.condition)
        for need in needs(piece.formula):
            place = _place(landscape, region, inside, need)
            if place:
                raise BadInput("function", str(need.part), f"{need.words} on {region}: {need.expression} is {place}")
    return "f was not shown to be defined and differentiable on the whole region"


def _place(landscape: Landscape, region: Region, inside: sp.Basic, need: Need) -> str:
    """Where a need is certainly not met, in words; "" if no such place was found."""
    variables, starts = landscape.variables, _starts(landscape, region)

    def extreme(sign: int) -> tuple[Point | None, Fraction | None]:
        best = search(Problem(variables, (Case(inside, sign * need.expression, sp.Integer(1)),)), starts)
        return best.point, best.high

    low, least = extreme(1)
    if low is None or least is None:
        return ""
    if not need.either:
        bad = least < 0 or (least == 0 and need.strict)
        return f"{'negative' if least < 0 else 0} at {_named(variables, low)}" if bad else ""
    high, most = extreme(-1)
    if high is None or most is None or least > 0 or most > 0:
        return ""
    return _zero_between(variables, inside, need.expression, low, high)


def _starts(landscape: Landscape, region: Region) -> list[Point]:
    size = landscape.dimension
    sides = bounding_box(region) or ((Fraction(-AROUND), Fraction(AROUND)),) * size
    corners = list(product(*sides)) if size <= 4 else []
    return [(Fraction(0),) * size, *landscape.points.values(), *corners, *spread(sides, 100, seed=0)]


def _zero_between(
    variables: tuple[sp.Symbol, ...], inside: sp.Basic, expression: sp.Expr, low: Point, high: Point
) -> str:
    """A zero on the segment from a point where the expression is ≤ 0 to one where it is ≥ 0, by halving."""
    probe = Probe(Problem(variables, (Case(inside, expression, sp.Integer(1)),)))
    for _ in range(64):
        for point in (low, tuple(c.limit_denominator(SIMPLE) for c in low), high):
            if any(value == 0 for value, _ in probe.exactly(point) or ()):
                return f"0 at {_named(variables, point)}"
        middle = tuple((a + b) / 2 for a, b in zip(low, high, strict=True))
        value = Tape([expression], variables).run(tuple((c, c) for c in middle))[0]
        low, high = (middle, high) if value <= 0 else (low, middle)
    hull: Sides = tuple((min(a, b), max(a, b)) for a, b in zip(low, high, strict=True))
    crossed = _sign(variables, expression, low) * _sign(variables, expression, high) < 0
    if crossed and Tape([inside], variables).run(hull)[0] is True:
        return f"0 near {_named(variables, low)}"
    return ""


def _sign(variables: tuple[sp.Symbol, ...], expression: sp.Expr, point: Point) -> int:
    found = ends(Tape([expression], variables).run(tuple((x, x) for x in point))[0])
    return 0 if found is None else int(found[0] > 0) - int(found[1] < 0)


def _named(variables: tuple[sp.Symbol, ...], point: Point) -> str:
    return ", ".join(f"{v} = {_short(x)}" for v, x in zip(variables, point, strict=True))


def _short(number: Fraction) -> str:
    return str(number) if len(str(number)) <= 12 else f"{float(number):.8g}"
