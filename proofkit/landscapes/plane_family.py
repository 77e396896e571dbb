"""In the plane, max(μ/2 ‖x‖², L x y): one gradient step attains the worst case of OPSC(μ) and EB⁺(L)."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ..region import Point
from ..symbolic_rational import sqrt_below
from ._parameters import Number, positive, require


def plane_family(mu: Number = "3/5", L: Number = 1) -> Landscape:
    """Return f = max(μ/2 (x² + y²), L x y), which picks the second branch where both agree.

    On the first branch g = μx; on the second g = L(y, x), so |g| = L r and ⟨g, x⟩ = 2Lxy ≥ μ r². Hence
    OPSC(μ, 0) and EB⁺(L, 0) hold everywhere, and on the rays 2Lxy = μ r² both are equalities.

    Args:
        mu, L: exact, 0 < mu < L.
    Returns:
        A landscape in the plane; point "tight" lies on such a ray when a rational one exists (that is,
        when √(L² − μ²) is rational, as for the default 3/5).
    Raises:
        BadInput: mu ≥ L, or one of them not positive.
    """
    mu, L = positive(mu=mu, L=L)
    require(mu < L, "mu", mu, f"less than L = {L}")
    x, y = coordinates(2)
    bowl, saddle = mu / 2 * (x**2 + y**2), L * x * y
    origin = (Fraction(0), Fraction(0))
    return Landscape(
        name="plane_family",
        variables=(x, y),
        formula=sp.Piecewise((saddle, saddle >= bowl), (bowl, True), evaluate=False),
        points={"center": origin, "x_star": origin} | _tight(mu, L),
        constants={"mu": mu, "L": L},
        parameters={"mu": mu, "L": L},
        source="own (attains the one-step factor 1 - 2 eta mu + eta^2 L^2)",
    )


def _tight(mu: Fraction, L: Fraction) -> dict[str, Point]:
    """Return the point (1, t) with 2Lt = μ(1 + t²), where t is rational."""
    square = L**2 - mu**2
    root = sqrt_below(square)
    return {"tight": (Fraction(1), (L - root) / mu)} if root**2 == square else {}
