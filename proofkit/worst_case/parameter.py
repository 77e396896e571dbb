"""The free weight u of a proof that holds for every value of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
import sympy as sp

from .samples import Sample

PARAMETER = "u"
DIGITS = 30  #: of its rounded values


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
    names, compiled = _compiled(best)
    with mpmath.workdps(DIGITS):
        found = compiled(*(mpmath.mpf(point[name].numerator) / point[name].denominator for name in names))
        real = mpmath.isfinite(found) and mpmath.im(found) == 0 and found.real >= 0
        return {**point, PARAMETER: Fraction(mpmath.nstr(found.real, DIGITS))} if real else None


@lru_cache(maxsize=256)
def _compiled(formula: sp.Expr) -> tuple[tuple[str, ...], Callable[..., Any]]:
    symbols = sorted(formula.free_symbols, key=str)
    return tuple(symbol.name for symbol in symbols), sp.lambdify(symbols, formula, "mpmath")
