"""Region → source of the test "does the point x lie in it", in floating point."""

from __future__ import annotations

from functools import singledispatch

from ..errors import BadInput
from ..region import Ball, Box, Complement, Ellipsoid, Everywhere, Intersection, Region, Union
from .scalar_source import ScalarSource


@singledispatch
def membership(region: Region, writer: ScalarSource) -> str:
    """Return a boolean expression in the coordinates x[0], x[1], … and the constants array p.

    Raises:
        BadInput: a kind of region that has no membership source.
    """
    kinds = "Box, Ball, Ellipsoid, Complement, Intersection, Union or Everywhere"
    raise BadInput("region", type(region).__name__, kinds)


@membership.register
def _(region: Everywhere, writer: ScalarSource) -> str:
    return "True"


@membership.register
def _(region: Box, writer: ScalarSource) -> str:
    less = "<" if region.open_ else "<="
    sides = enumerate(zip(region.lower, region.upper, strict=True))
    tests = (f"{writer.constant(lo)} {less} x[{i}] {less} {writer.constant(hi)}" for i, (lo, hi) in sides)
    return "(" + " and ".join(tests) + ")"


@membership.register
def _(region: Ball | Ellipsoid, writer: ScalarSource) -> str:
    return f"({writer.write(region.level(tuple(writer.names)))} {'<' if region.open_ else '<='} 0.0)"


@membership.register
def _(region: Complement, writer: ScalarSource) -> str:
    return f"(not {membership(region.inner, writer)})"


@membership.register
def _(region: Intersection, writer: ScalarSource) -> str:
    return "(" + " and ".join(membership(part, writer) for part in region.parts) + ")"


@membership.register
def _(region: Union, writer: ScalarSource) -> str:
    return "(" + " or ".join(membership(part, writer) for part in region.parts) + ")"
