"""A minimum with given second, third and fourth derivative: f2·x²/2 + f3·x³/6 + f4·x⁴/24."""

from __future__ import annotations

from fractions import Fraction

from ..landscape import Landscape, coordinates
from ..symbolic_rational import exact
from ._parameters import Number, positive


def quartic_minimum(f2: Number = 1, f3: Number = 1, f4: Number = "1/2") -> Landscape:
    """Return the quartic on the line whose derivatives at its minimum 0 are f2, f3 and f4.

    Args:
        f2: second derivative, > 0.
        f3, f4: third and fourth derivative; the flip at step 2/f2 is soft where 3·f3² > f2·f4.
    Raises:
        BadInput: a parameter is no exact number, or f2 is not positive.
    """
    (second,), third, fourth = positive(f2=f2), exact(f3, "f3"), exact(f4, "f4")
    (x,) = coordinates(1)
    constants = {"f2": second, "f3": third, "f4": fourth}
    return Landscape(
        name="quartic_minimum",
        variables=(x,),
        formula=second * x**2 / 2 + third * x**3 / 6 + fourth * x**4 / 24,
        points={"x_dagger": (Fraction(0),)},
        constants=constants,
        parameters=constants,
        source="Chen, Bruna 2023 (normal form)",
    )
