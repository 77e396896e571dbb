"""What must be true of bounds of least eigenvalues, as functions of the package."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
from enclosure_checks import INFINITE

from proofkit.interval.ldl import is_positive_definite, is_positive_semidefinite


def check_eigenvalues(k: SimpleNamespace, low: Any, high: Any, narrow: bool = True) -> None:
    """M − λI is positive semidefinite, exactly, at vertices and the middle of each matrix; λ is not far too small."""
    with np.errstate(all="ignore"):
        found = k.compiled.least_eigenvalues(low, high)
    for lows, highs, bound in zip(low, high, found.tolist(), strict=True):
        assert bound == bound and bound < INFINITE
        if bound == -INFINITE:
            assert not narrow, lows
            continue
        for matrix in vertices(lows, highs):
            assert is_positive_semidefinite(minus(matrix, Fraction(bound))), (lows, highs, bound)
        if narrow:
            middle = (lows / 2 + highs / 2).astype(float)
            slack = np.abs(highs - lows).sum(axis=1).max() / 2 + 1e-7 * np.abs(middle).max() + 1e-250
            assert bound >= np.linalg.eigvalsh(middle)[0] - slack, (lows, highs, bound)


def check_definite(k: SimpleNamespace, factor: Any, shift: Fraction) -> None:
    """What elimination finds positive definite is, also a matrix that is singular or nearly."""
    for tiny in (-(2.0**-40), 0.0, 2.0**-40):
        matrix = factor @ factor.T + tiny * np.eye(len(factor))
        exact = [[Fraction(e) for e in row] for row in matrix.tolist()]
        for amount in (Fraction(0), shift, Fraction(tiny)):
            found = k.eigenvalues.is_positive_definite(matrix, float(amount))
            assert not found or is_positive_definite(minus(exact, amount)), (matrix, amount)


def vertices(low: Any, high: Any) -> list[list[list[Fraction]]]:
    """Return symmetric matrices of an interval matrix: its middle, and those with the least vᵀMv for signs v."""
    size, found = len(low), []
    signs = [np.array([1, *s]) for s in product((1, -1), repeat=size - 1)] or [np.array([1])]
    choices = [np.outer(s, s) for s in signs[:16]]
    for chosen in choices:
        ends = np.where(chosen > 0, low, high)
        found.append([[Fraction(float(ends[min(i, j), max(i, j)])) for j in range(size)] for i in range(size)])
    half = Fraction(1, 2)
    found.append(
        [[half * (Fraction(float(low[i, j])) + Fraction(float(high[i, j]))) for j in range(size)] for i in range(size)]
    )
    return found


def minus(matrix: list[list[Fraction]], amount: Fraction) -> list[list[Fraction]]:
    """Return matrix − amount·I."""
    return [[e - amount if i == j else e for j, e in enumerate(row)] for i, row in enumerate(matrix)]


def random_matrices(size: int, count: int, seed: int) -> tuple[Any, Any]:
    """Return symmetric interval matrices: of any scale, singular, with clustered eigenvalues, points and wide ones."""
    rng = np.random.default_rng(seed)
    found = []
    for n in range(count):
        a = rng.normal(size=(size, size))
        kind = n % 6
        if kind == 0:
            matrix = a + a.T
        elif kind == 1:  # singular, exactly: whole numbers of less than full rank
            b = rng.integers(-3, 4, (size, max(size - 1, 1))).astype(float)
            matrix = b @ b.T
        elif kind == 2:  # clustered
            q = np.linalg.qr(a)[0]
            matrix = q @ np.diag(1 + 1e-13 * rng.normal(size=size)) @ q.T
        elif kind == 3:
            matrix = (a + a.T) * 10.0 ** rng.integers(-250, 200)
        elif kind == 4:  # scales mixed
            scale = np.diag(10.0 ** rng.integers(-8, 8, size))
            matrix = scale @ (a + a.T) @ scale
        else:
            matrix = np.ones((size, size)) if n % 12 == 5 else np.zeros((size, size))
        found.append((matrix + matrix.T) / 2)
    middle = np.array(found)
    width = abs(middle) * rng.choice([0, 0, 1e-15, 1e-6, 1.0], (count, 1, 1)) * rng.random(middle.shape)
    width = (width + width.transpose(0, 2, 1)) / 2
    return middle - width, middle + width


def check_many_eigenvalues(k: SimpleNamespace, count: int) -> None:
    """`check_eigenvalues` in dimension 1 to 6."""
    for size in range(1, 7):
        check_eigenvalues(k, *random_matrices(size, count, size))
    for n in range(count):
        check_definite(k, np.random.default_rng(n).integers(-3, 4, (4, 4)).astype(float), Fraction(n % 7 - 3, 2))
    huge = np.array([[[-1e308, 1e200], [1e200, 1.5e308]], [[-1.5e308, 0], [0, 1.0]]])
    check_eigenvalues(k, huge, np.array([[[1e308, 1e200], [1e200, 1.6e308]], [[1.5e308, 0], [0, 1.0]]]), narrow=False)
    for end in (INFINITE, -INFINITE):
        unbounded = np.array([[[1.0, end], [end, 1.0]]])
        low, high = (np.ones((1, 2, 2)), unbounded) if end > 0 else (unbounded, np.ones((1, 2, 2)))
        assert k.compiled.least_eigenvalues(low, high).tolist() == [-INFINITE]
