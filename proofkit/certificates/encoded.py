"""Exact values ⇄ data that JSON can hold: rationals, points, regions, and what a certificate keeps for a referee."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ..conditions.critical_points import CriticalPoint
from ..conditions.global_minimum import Minimisers
from ..errors import BadInput
from ..interval.leaves import Leaves, leaves_of
from ..interval.tape import Sides
from ..landscape_expression import expression_landscape
from ..region import Ball, Box, Complement, Ellipsoid, Everywhere, Intersection, Point, Region, Sublevel, Union

SHORT = 40  #: digits of a number that is written in decimal; longer ones in hexadecimal
_NUMBER = re.compile(r"-?(?:\d{1,300}(?:/\d{1,300})?|0x[0-9a-f]{1,20000}(?:/0x[0-9a-f]{1,20000})?)", re.ASCII)


def number_text(value: Fraction) -> str:
    """Return a rational as text, exactly: `-1/3`, or `0x…/0x…` when it is long."""
    if max(abs(value.numerator), value.denominator) < 10**SHORT:
        return str(value)
    sign, top = "-" if value < 0 else "", f"{abs(value.numerator):#x}"
    return f"{sign}{top}" if value.denominator == 1 else f"{sign}{top}/{value.denominator:#x}"


def number(text: object) -> Fraction:
    """Return the rational that `number_text` wrote.

    Raises:
        BadInput: something else.
    """
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise BadInput("number in the file", text, "a rational as text, such as -1/3")
    sign, parts = (-1, text[1:]) if text.startswith("-") else (1, text)
    top, bottom = [int(part, 0 if part.startswith("0x") else 10) for part in (*parts.split("/"), "1")[:2]]
    if bottom == 0:
        raise BadInput("number in the file", text, "a non-zero denominator")
    return Fraction(sign * top, bottom)


def optional(value: Any, read: Callable[[Any], Any]) -> Any:
    """Return None for None, else what `read` makes of the value."""
    return None if value is None else read(value)


def point_data(point: Point) -> list[str]:
    """Return a point as a list of numbers."""
    return [number_text(x) for x in point]


def point(data: object) -> Point:
    """Return the point that a list of numbers is.

    Raises:
        BadInput: something else.
    """
    if not isinstance(data, list) or not data:
        raise BadInput("point in the file", data, "a list of numbers")
    return tuple(number(x) for x in data)


def region_data(region: Region) -> dict[str, Any]:
    """Return a region as data with one key, its kind."""
    if isinstance(region, Everywhere):
        return {"everywhere": True}
    if isinstance(region, Complement):
        return {"outside": region_data(region.inner)}
    if isinstance(region, Intersection | Union):
        return {"all of" if isinstance(region, Intersection) else "any of": [region_data(p) for p in region.parts]}
    if isinstance(region, Box):
        return {"box": {"lower": point_data(region.lower), "upper": point_data(region.upper), "open": region.open_}}
    if isinstance(region, Ball):
        radius = number_text(region.radius_squared)
        return {"ball": {"center": point_data(region.center), "radius squared": radius, "open": region.open_}}
    if isinstance(region, Ellipsoid):
        data = {"center": point_data(region.center), "weights": point_data(region.weights)}
        return {"ellipsoid": {**data, "bound": number_text(region.bound), "open": region.open_}}
    if isinstance(region, Sublevel):
        names = [str(v) for v in region.variables]
        return {"where": {"formula": str(region.formula), "variables": names, "at most": number_text(region.level)}}
    raise BadInput("region", type(region).__name__, "a kind of region that can be written")


def region(data: object) -> Region:
    """Return the region that `region_data` wrote.

    Raises:
        BadInput: something else.
    """
    kind, inner = _tagged(data, "region")
    if kind == "everywhere":
        return Everywhere()
    if kind == "outside":
        return Complement(region(inner))
    if kind in ("all of", "any of") and isinstance(inner, list) and inner:
        parts = tuple(region(part) for part in inner)
        return Intersection(parts) if kind == "all of" else Union(parts)
    if kind == "box":
        return Box(point(_of(inner, "lower")), point(_of(inner, "upper")), _truth(_of(inner, "open")))
    if kind == "ball":
        return Ball(point(_of(inner, "center")), number(_of(inner, "radius squared")), _truth(_of(inner, "open")))
    if kind == "ellipsoid":
        center, weights = point(_of(inner, "center")), point(_of(inner, "weights"))
        return Ellipsoid(center, weights, number(_of(inner, "bound")), _truth(_of(inner, "open")))
    if kind == "where":
        return _sublevel(_of(inner, "formula"), _of(inner, "variables"), number(_of(inner, "at most")))
    raise BadInput("region in the file", kind, "box, ball, ellipsoid, where, outside, all of, any of or everywhere")


def _sublevel(formula: object, names: object, level: Fraction) -> Sublevel:
    if not isinstance(formula, str) or not isinstance(names, list) or not all(isinstance(v, str) for v in names):
        raise BadInput("region in the file", str(formula)[:60], "a formula as text and the names of its variables")
    f = expression_landscape(formula, names, everywhere=False)
    return Sublevel(f.formula, f.variables, level)


def value_data(value: object, root: Sides | None) -> Any:
    """Return anything a certificate keeps as data: numbers as text, tuples as lists, the rest with its kind as key.

    Args:
        value: what is kept.
        root: the box that stored boxes are cut from.
    Raises:
        BadInput: a kind that cannot be written.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Fraction):
        return number_text(value)
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, tuple):
        return [value_data(item, root) for item in value]
    if isinstance(value, list):
        return {"list": [value_data(item, root) for item in value]}
    if isinstance(value, Leaves) and root is not None:
        return {"boxes": value.tree(root)}
    if isinstance(value, CriticalPoint):
        fields = (value.point, value.radius, value.kind, value.alone)
        return {"critical point": [value_data(field, root) for field in fields]}
    if isinstance(value, Minimisers):
        return {"minimisers": [value_data(value.sides, root), value.only]}
    raise BadInput("certificate", type(value).__name__, "findings that can be written")


