"""A parabola with a sharp well, its far side lowered to meet it: where no-return fails, a 2-cycle attracts."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ..region import Ball
from ._parameters import Number, positive, require


def shifted_pair(L: Number = 1, m: Number = 5, D: Number = 10, R: Number = 3) -> Landscape:
    """Return f = (L/2)x² left of M, h + (m/2)(x − D)² on M = {|x − D| < R}, (L/2)x² − 2LDR right of M.

    Args:
        L: curvature outside M (μ* = L).
        m: curvature in M (μ† = L† = m).
        D: distance of the two minimisers, x* = 0 and x† = D.
        R: radius of M; h = (L/2)(D − R)² − (m/2)R² makes f continuous.
    Returns:
        A landscape on the line; x* is its strict global minimiser.
    Raises:
        BadInput: R ≥ D, or h ≤ 0 (x* would not be the strict global minimiser).
    """
    L, m, D, R = positive(L=L, m=m, D=D, R=R)
    require(R < D, "R", R, f"less than D = {D}")
    h = L / 2 * (D - R) ** 2 - m / 2 * R**2
    require(h > 0, "R", R, "R/D < 1/(1 + sqrt(m/L)), so that x* = 0 is the strict global minimiser")
    (x,) = coordinates(1)
    left, right = sp.Rational(D - R), sp.Rational(D + R)
    rho = Fraction(9, 10) * R
    return Landscape(
        name="shifted_pair",
        variables=(x,),
        formula=sp.Piecewise(
            (L / 2 * x**2, x <= left),
            (h + m / 2 * (x - D) ** 2, x < right),
            (L / 2 * x**2 - 2 * L * D * R, True),
            evaluate=False,
        ),
        points={"x_star": (Fraction(0),), "x_dagger": (D,)},
        regions={"M": Ball((D,), R**2, open_=True), "ball": Ball((D,), rho**2)},
        constants={
            "mu_star": L, "L": L, "mu_dagger": m, "L_dagger": m, "m": m,
            "D": D, "R": R, "h": h, "rho": rho, "sigma": m * rho / 4,
        },
        parameters={"L": L, "m": m, "D": D, "R": R},
        source="own (sharpness of the no-return condition)",
    )
