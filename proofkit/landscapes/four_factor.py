"""Four factors on one target, ½(1 − xyzw)²: the minimalist example of the edge of stability."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape
from ._parameters import Number, positive


def four_factor(tilt: Number = 1) -> Landscape:
    """Return ½(1 − xyzw)² on R⁴; its minima are the points with xyzw = 1.

    The Hessian at a minimum has one eigenvalue that is not 0, (yzw)² + (xzw)² + (xyw)² + (xyz)² ≥ 4.

    Args:
        tilt: t > 0; the minimum x_star is (t, 1/t, 1, 1).
    Returns:
        A landscape with the minimum x_star and its sharpness 2 + t² + 1/t²; t = 1 is the flattest.
    Raises:
        BadInput: the tilt is no exact positive number.
    """
    (tilt,) = positive(tilt=tilt)
    x, y, z, w = sp.symbols("x y z w", real=True)
    minimum = (tilt, 1 / tilt, Fraction(1), Fraction(1))
    return Landscape(
        name="four_factor",
        variables=(x, y, z, w),
        formula=(1 - x * y * z * w) ** 2 / 2,
        points={"x_star": minimum, "saddle": (Fraction(0),) * 4},
        constants={"sigma": Fraction(1), "n": Fraction(3), "sharpness": 2 + tilt**2 + 1 / tilt**2},
        parameters={"tilt": tilt},
        source="Zhu, Wang, Wang, Zhou, Ge 2023",
    )