def value(data: Any, root: Sides | None) -> object:
    """Return what `value_data` wrote.

    Raises:
        BadInput: something else.
    """
    if data is None or isinstance(data, bool | int):
        return data
    if isinstance(data, str):
        return number(data)
    if isinstance(data, list):
        return tuple(value(item, root) for item in data)
    kind, inner = _tagged(data, "finding")
    if kind == "text" and isinstance(inner, str):
        return inner
    if kind == "list" and isinstance(inner, list):
        return [value(item, root) for item in inner]
    if kind == "boxes" and isinstance(inner, str) and root is not None:
        return leaves_of(inner, root)
    if kind == "critical point" and isinstance(inner, list) and len(inner) == 4:
        at, radius, name = point(inner[0]), number(inner[1]), value(inner[2], root)
        if isinstance(name, str) and radius >= 0:
            return CriticalPoint(at, radius, name, _box(inner[3], len(at)))
    if kind == "minimisers" and isinstance(inner, list) and len(inner) == 2 and isinstance(inner[0], list):
        return Minimisers(_box(inner[0], len(inner[0])), _truth(inner[1]))
    raise BadInput("finding in the file", kind, "text, list, boxes, critical point or minimisers, as they are written")


def _box(data: Any, dimension: int) -> Sides:
    sides = [point(side) for side in data] if isinstance(data, list) else []
    if len(sides) != dimension or any(len(side) != 2 or side[0] > side[1] for side in sides):
        raise BadInput("box in the file", data, f"{dimension} pairs of ends, the lower one first")
    return tuple((side[0], side[1]) for side in sides)


def _tagged(data: object, what: str) -> tuple[str, Any]:
    if not isinstance(data, Mapping) or len(data) != 1:
        raise BadInput(f"{what} in the file", str(data)[:60], "an object with one key, its kind")
    return next(iter(data.items()))


def _of(data: object, key: str) -> Any:
    if not isinstance(data, Mapping) or key not in data:
        raise BadInput("region in the file", str(data)[:60], f"an object with the key {key!r}")
    return data[key]


def _truth(data: object) -> bool:
    if not isinstance(data, bool):
        raise BadInput("open in the file", data, "true or false")
    return data
