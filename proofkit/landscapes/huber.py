"""A parabola continued by its tangents: convex and smooth, and the slowest such function for gradient descent."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ._parameters import Number, positive


def huber(tau: Number = 1, L: Number = 1) -> Landscape:
    """Return f = (L/2)x² for |x| ≤ τ and Lτ|x| − (L/2)τ² beyond.

    Args:
        tau: where the parabola ends, a length.
        L: curvature of the parabola.
    Returns:
        A C¹ convex landscape on the line, its minimiser 0; no steps are slower than those from x_0 = τ(2nηL + 1).
    Raises:
        BadInput: a parameter that is not a positive exact number.
    """
    tau, L = positive(tau=tau, L=L)
    (x,) = coordinates(1)
    origin = (Fraction(0),)
    return Landscape(
        name="huber",
        variables=(x,),
        formula=sp.Piecewise(
            (-L * tau * x - L / 2 * tau**2, x < -tau),
            (L * tau * x - L / 2 * tau**2, x > tau),
            (L / 2 * x**2, True),
        ),
        points={"center": origin, "x_star": origin},
        constants={"L": L, "tau": tau},
        parameters={"tau": tau, "L": L},
        source="drori2014performance",
    )
