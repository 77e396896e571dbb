"""Vector factorisation ½(uᵀv − y)², a two-layer linear net on one sample: its critical step is known exactly."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape
from ..symbolic_rational import exact
from ._parameters import Number, require


def vector_factorisation(width: int = 2, y: Number = 1) -> Landscape:
    """Return ½(uᵀv − y)² on R^(2·width), in u1, …, v1, …

    Its minima are the pairs with uᵀv = y; the Hessian there has one eigenvalue ‖u‖² + ‖v‖² ≥ 2|y|, the others 0.

    Args:
        width: d ≥ 1, the length of u and of v.
        y: the label, any real number.
    Returns:
        A landscape with the minimum x_star = (e_1, y·e_1) and constants y and sharpness 1 + y².
    Raises:
        BadInput: a width below 1, or a label that is not exact.
    """
    require(isinstance(width, int) and not isinstance(width, bool) and width >= 1, "width", width, "an integer >= 1")
    y = exact(y, "y")
    us, vs = (tuple(sp.Symbol(f"{name}{i}", real=True) for i in range(1, width + 1)) for name in "uv")
    rest = (Fraction(0),) * (width - 1)
    product = sp.Add(*(u * v for u, v in zip(us, vs, strict=True)))
    return Landscape(
        name="vector_factorisation",
        variables=us + vs,
        formula=(product - sp.Rational(y)) ** 2 / 2,
        points={"x_star": (Fraction(1), *rest, y, *rest), "saddle": (Fraction(0),) * (2 * width)},
        constants={"y": y, "sharpness": 1 + y**2},
        parameters={"width": width, "y": y},
        source="Liang, Montúfar 2025",
    )
