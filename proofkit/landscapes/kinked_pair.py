"""Two round quadratic basins glued by a minimum: min(L/2 ‖x − x*‖², h + m/2 ‖x − x†‖²), in any dimension."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ..region import Ball
from ..symbolic_rational import sqrt_above, sqrt_below
from ._parameters import Number, axis_point, positive, require


def kinked_pair(dimension: int = 2, L: Number = 1, m: Number = 8, D: Number = 7, h: Number = 14) -> Landscape:
    """Return the isotropic kinked pair: x* = 0, x† = D·e_1, M the open Apollonius ball around x†.

    The defaults satisfy no-return for steps around 1/L, inside the window 2/m < η < 2/L.

    Args:
        dimension: d ≥ 1.
        L: curvature of the outer basin (μ* = L), gradient per length.
        m: curvature of the inner basin (μ† = L† = m).
        D: distance of the two minimisers.
        h: height of the inner minimum above the outer one.
    Returns:
        A landscape with M, a closed ball about x† inside M (radius "rho"), a rational R with
        M ⊂ B(x†, R), and a noise level "sigma" that small steps withstand.
    Raises:
        BadInput: x† not in M, R ≥ D (needs m > 2L), or a parameter that is not positive.
    """
    L, m, D, h = positive(L=L, m=m, D=D, h=h)
    require(m > 2 * L, "m", m, f"more than 2 L = {2 * L}, so that M stays away from x*")
    require(2 * h < L * D**2, "h", h, f"less than L D^2/2 = {L * D**2 / 2}, so that x_dagger lies in M")
    offset = L * D / (m - L)
    radius_squared = m * L * D**2 / (m - L) ** 2 - 2 * h / (m - L)
    R = offset + sqrt_above(radius_squared)
    require(R < D, "R", R, f"less than D = {D}: raise h or m")
    rho = Fraction(9, 10) * (sqrt_below(radius_squared) - offset)
    xs, x_dagger = coordinates(dimension), axis_point(dimension, D)
    outer = L / 2 * sum(x**2 for x in xs)
    inner = h + m / 2 * sum((x - c) ** 2 for x, c in zip(xs, x_dagger, strict=True))
    return Landscape(
        name="kinked_pair",
        variables=xs,
        formula=sp.Piecewise((inner, inner < outer), (outer, True), evaluate=False),
        points={"x_star": axis_point(dimension, Fraction(0)), "x_dagger": x_dagger},
        regions={
            "M": Ball(axis_point(dimension, D + offset), radius_squared, open_=True),
            "ball": Ball(x_dagger, rho**2),
        },
        constants={
            "mu_star": L, "L": L, "mu_dagger": m, "L_dagger": m, "m": m,
            "D": D, "R": R, "h": h, "rho": rho, "sigma": m * rho / 4,
        },
        parameters={"dimension": dimension, "L": L, "m": m, "D": D, "h": h},
        source="own (canonical witness of the two-basin setting)",
    )
