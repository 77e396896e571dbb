"""The quartic double well ¼(x² − μ)², untilted: its minima ±√μ flip to an attracting 2-cycle at step 1/μ."""

from __future__ import annotations

from ..landscape import Landscape, coordinates
from ._parameters import Number, positive


def quartic_well(mu: Number = 1) -> Landscape:
    """Return (x² − μ)²/4 on the line, with gradient x(x² − μ) and second derivative 2μ at the minima ±√μ.

    Args:
        mu: μ > 0.
    Raises:
        BadInput: μ is not an exact positive number.
    """
    (mu,) = positive(mu=mu)
    (x,) = coordinates(1)
    return Landscape(
        name="quartic_well",
        variables=(x,),
        formula=(x**2 - mu) ** 2 / 4,
        constants={"mu": mu},
        parameters={"mu": mu},
        source="Chen, Bruna 2023",
    )
