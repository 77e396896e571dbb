"""The mean of parabolas (L/2)(x − c)² whose minima c scatter about 0: the model of repeated mini-batches."""

from __future__ import annotations

from fractions import Fraction

from ..landscape import Landscape, coordinates
from ._parameters import Number, positive, require


def sampled_quadratic(L: Number = 2, s: Number = 1, repeats: Number = 4) -> Landscape:
    """Return E (L/2)(x − c)² = (L/2)(x² + s²), for samples c of mean 0 and variance s².

    Args:
        L: curvature of every sample's parabola.
        s: standard deviation of the samples' minima, a length.
        repeats: k, how often each sample is used; a whole number.
    Returns:
        A landscape on the line, with constants L (also mu), s and k.
    Raises:
        BadInput: a parameter that is not positive, or repeats that are not a whole number.
    """
    L, s, k = positive(L=L, s=s, repeats=repeats)
    require(k.denominator == 1, "repeats", k, "a whole number")
    (x,) = coordinates(1)
    origin = (Fraction(0),)
    return Landscape(
        name="sampled_quadratic",
        variables=(x,),
        formula=L / 2 * (x**2 + s**2),
        points={"x_star": origin, "center": origin},
        constants={"L": L, "mu": L, "s": s, "k": k},
        parameters={"L": L, "s": s, "repeats": k},
        source="own (quadratic model of repeated mini-batches)",
    )
