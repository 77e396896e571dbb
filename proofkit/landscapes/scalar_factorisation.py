"""Scalar factorisation ½(xy − μ)²: two hyperbolas of minima of different sharpness, and a saddle at the origin."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ..symbolic_rational import exact
from ._parameters import Number, require


def scalar_factorisation(mu: Number = 1, a: Number = 1) -> Landscape:
    """Return ½(xy − μ)² with its minimum (a, μ/a), whose sharpness is a² + (μ/a)².

    Every (x, y) with xy = μ is a minimum, the Hessian's eigenvalues there being 0 and x² + y² ≥ 2μ.

    Args:
        mu: the target, ≥ 0.
        a: first coordinate of the minimum that is named x_star, not 0.
    Returns:
        A landscape in the plane with constants mu and sharpness.
    Raises:
        BadInput: μ < 0 (replace y by −y), or a = 0.
    """
    mu, a = exact(mu, "mu"), exact(a, "a")
    require(mu >= 0, "mu", mu, "a number >= 0 (replace y by -y)")
    require(a != 0, "a", a, "the first coordinate of a minimum, not 0")
    x, y = coordinates(2)
    minimum = (a, mu / a)
    return Landscape(
        name="scalar_factorisation",
        variables=(x, y),
        formula=(x * y - sp.Rational(mu)) ** 2 / 2,
        points={"x_star": minimum, "saddle": (Fraction(0), Fraction(0))},
        constants={"mu": mu, "sharpness": a**2 + (mu / a) ** 2},
        parameters={"mu": mu, "a": a},
        source="Wang, Chen, Zhao, Tao 2022",
    )
