"""The logistic loss of a small separable data set in the plane: convex, positive, with infimum 0 at infinity."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, exp

import sympy as sp

from ..landscape import Landscape, coordinates
from ..symbolic_rational import exact
from ._parameters import Number, positive, require


def logistic_loss(
    margin: Number = "1/10", heights: str | Sequence[Number] = "9/10, -7/10", tau: Number = 8
) -> Landscape:
    """Return the mean of log(1 + exp(−⟨z_i, w⟩)) over z_i = (margin, height_i), each a sample times its label.

    Args:
        margin: γ, the distance of every sample from the separating line.
        heights: the second coordinates, as a list or a text such as "9/10, -1/2"; ‖z_i‖ ≤ 1.
        tau: τ, where the tail of the loss is used: E is a rational just above exp(−τ).
    Returns:
        A landscape in the plane, point "direction" = (1, 0), constants gamma, tau and E.
    Raises:
        BadInput: a margin or τ that is not positive, no heights, or a sample of norm above 1.
    """
    margin, tau = positive(margin=margin, tau=tau)
    listed = [h for h in heights.split(",") if h.strip()] if isinstance(heights, str) else list(heights)
    require(len(listed) > 0, "heights", heights, "at least one")
    second = [exact(h, "height") for h in listed]
    for height in second:
        require(margin**2 + height**2 <= 1, "height", height, f"margin^2 + height^2 at most 1, with margin {margin}")
    x, y = coordinates(2)
    losses = [sp.log(1 + sp.exp(-margin * x - height * y)) for height in second]
    digits = 10**9
    return Landscape(
        name="logistic_loss",
        variables=(x, y),
        formula=sum(losses) / len(losses),
        points={"direction": (Fraction(1), Fraction(0))},
        constants={"gamma": margin, "tau": tau, "E": Fraction(ceil(digits * exp(-tau)), digits)},
        parameters={"margin": margin, "heights": ", ".join(map(str, second)), "tau": tau},
        source="wu2024large",
    )
