"""Points, boxes, regions and variable names from text: what is read, and what is refused in one line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofkit.errors import BadInput, UnknownName
from proofkit.reading import parse_box, parse_point, parse_region, parse_variables
from proofkit.region import Ball, Box, Complement, Ellipsoid, Everywhere

F = Fraction


def test_points_and_boxes() -> None:
    assert parse_point("0,-1/3", 2) == (F(0), F(-1, 3))
    assert parse_box("-5,5;0.1,1/2") == Box((F(-5), F(1, 10)), (F(5), F(1, 2)))


def test_regions() -> None:
    ball = Ball((F(2), F(1)), F(9, 25))
    assert parse_region("ball:2,1;0.6") == ball
    assert parse_region("open ball:2,1;0.6") == Ball((F(2), F(1)), F(9, 25), open_=True)
    assert parse_region("not ball:2,1;0.6", 2) == Complement(ball)
    assert parse_region("box:-1,1") == Box((F(-1),), (F(1),))
    assert parse_region("ellipsoid:0,0;4,9;1") == Ellipsoid((F(0), F(0)), (F(4), F(9)), F(1))
    assert parse_region("everywhere") == Everywhere()


def test_variables() -> None:
    assert parse_variables("x, y") == parse_variables("x y") == ("x", "y")


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (parse_point, ""), (parse_point, "1,,2"), (parse_point, "nan,0"), (parse_point, "inf"), (parse_point, "1;2"),
        (parse_box, "1"), (parse_box, "5,-5"), (parse_box, "1,1"), (parse_box, "0,1;"), (parse_box, "0,1,2"),
        (parse_region, "ball:2,1"), (parse_region, "ball:2,1;0"), (parse_region, "ball:2,1;-1"), (parse_region, "ball"),
        (parse_region, "ball:2,1;nan"), (parse_region, "ellipsoid:0,0;1;1"), (parse_region, "ellipsoid:0,0;1,-1;1"),
        (parse_region, "not"), (parse_region, ""), (parse_region, "__import__('os')"),
        (parse_variables, ""), (parse_variables, "x,x"),
    ],
)  # fmt: skip
def test_refused(reader, text: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadInput) as caught:
        reader(text)
    assert "\n" not in str(caught.value)


def test_wrong_dimension_is_refused() -> None:
    for reader, text in ((parse_point, "1"), (parse_box, "0,1"), (parse_region, "ball:1;1"), (parse_region, "box:0,1")):
        with pytest.raises(BadInput):
            reader(text, 2)


def test_unknown_region_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean ball"):
        parse_region("bal:0;1")


def test_region_membership_is_exact_at_the_boundary() -> None:
    ellipsoid = parse_region("ellipsoid:1,0;4,9;1")
    edge = (F(3, 2), F(0))
    assert ellipsoid.contains(edge)
    assert not ellipsoid.contains((F(3, 2) + F(1, 10**30), F(0)))
    assert not parse_region("open ellipsoid:1,0;4,9;1").contains(edge)
    assert not parse_region("open ball:0;1").contains((F(1),))
    assert parse_region("not open ball:0;1").contains((F(1),))
