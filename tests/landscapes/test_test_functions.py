"""Rosenbrock's and Himmelblau's functions: minima, Hessians there, and what the tool certifies around them."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify
from proofkit.errors import BadInput
from proofkit.region import Ball
from proofkit.symbolic_rational import exact
from proofkit.verdict import Verdict

CASES = [("rosenbrock", {}), ("rosenbrock", {"a": "3/2", "b": 7}), ("himmelblau", {})]


def hessian_at(f, point):
    return sp.Matrix(f.hessian).subs(dict(zip(f.variables, map(sp.Rational, point), strict=True)))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_named_minimum_is_one_and_its_hessian_is_as_claimed(case):
    f = discovery.landscape(case[0], **case[1])
    hessian = hessian_at(f, f.points["x_star"])
    assert f.value_at(f.points["x_star"]) == 0 and f.gradient_at(f.points["x_star"]) == (0, 0)
    assert (hessian.trace(), hessian.det()) == (f.constants["trace"], f.constants["determinant"])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_descent_holds_the_minimum_below_two_over_the_largest_eigenvalue(case):
    f = discovery.landscape(case[0], **case[1])
    found = certify(f, "smooth", Ball(f.points["x_star"], F(1, 10**6)))
    largest = max(float(value) for value in hessian_at(f, f.points["x_star"]).eigenvals())
    assert found.verdict is Verdict.HOLDS and float(found.lower) <= largest * 1.01 and largest <= float(found.upper)


@pytest.mark.parametrize("name", ["near_1", "near_2", "near_3"])
def test_another_minimum_of_himmelblau_lies_near_each_named_point(name):
    """On a ball where f is μ-strongly convex, ‖g‖ < μr at the centre puts a minimiser inside."""
    f, radius = discovery.landscape("himmelblau"), F(1, 1000)
    center = f.points[name]
    convex = certify(f, "strongly_convex", Ball(center, radius**2))
    slope = sum(exact(g) ** 2 for g in f.gradient_at(center))
    assert convex.lower > 20 and slope < (convex.lower * radius) ** 2


def test_rosenbrock_has_no_other_critical_point():
    f = discovery.landscape("rosenbrock")
    assert sp.solve(f.gradient, f.variables, dict=True) == [dict.fromkeys(f.variables, 1)]


@pytest.mark.parametrize("parameters", [{"a": 0}, {"b": -1}, {"b": 0.5}])
def test_bad_parameters_are_refused(parameters):
    with pytest.raises(BadInput):
        discovery.landscape("rosenbrock", **parameters)
