"""A valley floor that slopes towards higher sharpness: the reduced model of self-stabilisation."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape
from ._parameters import Number, positive


def progressive_sharpening(b: Number = 2, c: Number = "1/2") -> Landscape:
    """Return ½·bz·x² − cz: across the valley the curvature is bz, and along it z grows at speed c.

    With y = bz − 2/η, how far the sharpness is above 2/η, a step is x → −(1 + ηy)x, y → y + η(α − βx²/2), where
    α = bc and β = b².

    Args:
        b: rate at which the sharpness grows with z, > 0.
        c: slope of the valley floor, > 0.
    Returns:
        A cubic landscape in x, z; it has no minimum.
    Raises:
        BadInput: a parameter is no exact positive number.
    """
    b, c = positive(b=b, c=c)
    x, z = sp.symbols("x z", real=True)
    return Landscape(
        name="progressive_sharpening",
        variables=(x, z),
        formula=b * z * x**2 / 2 - c * z,
        points={"valley": (Fraction(0), Fraction(0))},
        constants={"b": b, "c": c, "alpha": b * c, "beta": b**2},
        parameters={"b": b, "c": c},
        source="Damian, Nichani, Lee 2023 (reduced model)",
    )
