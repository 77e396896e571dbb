"""A parabola with fine ripples, x²/2 − ε cos(x/ε): many local minima that Gaussian smoothing removes."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ._parameters import Number, positive
from ._ripples import ripple_constants


def ripple(epsilon: Number = "1/20", sigma: Number = "1/8") -> Landscape:
    """Return x²/2 − ε cos(x/ε), with global minimiser 0 and g(x) = x + sin(x/ε).

    Args:
        epsilon: ε, wavelength (over 2π) and depth of the ripples; with ε < 0.217 there are other local minima.
        sigma: standard deviation of the Gaussian noise that the function is to be smoothed by, a length.
    Returns:
        A landscape on the line, with the constants of its gradient αx + β sin(ωx) (see `_ripples.py`).
    Raises:
        BadInput: a parameter that is not positive.
    """
    epsilon, sigma = positive(epsilon=epsilon, sigma=sigma)
    (x,), origin, one = coordinates(1), (Fraction(0),), Fraction(1)
    return Landscape(
        name="ripple",
        variables=(x,),
        formula=x**2 / 2 - epsilon * sp.cos(x / epsilon),
        points={"x_star": origin, "center": origin},
        constants=ripple_constants(one, one, 1 / epsilon, sigma),
        parameters={"epsilon": epsilon, "sigma": sigma},
        source="kleinberg2018alternative",
    )
