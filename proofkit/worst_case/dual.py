"""The multipliers of the least factor at exact constants: a small semidefinite programme, solved to exact rationals.

Unknowns are the factor τ and a weight λ_k ≥ 0 for each inequality; the values of f must cancel, and the remainder
S = τ·before − after − Σ λ_k·inequality_k must be positive semidefinite. An interior-point solver finds the value and
a first point; where the constraints hold only with S or some λ_k on the boundary, the face that contains them is found
first (its equations are rounded, which can only lose solutions). The rest is Newton's method along the central path in
many digits, and a rounding of an interior point: what comes out is feasible exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import MissingExtra, ProofRefused
from .cone import Cone, close_to, interior_of_slice
from .linear import Affine, is_positive

Matrix = list[list[Fraction]]
Row = tuple[list[Fraction], Fraction]  # coefficients of (τ, λ…), right-hand side

INSIDE = 1e-6  #: from this distance to the boundary on a point counts as interior
DIGITS = 12  #: of the factor


@dataclass(frozen=True)
class Numbers:
    """A setting's forms at exact constants: matrices, and coefficients of the function values."""

    before: tuple[Matrix, list[Fraction]]
    after: tuple[Matrix, list[Fraction]]
    uses: tuple[tuple[Matrix, list[Fraction]], ...]


@dataclass(frozen=True)
class Multipliers:
    """A factor with exact weights whose remainder is positive semidefinite.

    Args:
        factor: τ.
        weights: one for each inequality, none negative.
        remainder: S.
        value: the least factor, as the floating-point solver sees it.
    """

    factor: Fraction
    weights: tuple[Fraction, ...]
    remainder: Matrix
    value: float


class Dual:
    """The programme for one setting."""

    def __init__(self, numbers: Numbers):
        self.numbers, self.size = numbers, len(numbers.before[0])
        self.count = 1 + len(numbers.uses)
        self.faces: list[Row] = []
        self.scale = _scales(numbers)

    def solve(self, factor: Fraction | None = None) -> Multipliers | None:
        """Return multipliers of a factor that exceeds the least one by very little, or of the given one.

        Returns:
            None if no factor whatsoever (or not the given one) can be proved.
        Raises:
            ProofRefused: the solver does not settle it.
        """
        start = self._interior([] if factor is None else [self._fixed(factor)])
        if start is None:
            return None
        cone = self._cone([])
        value = cone.least()
        wanted = factor if factor is not None else self._wanted(cone, start)
        if wanted is None:
            return None
        if factor is None:
            near = close_to(cone, self._coordinates(start, cone), tolerance=1e-10 * max(abs(value), 1e-6))
            wanted, start = _nice(near.objective, value), self._between(start, near.point, cone)
        return self._rounded(wanted, start, value)
