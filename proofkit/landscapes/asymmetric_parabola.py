"""Two half parabolas of different curvature: on the line, the function that tells μ from L."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ._parameters import Number, positive, require


def asymmetric_parabola(mu: Number = 1, L: Number = 4) -> Landscape:
    """Return f = (μ/2)x² for x < 0 and (L/2)x² for x ≥ 0.

    Args:
        mu: curvature on the left, which is the best OPSC constant about 0.
        L: curvature on the right, which is the best EB⁺ constant about 0.
    Returns:
        A C¹ landscape on the line; one step from the right expands as soon as η > 2/L.
    Raises:
        BadInput: not 0 < μ ≤ L.
    """
    mu, L = positive(mu=mu, L=L)
    require(mu <= L, "mu", mu, f"at most L = {L}")
    (x,) = coordinates(1)
    origin = (Fraction(0),)
    return Landscape(
        name="asymmetric_parabola",
        variables=(x,),
        formula=sp.Piecewise((mu / 2 * x**2, x < 0), (L / 2 * x**2, True)),
        points={"center": origin, "x_star": origin},
        constants={"mu": mu, "L": L},
        parameters={"mu": mu, "L": L},
        source="own",
    )
