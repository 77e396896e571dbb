"""Exact LDLᵀ on symmetric rational matrices: positive semidefinite or not, with no rounding."""

from __future__ import annotations

from fractions import Fraction

Matrix = list[list[Fraction]]


def pivots(matrix: Matrix) -> list[Fraction] | None:
    """Return the pivots of LDLᵀ, or None when the matrix is not positive semidefinite.

    A zero pivot of a positive semidefinite matrix has a zero row; such rows are skipped.
    """
    rest = [row[:] for row in matrix]
    found: list[Fraction] = []
    while rest:
        pivot, *row = rest[0]
        if pivot < 0 or (pivot == 0 and any(row)):
            return None
        found.append(pivot)
        rest = [
            [entry - row[i] * row[j] / pivot if pivot else entry for j, entry in enumerate(line[1:])]
            for i, line in enumerate(rest[1:])
        ]
    return found


def is_positive_semidefinite(matrix: Matrix) -> bool:
    """Return whether vᵀMv ≥ 0 for every v, exactly."""
    return pivots(matrix) is not None


def is_positive_definite(matrix: Matrix) -> bool:
    """Return whether vᵀMv > 0 for every v ≠ 0, exactly."""
    found = pivots(matrix)
    return found is not None and all(p > 0 for p in found)


def combine(terms: list[tuple[Fraction, Matrix]]) -> Matrix:
    """Return Σ factor·matrix, entry by entry."""
    size = len(terms[0][1])
    return [[sum((f * m[i][j] for f, m in terms), Fraction(0)) for j in range(size)] for i in range(size)]
