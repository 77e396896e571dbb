"""The two-layer linear net with one sample and target 0: ½(uᵀv/√m)², the function of the catapult."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..errors import BadInput
from ..landscape import Landscape
from ..symbolic_rational import exact
from ._parameters import Number, positive, require


def two_layer_linear_net(width: int = 2, lambda_0: Number = 2, f_0: Number = "1/4") -> Landscape:
    """Return ½ f², f = uᵀv/√m, for u, v ∈ R^m; its minima are the points with uᵀv = 0.

    Args:
        width: m ≥ 1.
        lambda_0: kernel λ = (‖u‖² + ‖v‖²)/m of the starts that are considered, > 0.
        f_0: their output f; 2|f_0| ≤ √m·λ_0, which says that there are such starts.
    Returns:
        A polynomial landscape in u1 … um, v1 … vm with a minimum at the origin.
    Raises:
        BadInput: a parameter out of its range.
    """
    if not isinstance(width, int) or isinstance(width, bool) or width < 1:
        raise BadInput("width", width, "a positive integer")
    (kernel,), output = positive(lambda_0=lambda_0), exact(f_0, "f_0")
    require(4 * output**2 <= width * kernel**2, "f_0", output, "2|f_0| <= sqrt(m)*lambda_0, as for every start")
    u, v = (sp.symbols([f"{name}{k}" for k in range(1, width + 1)], real=True) for name in "uv")
    product = sp.Add(*(a * b for a, b in zip(u, v, strict=True)))
    return Landscape(
        name="two_layer_linear_net",
        variables=(*u, *v),
        formula=product**2 / (2 * width),
        points={"x_star": (Fraction(0),) * (2 * width)},
        constants={"m": Fraction(width), "w": Fraction(1, width), "lambda_0": kernel, "f_0": output},
        parameters={"width": width, "lambda_0": kernel, "f_0": output},
        source="Lewkowycz, Bahri, Dyer, Sohl-Dickstein, Gur-Ari 2020",
    )
