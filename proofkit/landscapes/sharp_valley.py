"""The seed-style example on the line: 20x², with a valley of curvature 2040 carved between 2 and 3."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ..region import Ball, Box
from ..symbolic_rational import exact
from ._parameters import Number, require

_HALF_WIDTH = Fraction(1, 2)
_RHO = Fraction(1, 4)


def sharp_valley(lift: Number = 0, tilt: Number = 0) -> Landscape:
    """Return 20x² outside [2, 3]; on it, with u = x − 5/2, −1600u⁵ − 2000u⁴ + 800u³ + 1020u²; C¹.

    Without lift and tilt f(0) = f(5/2) = 0. On the ball |u| ≤ 1/4 about 5/2 the ratio f'(x)/u is
    2040 + 2400u − 8000u² − 8000u³ − 16·lift·(1 − 4u²), between 1065 − 16·lift and 2200.

    Args:
        lift: raises the valley floor, by adding lift·(1 − 4u²)² on [2, 3]; 0 ≤ lift < 66, value at 5/2.
        tilt: slope ≥ 0 of a linear term tilt·x added everywhere; moves x* to −tilt/40, and 5/2 is then
            no longer the exact local minimum (no "x_dagger").
    Returns:
        A landscape on the line, M = [2, 3]; outside M g(x) = 40(x − x*).
    Raises:
        BadInput: a parameter out of its range.
    """
    lift, tilt = exact(lift, "lift"), exact(tilt, "tilt")
    require(0 <= lift < 66, "lift", lift, "0 <= lift < 66, so that the valley keeps its minimum at 5/2")
    require(tilt >= 0, "tilt", tilt, "a non-negative slope, so that x* stays the global minimiser")
    (x,) = coordinates(1)
    u = x - sp.Rational(5, 2)
    valley = -1600 * u**5 - 2000 * u**4 + 800 * u**3 + 1020 * u**2 + lift * (1 - 4 * u**2) ** 2
    x_star = -tilt / 40
    return Landscape(
        name="sharp_valley",
        variables=(x,),
        formula=sp.Piecewise(
            (valley + tilt * x, sp.And(x >= 2, x <= 3)), (20 * x**2 + tilt * x, True), evaluate=False
        ),
        points={"x_star": (x_star,)} | ({} if tilt else {"x_dagger": (Fraction(5, 2),)}),
        regions={"M": Box((Fraction(2),), (Fraction(3),))} | ({} if tilt else {"ball": _ball()}),
        constants={"mu_star": Fraction(40), "L": Fraction(40)} | ({} if tilt else _near_the_valley(lift)),
        parameters={"lift": lift, "tilt": tilt},
        source="own, after mohtashami2023special",
    )


def _ball() -> Ball:
    return Ball((Fraction(5, 2),), _RHO**2)


def _near_the_valley(lift: Fraction) -> dict[str, Fraction]:
    mu = 1065 - 16 * lift
    return {
        "D": Fraction(5, 2), "R": _HALF_WIDTH, "rho": _RHO, "h": lift,
        "mu_dagger": mu, "L_dagger": Fraction(2200), "sigma": mu * _RHO / 4,
    }
