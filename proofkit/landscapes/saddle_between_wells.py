"""Two wells with a strict saddle between them, of bounded curvature; a step 1/a takes far starts onto the saddle."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ._parameters import Number, axis_point, positive, require


def saddle_between_wells(dimension: int = 2, L: Number = 4, s: Number = 1, a: Number = 2) -> Landscape:
    """Return φ(x_1) + (a/2) Σ_{i>1} x_i², φ even, C¹, with φ'' = −s on [0, 1], L on [1, r], a beyond r.

    r = (L + s)/(L − a) is where φ' meets the line a·x. The wells are at x_1 = ±(1 + s/L), the saddle (on the line: a
    local maximum) at 0. The gradient is L-Lipschitz on R^d, and a·x for all x with |x_1| ≥ r: a step 1/a, which is
    more than 1/L, takes all these starts to the saddle at once.

    Args:
        dimension: d ≥ 1.
        L: curvature at the wells, the best Lipschitz constant of the gradient.
        s: minus the curvature along e_1 at the saddle, at most L.
        a: curvature far out, and along the other axes, less than L.
    Returns:
        A landscape with both wells (x_star, x_dagger, equally deep) and the point "saddle".
    Raises:
        BadInput: a parameter that is not positive, s > L, or a ≥ L.
    """
    L, s, a = positive(L=L, s=s, a=a)
    require(s <= L, "s", s, f"at most L = {L}")
    require(a < L, "a", a, f"less than L = {L}")
    first, *others = coordinates(dimension)
    r, u = (L + s) / (L - a), sp.Abs(first) - 1
    bend = -s / 2 - s * u + L * u**2 / 2
    height = -s / 2 - s * (r - 1) + L * (r - 1) ** 2 / 2 - a * r**2 / 2
    profile = sp.Piecewise(
        (-s * first**2 / 2, (first > -1) & (first < 1)),
        (bend.subs(sp.Abs(first), first), (first >= 1) & (first < r)),
        (bend.subs(sp.Abs(first), -first), (first <= -1) & (first > -r)),
        (a * first**2 / 2 + height, True),
        evaluate=False,
    )
    well = 1 + s / L
    rest = a * sum(y**2 for y in others) / 2
    return Landscape(
        name="saddle_between_wells",
        variables=(first, *others),
        formula=sp.Piecewise(*((value + rest, where) for value, where in profile.args), evaluate=False),
        points={
            "x_star": axis_point(dimension, well),
            "x_dagger": axis_point(dimension, -well),
            "saddle": axis_point(dimension, Fraction(0)),
        },
        constants={"L": L, "s": s, "a": a, "D": 2 * well, "r": r, "h": Fraction(0)},
        parameters={"dimension": dimension, "L": L, "s": s, "a": a},
        source="own",
    )
