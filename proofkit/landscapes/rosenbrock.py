"""Rosenbrock's valley (a − x)² + b(y − x²)²: one minimum, at the end of a curved and very flat valley."""

from __future__ import annotations

from fractions import Fraction

from ..landscape import Landscape, coordinates
from ..region import Ball
from ._parameters import Number, positive


def rosenbrock(a: Number = 1, b: Number = 100) -> Landscape:
    """Return (a − x)² + b(y − x²)².

    x* = (a, a²) is the only critical point, f(x*) = 0, and the Hessian there has determinant 4b and trace
    2 + 8a²b + 2b: in the default case the eigenvalues are .3994 and 1001.6, so descent holds x* up to η = .0019968.

    Args:
        a: first coordinate of the minimum, > 0.
        b: steepness of the valley's sides, > 0.
    Returns:
        A landscape with x_star and the constants trace and determinant of the Hessian there.
    Raises:
        BadInput: a parameter that is not positive.
    """
    a, b = positive(a=a, b=b)
    x, y = coordinates(2)
    minimum = (a, a**2)
    return Landscape(
        name="rosenbrock",
        variables=(x, y),
        formula=(a - x) ** 2 + b * (y - x**2) ** 2,
        points={"x_star": minimum},
        regions={"ball": Ball(minimum, Fraction(1, 100))},
        constants={"trace": 2 + 8 * a**2 * b + 2 * b, "determinant": 4 * b},
        parameters={"a": a, "b": b},
        source="Rosenbrock 1960",
    )
