"""Rigorous bounds on the least eigenvalue of symmetric matrices, exact or of balls."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from flint import arb

from .exact import ends
from .ldl import Matrix, is_positive_semidefinite

FLOATS = 10**150  #: entries beyond this are not given to floating-point arithmetic


def least_eigenvalue_below(matrix: Matrix) -> Fraction:
    """Return a rational ≤ the least eigenvalue: the eigenvalue itself when that is a simple rational."""
    if len(matrix) == 1:
        return matrix[0][0]
    widest = max(sum((abs(x) for x in row), Fraction(0)) for row in matrix)
    if widest > FLOATS:
        return -widest  # Gershgorin
    near = float(np.linalg.eigvalsh(np.array([[float(x) for x in row] for row in matrix]))[0])
    scale = max(1.0, float(max(abs(x) for row in matrix for x in row)))
    simple = [Fraction(near).limit_denominator(b) for b in (1, 100, 10**5)]
    guesses = [*simple, *(Fraction(near - scale * 10.0**-k) for k in range(13, -1, -1))]
    for guess in sorted(set(guesses), reverse=True):
        if is_positive_semidefinite(shifted(matrix, guess)):
            return guess
    return -widest


def shifted(matrix: Matrix, amount: Fraction) -> Matrix:
    """Return matrix − amount·I."""
    return [[x - amount if i == j else x for j, x in enumerate(row)] for i, row in enumerate(matrix)]


def least_eigenvalue_of_balls(matrix: list[list[arb]]) -> Fraction | None:
    """Return a rational ≤ the least eigenvalue of every symmetric matrix inside; None when an entry is unbounded."""
    size = len(matrix)
    upper = [[ends(matrix[min(i, j)][max(i, j)]) for j in range(size)] for i in range(size)]  # symmetric by choice
    if any(side is None for row in upper for side in row):
        return None
    sides = [[side for side in row if side is not None] for row in upper]
    middle = [[(low + high) / 2 for low, high in row] for row in sides]
    spread = max(sum(((high - low) / 2 for low, high in row), Fraction(0)) for row in sides)
    return least_eigenvalue_below(middle) - spread
