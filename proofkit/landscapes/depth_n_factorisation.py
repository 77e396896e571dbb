"""Scalar factorisation of any depth, ½(w_1 w_2 ⋯ w_N − σ)², with σ = cᴺ: the flattest minima are the balanced ones."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import sympy as sp

from ..landscape import Landscape
from ._parameters import Number, positive, require


def depth_n_factorisation(depth: int = 3, root: Number = 1, tilt: Number = 1) -> Landscape:
    """Return ½(∏ w_i − σ)², σ = rootᴺ, with the minimum (root·tilt, root/tilt, root, …, root).

    The sharpness of a minimum is Σ_i (σ/w_i)², at least N|σ|^(2 − 2/N); tilt = 1 attains it.

    Args:
        depth: N ≥ 2.
        root: σ^(1/N) > 0.
        tilt: by how much the minimum x_star is out of balance, > 0.
    Returns:
        A landscape on R^N in w1, …, wN with constants sigma, c = root², sharpness and depth.
    Raises:
        BadInput: a depth below 2, or a parameter that is not positive.
    """
    require(isinstance(depth, int) and not isinstance(depth, bool) and depth >= 2, "depth", depth, "an integer >= 2")
    root, tilt = positive(root=root, tilt=tilt)
    weights = tuple(sp.Symbol(f"w{i}", real=True) for i in range(1, depth + 1))
    sigma, minimum = root**depth, (root * tilt, root / tilt) + (root,) * (depth - 2)
    return Landscape(
        name="depth_n_factorisation",
        variables=weights,
        formula=(prod(weights) - sp.Rational(sigma)) ** 2 / 2,
        points={"x_star": minimum, "saddle": (Fraction(0),) * depth},
        constants={
            "sigma": sigma, "c": root**2, "n": Fraction(depth - 1),
            "sharpness": sum(((sigma / w) ** 2 for w in minimum), Fraction(0)),
        },
        parameters={"depth": depth, "root": root, "tilt": tilt},
        source="Nar, Sastry 2018",
    )
