"""A round quadratic with a narrow Gaussian well: ‖x‖² − A exp(−‖x − c‖²/w²), smooth, in any dimension."""

from __future__ import annotations

import sympy as sp

from ..landscape import Landscape, coordinates
from ..region import Ball
from ._parameters import Number, axis_point, positive


def gaussian_well(dimension: int = 2, A: Number = 5, c: Number = 3, w: Number = "1/2") -> Landscape:
    """Return ‖x‖² − A exp(−‖x − c·e_1‖²/w²).

    Its minimisers are near 0 and near the well's centre, not exactly there. The Hessian's eigenvalues lie
    in [2 − 4e^(−3/2)A/w², 2 + 2A/w²], the largest attained at the centre: L = 2 + 2A/w² is its best
    Lipschitz constant of the gradient on R^d.

    Args:
        dimension: d ≥ 1.
        A: depth of the well, in units of f.
        c: first coordinate of the well's centre.
        w: width of the well, a length.
    Returns:
        A landscape with point and region "well": the centre, and the ball of radius w about it.
    Raises:
        BadInput: a parameter that is not positive.
    """
    A, c, w = positive(A=A, c=c, w=w)
    xs, well = coordinates(dimension), axis_point(dimension, c)
    gap = sum((x - p) ** 2 for x, p in zip(xs, well, strict=True))
    return Landscape(
        name="gaussian_well",
        variables=xs,
        formula=sum(x**2 for x in xs) - A * sp.exp(-gap / w**2),
        points={"well": well},
        regions={"well": Ball(well, w**2)},
        constants={"L": 2 + 2 * A / w**2},
        parameters={"dimension": dimension, "A": A, "c": c, "w": w},
        source="own (a smooth two-basin function)",
    )
