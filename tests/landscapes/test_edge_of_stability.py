"""What the landscapes of the edge of stability claim of themselves, exactly."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.symbolic_rational import exact


@pytest.mark.parametrize("tilt", ["1", "2", "3/7"])
def test_sharpness_of_the_four_factor_minimum_is_the_trace_of_a_hessian_of_rank_one(tilt: str) -> None:
    landscape = discovery.landscape("four_factor", tilt=tilt)
    values = dict(zip(landscape.variables, map(sp.Rational, landscape.points["x_star"]), strict=True))
    hessian = sp.Matrix(landscape.hessian).xreplace(values)
    assert landscape.value_at(landscape.points["x_star"]) == 0
    assert hessian.rank() == 1
    assert exact(hessian.trace()) == landscape.constants["sharpness"] >= 4


def test_derivatives_of_the_quartic_minimum() -> None:
    landscape = discovery.landscape("quartic_minimum", f2="2/3", f3=-5, f4="7/2")
    (x,) = landscape.variables
    found = [sp.diff(landscape.formula, x, k).subs(x, 0) for k in range(5)]
    assert found == [0, 0, sp.Rational(2, 3), -5, sp.Rational(7, 2)]


def test_curvature_of_the_quartic_well_at_its_minima() -> None:
    landscape = discovery.landscape("quartic_well", mu="9/4")
    for point in (F(3, 2), F(-3, 2)):
        assert landscape.gradient_at((point,)) == (0,)
        curvature = sp.expand(landscape.hessian[0][0].subs(landscape.variables[0], sp.Rational(point)))
        assert exact(curvature) == 2 * landscape.constants["mu"]


def test_sharpness_grows_along_the_valley() -> None:
    landscape = discovery.landscape("progressive_sharpening", b=3, c="1/4")
    x, z = landscape.variables
    k = landscape.constants
    assert landscape.hessian[0][0] == 3 * z
    assert (k["alpha"], k["beta"]) == (k["b"] * k["c"], k["b"] ** 2)
    assert sp.expand(landscape.gradient[1].subs(x, 0)) == -sp.Rational(k["c"])


def test_output_and_kernel_of_the_two_layer_net_bound_each_other() -> None:
    """A start with u = v attains 2|f| = √m·λ: the claimed pair is then allowed, and no larger output."""
    net = discovery.landscape("two_layer_linear_net", width=4, lambda_0=1, f_0=1)
    half = (F(1, 2), F(1, 2), F(1, 2), F(1, 2)) * 2
    assert sum(c * c for c in half) / 4 == F(1, 2) <= net.constants["lambda_0"]
    assert net.value_at((F(1), F(0), F(1), F(0), F(1), F(0), F(1), F(0))) == sp.Rational(1, 2)
