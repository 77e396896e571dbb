"""x² + A sin²x: not convex, with A = 3 the standard function whose gradient dominates its values all the same."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ._parameters import Number, positive
from ._ripples import ripple_constants


def sine_parabola(A: Number = 3, sigma: Number = "1/2") -> Landscape:
    """Return x² + A sin²x, written x² + A/2 − (A/2) cos 2x; its gradient is 2x + A sin 2x.

    Args:
        A: height of the waves, in units of f; up to 4.6 the gradient vanishes at 0 only.
        sigma: standard deviation of the Gaussian noise that the function is to be smoothed by, a length.
    Returns:
        A landscape on the line, with the constants of its gradient αx + β sin(ωx) (see `_ripples.py`).
    Raises:
        BadInput: a parameter that is not positive.
    """
    A, sigma = positive(A=A, sigma=sigma)
    (x,), origin, two = coordinates(1), (Fraction(0),), Fraction(2)
    return Landscape(
        name="sine_parabola",
        variables=(x,),
        formula=x**2 + A / 2 - A / 2 * sp.cos(2 * x),
        points={"x_star": origin, "center": origin},
        constants=ripple_constants(two, A, two, sigma),
        parameters={"A": A, "sigma": sigma},
        source="karimi2016linear",
    )
