"""Four factors on one target, ½(1 − xyzw)²: the minimalist example of the edge of stability."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape


def four_factor() -> Landscape:
    """Return ½(1 − xyzw)² on R⁴; its minima are the points with xyzw = 1.

    The Hessian at a minimum has one eigenvalue that is not 0, (yzw)² + (xzw)² + (xyw)² + (xyz)² ≥ 4.

    Returns:
        A landscape with the flattest minimum x_star = (1, 1, 1, 1), of sharpness 4.
    """
    x, y, z, w = sp.symbols("x y z w", real=True)
    return Landscape(
        name="four_factor",
        variables=(x, y, z, w),
        formula=(1 - x * y * z * w) ** 2 / 2,
        points={"x_star": (Fraction(1),) * 4},
        constants={"sharpness": Fraction(4)},
        source="Zhu, Wang, Wang, Zhou, Ge 2023",
    )
