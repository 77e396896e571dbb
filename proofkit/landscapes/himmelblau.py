"""Himmelblau's function (x² + y − 11)² + (x + y² − 7)²: four minima of value 0 and different sharpness."""

from __future__ import annotations

from fractions import Fraction

from ..landscape import Landscape, coordinates
from ..region import Ball


def himmelblau() -> Landscape:
    """Return (x² + y − 11)² + (x + y² − 7)².

    Its nine critical points are four minima of value 0, one of them (3, 2) exactly, four saddles and a local
    maximum. The Hessian at (3, 2) is [[74, 20], [20, 34]]: eigenvalues 54 ± 20√2, so descent holds (3, 2) for steps
    below 2/(54 + 20√2) = .02430.

    Returns:
        A landscape with x_star = (3, 2), a rational point near each of the other minima (near_1, …), and the
        trace and determinant of the Hessian at (3, 2).
    """
    x, y = coordinates(2)
    near = {
        "near_1": ("-2.805118", "3.131313"),
        "near_2": ("-3.779310", "-3.283186"),
        "near_3": ("3.584428", "-1.848127"),
    }
    points = {name: tuple(Fraction(c) for c in point) for name, point in near.items()}
    minimum = (Fraction(3), Fraction(2))
    return Landscape(
        name="himmelblau",
        variables=(x, y),
        formula=(x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        points={"x_star": minimum, **points},
        regions={"ball": Ball(minimum, Fraction(1, 100))},
        constants={"trace": Fraction(108), "determinant": Fraction(2116)},
        source="Himmelblau 1972",
    )
