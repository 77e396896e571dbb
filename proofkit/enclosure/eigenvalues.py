"""Lower bounds of the least eigenvalue of many symmetric interval matrices.

With M the middle of such a matrix and R its radius, every eigenvalue of a matrix inside is at least λ_min(M) − ‖R‖.
A floating-point eigenvalue is only a guess of λ_min(M): it is taken when elimination in interval arithmetic finds
M − λI positive definite.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..compile_options import compiled
from .intervals import greatest, inverse, plus, times
from .rounding import INFINITE, above, below

ROOM = 1e-13  #: relative to the matrix, by how much the guess is lowered before it is tried
TINY = 2.0**-900  #: what "relative to" means for a matrix that is 0, or nearly


@compiled
def is_positive_definite(matrix: Any, shift: float) -> bool:
    """Return True only if the symmetric matrix minus shift·I is positive definite; its upper triangle is read."""
    size = len(matrix)
    L, H = matrix.copy(), matrix.copy()
    for i in range(size):
        L[i, i], H[i, i] = below(matrix[i, i] - shift), above(matrix[i, i] - shift)
    for k in range(size):
        if not L[k, k] > 0:
            return False
        il, ih = inverse(L[k, k], H[k, k])
        for i in range(k + 1, size):
            fl, fh = times(L[k, i], H[k, i], il, ih)
            for j in range(i, size):
                a, b = times(fl, fh, L[k, j], H[k, j])
                L[i, j], H[i, j] = plus(L[i, j], H[i, j], -b, -a)
    return True


@compiled
def spread(matrix_low: Any, matrix_high: Any, center: Any) -> float:
    """Return an upper bound of ‖R‖: the greatest sum of a row of distances from the centre (upper triangles)."""
    widest = 0.0
    for i in range(len(center)):
        total = 0.0
        for j in range(len(center)):
            a, b = (i, j) if i < j else (j, i)
            reach = greatest(matrix_high[a, b] - center[a, b], center[a, b] - matrix_low[a, b])
            total = above(total + above(reach))
        widest = greatest(widest, total)
    return widest


@compiled
def least_eigenvalues(low: Any, high: Any) -> Any:
    """Return lower bounds of the least eigenvalues; −∞ where an entry is unbounded.

    Args:
        low, high: the ends of the entries, of which the upper triangles are read; shape (boxes, d, d).
    Returns:
        shape (boxes,).
    """
    boxes, size = low.shape[0], low.shape[1]
    found = np.empty(boxes)
    for box in range(boxes):
        found[box] = _least_eigenvalue(low[box], high[box], size)
    return found


@compiled
def _least_eigenvalue(low: Any, high: Any, size: int) -> float:
    center, largest = np.empty((size, size)), 0.0
    for i in range(size):
        for j in range(i, size):
            if not (abs(low[i, j]) < INFINITE and abs(high[i, j]) < INFINITE):
                return -INFINITE
            center[i, j] = center[j, i] = low[i, j] / 2 + high[i, j] / 2
            largest = greatest(largest, abs(center[i, j]))
    apart = spread(low, high, center)
    if size == 1:
        return low[0, 0]
    guess = np.linalg.eigvalsh(center)[0]
    for room in (ROOM, 1e-8, 1.0):
        shift = guess - room * size * (largest + TINY)
        if is_positive_definite(center, shift):
            return below(shift - apart)
    return -INFINITE
