"""Constants of a gradient αx + β sin(ωx): what Gaussian smoothing of it is described by."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, log

#: no less than −min sin(y)/y = 0.217233…
KAPPA = Fraction(2173, 10000)


def ripple_constants(alpha: Fraction, beta: Fraction, omega: Fraction, sigma: Fraction) -> dict[str, Fraction]:
    """Return alpha, beta, omega, kappa, the noise variance v = σ², l ≥ ln(κβω/α), and L = α + βω."""
    digits = 10**9
    level = Fraction(ceil(digits * log(KAPPA * beta * omega / alpha)), digits)
    return {
        "alpha": alpha, "beta": beta, "omega": omega, "kappa": KAPPA, "v": sigma**2, "l": level,
        "L": alpha + beta * omega,
    }  # fmt: skip
