"""The free weight u of a proof that holds for every value of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from .samples import Sample

PARAMETER = "u"


@dataclass(frozen=True)
class Parameter:
    """The free weight of a certificate.

    Args:
        best: the value with the least factor, a formula in the constants.
        factor: the factor at that value, a formula in the constants.
        limits: (polynomial, sign): sign·polynomial ≥ 0 is what the proof needs of the parameter.
    """

    best: sp.Expr
    factor: sp.Expr
    limits: tuple[tuple[Any, int], ...]


def with_parameter(point: Sample, best: sp.Expr | None) -> Sample | None:
    """Return a sample with the value of the parameter, rounded; None where that is not a non-negative number."""
    if best is None:
        return point
    values = {s: sp.Rational(point[s.name].numerator, point[s.name].denominator) for s in best.free_symbols}
    found = sp.N(best.subs(values), 30)
    return {**point, PARAMETER: Fraction(str(found))} if found.is_real and found >= 0 else None
