"""OPSC with EB⁺ in the plane: the factor of the gradient norm, which needs the gradients at both ends of a step."""

from __future__ import annotations

import math
import random

import pytest
from worst_functions import answer, number, places
from worst_plane import PlaneFunction, on_plane

from proofkit.extremal import Planar

CASES = [("gradient_descent", 1, "L"), ("proximal_point", 0, "mu")]


@pytest.mark.parametrize(("method", "place", "end"), CASES)
def test_the_answer_is_what_one_step_does(method: str, place: int, end: str) -> None:
    found = answer("opsc", method, "gradnorm")
    assert found.sharp and found.sharp_in == "dimension 2 and above"
    piece = found.pieces[place]
    assert piece.worst_case == str(Planar("mu", "L**2", end=end)) and piece.sharpness == "approached"
    at_some = places(["mu > 0", "mu < L", *piece.region], ["mu", "L"], 6, 1)
    assert len(at_some) == 6
    for at in at_some:
        _, factor = on_plane(Planar("mu", "L**2", end=end), method, at)
        assert factor == pytest.approx(float(number(str(piece.factor), at)), rel=1e-9)


@pytest.mark.parametrize(("method", "place", "end"), CASES)
def test_the_function_is_in_the_class(method: str, place: int, end: str) -> None:
    """At points everywhere, and close to both ends of the step."""
    rng = random.Random(2)
    region = answer("opsc", method, "gradnorm").pieces[place].region
    for at in places(["mu > 0", "mu < L", *region], ["mu", "L"], 6, 3):
        f, _ = on_plane(Planar("mu", "L**2", end=end), method, at)
        near = [(1.0, 0.0), f.other]
        for scale in (1e-1, 1e-3, 1e-6, 1e-9):
            for r, angle in near:
                for _ in range(200):
                    assert f.is_member(r * (1 + scale * rng.uniform(-1, 1)), angle + scale * rng.uniform(-1, 1))
        assert all(f.is_member(rng.uniform(0.01, 5), rng.uniform(-math.pi, math.pi)) for _ in range(2000))


def test_the_test_can_fail() -> None:
    """A function that is steeper than L at the other end is not a member."""
    around = [(1.5 * (1 + 1e-11 * k), -1.0 + 1e-4 * j) for k in range(-3, 4) for j in range(-9, 10)]
    for steepest, inside in ((1.0, True), (1.2, False)):
        f = PlaneFunction(0.9, 1.0, (1.5, -1.0), steepest)
        assert all(f.is_member(*place) for place in around) is inside
