"""Readers of what a user types on a command line: points, boxes, regions, names of variables; all numbers exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from .errors import BadInput, UnknownName
from .region import Ball, Box, Ellipsoid, Everywhere, Point, Region
from .symbolic_rational import parse_rational


def parse_point(text: str, dimension: int | None = None, what: str = "point") -> Point:
    """Return the point that `0,1/2` denotes.

    Args:
        text: coordinates separated by commas.
        dimension: how many are expected, if known.
    Raises:
        BadInput: not numbers, or the wrong number of them.
    """
    point = tuple(parse_rational(part, what) for part in text.split(","))
    if dimension is not None and len(point) != dimension:
        raise BadInput(what, text, f"{dimension} coordinate{'s' if dimension > 1 else ''} separated by commas")
    return point


def parse_box(text: str, dimension: int | None = None) -> Box:
    """Return the box that `-5,5;-5,5` denotes: lower and upper end of each coordinate.

    Raises:
        BadInput: not of that shape, empty, or the wrong number of intervals.
    """
    sides = text.split(";")
    if dimension is not None and len(sides) != dimension:
        raise BadInput("box", text, f"{dimension} interval{'s' if dimension > 1 else ''} 'lower,upper' joined by ';'")
    ends = [parse_point(side, 2, "box side") for side in sides]
    return Box(tuple(low for low, _ in ends), tuple(high for _, high in ends))


def parse_region(
    text: str,
    dimension: int | None = None,
    named: Mapping[str, Region] | None = None,
    sublevel: Callable[[Fraction], Region] | None = None,
) -> Region:
    """Return a region: `box:-5,5;-5,5`, `ball:2,1;0.6` (centre; radius), `ellipsoid:2,1;4,9;1` (centre; weights;
    bound), `everywhere`, each with `open ` or `not ` in front where that makes sense; `sublevel:3`, where a function
    is ≤ 3; or one of the named regions.

    Args:
        text: what was typed.
        dimension: how many coordinates are expected, if known.
        named: regions that have a name, such as a landscape's M.
        sublevel: level → sublevel set of the function in question, if there is one.
    Raises:
        BadInput: not of that shape; UnknownName: no such kind of region.
    """
    words, known = text.strip(), named or {}
    if words in known:
        return known[words]
    if words.startswith("not "):
        return ~parse_region(words[4:], dimension, named, sublevel)
    if words == "everywhere":
        return Everywhere()
    if words.startswith("sublevel:") and sublevel is not None:
        return sublevel(parse_rational(words.removeprefix("sublevel:"), "level"))
    open_ = words.startswith("open ")
    kind, colon, rest = words.removeprefix("open ").partition(":")
    if kind.strip() not in _KINDS:
        raise UnknownName("kind of region", kind.strip(), [*_KINDS, *known, "everywhere", "not", "open"])
    if not colon:
        raise BadInput("region", text, f"{kind.strip()}: followed by its numbers, such as 'ball:2,1;0.6'")
    return _KINDS[kind.strip()](rest, dimension, open_)


def parse_variables(text: str) -> tuple[str, ...]:
    """Return the variable names of `x,y` (`x y` is read alike).

    Raises:
        BadInput: no name, or the same twice.
    """
    names = tuple(text.replace(",", " ").split())
    if not names or len(set(names)) < len(names):
        raise BadInput("variables", text, "distinct names separated by commas, such as x,y")
    return names


def _read_box(text: str, dimension: int | None, open_: bool) -> Region:
    box = parse_box(text, dimension)
    return Box(box.lower, box.upper, open_)


def _read_ball(text: str, dimension: int | None, open_: bool) -> Region:
    center, radius = _parts(text, 2, "ball", "centre;radius")
    return Ball(parse_point(center, dimension, "centre"), _positive(radius, "radius") ** 2, open_)


def _read_ellipsoid(text: str, dimension: int | None, open_: bool) -> Region:
    center, weights, bound = _parts(text, 3, "ellipsoid", "centre;weights;bound")
    point = parse_point(center, dimension, "centre")
    return Ellipsoid(point, parse_point(weights, len(point), "weights"), _positive(bound, "bound"), open_)


def _parts(text: str, count: int, kind: str, shape: str) -> list[str]:
    found = text.split(";")
    if len(found) != count:
        raise BadInput(kind, text, f"{kind}:{shape}")
    return found


def _positive(text: str, what: str) -> Fraction:
    value = parse_rational(text, what)
    if value <= 0:
        raise BadInput(what, text, "a positive number")
    return value


_KINDS: dict[str, Callable[[str, int | None, bool], Region]] = {
    "box": _read_box,
    "ball": _read_ball,
    "ellipsoid": _read_ellipsoid,
}
