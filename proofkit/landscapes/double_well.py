"""The quartic double well (x² − 1)²/4, tilted so that both minima stay at ±1 exactly; other coordinates ½x_i²."""

from __future__ import annotations

from fractions import Fraction

from ..landscape import Landscape, coordinates
from ..region import Ball
from ..symbolic_rational import exact
from ._parameters import Number, axis_point, require


def double_well(dimension: int = 1, tilt: Number = "1/10", rho: Number = "1/2") -> Landscape:
    """Return (x_1² − 1)²/4 + s(x_1 − x_1³/3) + ½ Σ_{i>1} x_i²; on the line f' = (x² − 1)(x − s).

    On the ball B(x†, ρ), x† = e_1, f'(x_1)/(x_1 − 1) = (x_1 + 1)(x_1 − s) lies between (2 − ρ)(1 − ρ − s)
    and (2 + ρ)(1 + ρ − s).

    Args:
        dimension: d ≥ 1.
        tilt: s, 0 ≤ s < 1; f(±1) = ±2s/3, so x* = −e_1 is the strict global minimiser for s > 0.
        rho: radius of the ball about x† on which constants are given, 0 < rho < 1 − s.
    Returns:
        A landscape with exact minima ±e_1 and the constants of B(x†, rho).
    Raises:
        BadInput: a parameter out of its range.
    """
    s, rho = exact(tilt, "tilt"), exact(rho, "rho")
    require(0 <= s < 1, "tilt", s, "0 <= tilt < 1, so that both wells stay")
    require(0 < rho < 1 - s, "rho", rho, f"between 0 and 1 - tilt = {1 - s}")
    first, *others = coordinates(dimension)
    low, high = (2 - rho) * (1 - rho - s), (2 + rho) * (1 + rho - s)
    flat = {Fraction(1)} if others else set()
    mu = min({low} | flat)
    x_dagger = axis_point(dimension, Fraction(1))
    return Landscape(
        name="double_well",
        variables=(first, *others),
        formula=(first**2 - 1) ** 2 / 4 + s * (first - first**3 / 3) + sum(y**2 for y in others) / 2,
        points={"x_star": axis_point(dimension, Fraction(-1)), "x_dagger": x_dagger},
        regions={"ball": Ball(x_dagger, rho**2)},
        constants={
            "mu_dagger": mu, "L_dagger": max({high} | flat),
            "D": Fraction(2), "h": 4 * s / 3, "rho": rho, "sigma": mu * rho / 4,
        },
        parameters={"dimension": dimension, "tilt": s, "rho": rho},
        source="standard",
    )
