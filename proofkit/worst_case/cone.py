"""Points of a family of matrices S(y) ⪰ 0 and numbers l(y) ≥ 0: how far inside, the least objective, the path to it.

Exact data. A floating-point solver answers the first two; the path is followed by Newton's method for the barrier
t·objective − log det S − Σ log l in many digits, so that its end is close to the least value and well inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from flint import arb, arb_mat, ctx, fmpq

from ..errors import MissingExtra, ProofRefused
from .linear import Matrix, Vector

BITS = 256
MOST = 400  #: Newton steps
FASTER = 8


@dataclass(frozen=True)
class Depth:
    """How deep inside a point can be.

    Args:
        depth: the largest s ≤ 1 with S − s·I ⪰ 0 and l ≥ s.
        point: y there.
        matrix, weights: the solver's proof that no more is possible: ⟨matrix, S⟩ + weights·l is constant, they are not
            negative, and their traces add up to 1 (unless s is 1).
    """

    depth: float
    point: Vector
    matrix: Any
    weights: Any


@dataclass(frozen=True)
class Cone:
    """S(y) = S_0 + Σ y_k S_k ⪰ 0, l(y) = l_0 + Σ y_k l_k ≥ 0, and an objective c_0 + Σ y_k c_k.

    Args:
        matrices: S_0, S_1, …
        lines: l_0, l_1, …
        costs: c_0, c_1, …
    """

    matrices: list[Matrix]
    lines: list[Vector]
    costs: Vector

    # -- in floating point ------------------------------------------------------------------------------

    def depth(self) -> Depth:
        """Return how deep inside the family gets."""
        size, count, free = len(self.matrices[0]), len(self.lines[0]), len(self.costs) - 1
        matrices, lines = self._floats
        inward = _packed(np.eye(size), np.ones(count))
        table = -np.column_stack(
            [*(_packed(m, line) for m, line in zip(matrices[1:], lines[1:], strict=True)), -inward]
        )
        table = np.vstack([table, [0.0] * free + [1.0]])
        right = np.append(_packed(matrices[0], lines[0]), 1.0)
        found = _minimum(np.array([0.0] * free + [-1.0]), table, right, size, count + 1)
        if found is None:
            raise ProofRefused("the semidefinite solver did not settle where the multipliers lie")
        packed = len(inward) - count
        weights = np.array(found.z)
        point = [Fraction(x) for x in found.x[:-1]]
        return Depth(float(found.x[-1]), point, _unpacked(weights[:packed], size), weights[packed:-1])

    def least(self) -> float:
        """Return the least objective."""
        if len(self.costs) == 1:
            return float(self.costs[0])
        matrices, lines = self._floats
        columns = [-_packed(m, line) for m, line in zip(matrices[1:], lines[1:], strict=True)]
        costs = np.array([float(c) for c in self.costs])
        table, right = np.column_stack(columns), _packed(matrices[0], lines[0])
        found = _minimum(costs[1:], table, right, len(self.matrices[0]), len(self.lines[0]))
        if found is None:
            raise ProofRefused("the semidefinite solver did not find the least factor")
        return float(costs[0] + costs[1:] @ np.array(found.x))

    @cached_property
    def _floats(self) -> tuple[list[Any], list[Any]]:
        matrices = [np.array([[float(x) for x in row] for row in m]).reshape(len(m), len(m)) for m in self.matrices]
        return matrices, [np.array([float(x) for x in line]) for line in self.lines]

    # -- in many digits ---------------------------------------------------------------------------------

    def close_to_least(self, start: Sequence[Fraction], tolerance: float) -> Vector:
        """Follow the central path from an interior point until the objective is within the tolerance of the least."""
        with ctx.workprec(BITS):
            y, weight = _column(start), 1 / _arb(1 + abs(self.objective(start)))
            degree = len(self.matrices[0]) + len(self.lines[0])
            while True:
                y = self._centred(y, weight)
                if degree / weight < tolerance:
                    return _fractions(y)
                weight = weight * FASTER

    def centred(self, start: Sequence[Fraction]) -> Vector:
        """Return the analytic centre, from an interior point."""
        with ctx.workprec(BITS):
            return _fractions(self._centred(_column(start), arb(0)))

    def objective(self, y: Sequence[Fraction]) -> Fraction:
        """Return the objective at a point, exactly."""
        return sum((c * t for c, t in zip(self.costs[1:], y, strict=True)), start=self.costs[0])

    def at(self, y: Sequence[Fraction]) -> tuple[Matrix, Vector]:
        """Return S(y) and l(y), exactly."""
        weights = [Fraction(1), *y]
        size, count = len(self.matrices[0]), len(self.lines[0])
        terms = list(zip(weights, self.matrices, self.lines, strict=True))
        zero = Fraction(0)
        matrix = [[sum((w * m[i][j] for w, m, _ in terms), start=zero) for j in range(size)] for i in range(size)]
        return matrix, [sum((w * line[k] for w, _, line in terms), start=zero) for k in range(count)]

    def _centred(self, y: arb_mat, weight: arb) -> arb_mat:
        """Newton's method for the barrier; a damped step stays inside."""
        if not y.nrows():
            return y
        for _ in range(MOST):
            gradient, hessian = self._derivatives(y, weight)
            step = _middle(hessian.solve(gradient))
            decrement = _dot(step, gradient).sqrt()
            y = _middle(y - step * (arb(1) if decrement < 0.2 else 1 / (1 + decrement)))
            if decrement < 0.01:
                return y
        raise ProofRefused("the path to the least factor was not followed to its end")

    def _derivatives(self, y: arb_mat, weight: arb) -> tuple[arb_mat, arb_mat]:
        constant, columns, mirrored, lines, costs = self._digits
        size, free = len(self.matrices[0]), len(self.costs) - 1
        flat = constant + columns * y
        inverse = _middle(arb_mat([[flat[i * size + j, 0] for j in range(size)] for i in range(size)]).inv())
        turned = [inverse * matrix for matrix in mirrored]  # S⁻¹S_k
        rows = arb_mat([[m[i, j] for i in range(size) for j in range(size)] for m in turned])
        across = arb_mat([[m[j, i] for i in range(size) for j in range(size)] for m in turned])
        values = lines[0] + lines[1] * y
        shares = arb_mat([[lines[1][r, k] / values[r, 0] for r in range(values.nrows())] for k in range(free)])
        traces = [sum((m[i, i] for i in range(size)), start=arb(0)) for m in turned]
        sums = [sum((shares[k, r] for r in range(values.nrows())), start=arb(0)) for k in range(free)]
        gradient = arb_mat([[weight * costs[k, 0] - traces[k] - sums[k]] for k in range(free)])
        return _middle(gradient), _middle(rows * across.transpose() + shares * shares.transpose())

    @cached_property
    def _digits(self) -> tuple[arb_mat, arb_mat, list[arb_mat], tuple[arb_mat, arb_mat], arb_mat]:
        flat = [[x for row in m for x in row] for m in self.matrices]
        matrices = [arb_mat([[_arb(x) for x in row] for row in m]) for m in self.matrices[1:]]
        lines = _column(self.lines[0]), _columns(self.lines[1:])
        return _column(flat[0]), _columns(flat[1:]), matrices, lines, _column(self.costs[1:])


# -- packing, and the solver -----------------------------------------------------------------------------


def _packed(matrix: Any, line: Any) -> Any:
    """The upper triangle by columns, entries beside the diagonal times √2, then the line."""
    size = len(matrix)
    scaled = matrix * (np.sqrt(2) - (np.sqrt(2) - 1) * np.eye(size))
    return np.concatenate([scaled.T[np.tril_indices(size)], line])


def _unpacked(triangle: Any, size: int) -> Any:
    matrix = np.zeros((size, size))
    matrix.T[np.tril_indices(size)] = triangle
    beside = (matrix - np.diag(np.diag(matrix))) / np.sqrt(2)
    return beside + beside.T + np.diag(np.diag(matrix))


def _minimum(costs: Any, table: Any, right: Any, size: int, count: int) -> Any:
    """Minimise costs·y with right − table·y in the cone; None unless solved."""
    try:
        import clarabel
    except ImportError:
        raise MissingExtra("a bound at given constants", "search") from None
    from scipy.sparse import csc_matrix

    cones = [clarabel.PSDTriangleConeT(size)] if size else []
    cones += [clarabel.NonnegativeConeT(count)] if count else []
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.tol_feas = settings.tol_gap_abs = settings.tol_gap_rel = 1e-12
    free = len(costs)
    found = clarabel.DefaultSolver(csc_matrix((free, free)), costs, csc_matrix(table), right, cones, settings).solve()
    return found if str(found.status) in ("Solved", "AlmostSolved", "InsufficientProgress") else None


# -- numbers with many digits ----------------------------------------------------------------------------


def _arb(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


def _column(values: Sequence[Fraction]) -> arb_mat:
    return arb_mat(len(values), 1, [_arb(x) for x in values])


def _columns(rows: Sequence[Sequence[Fraction]]) -> arb_mat:
    """The rows as columns."""
    return arb_mat([[_arb(x) for x in row] for row in rows]).transpose() if rows else arb_mat(0, 0)


def _middle(matrix: arb_mat) -> arb_mat:
    return arb_mat(matrix.nrows(), matrix.ncols(), [x.mid() for x in matrix.entries()])


def _dot(one: arb_mat, other: arb_mat) -> arb:
    return (one.transpose() * other)[0, 0].mid()


def _fractions(column: arb_mat) -> Vector:
    return [_fraction(x) for x in column.entries()]


def _fraction(value: arb) -> Fraction:
    mantissa, exponent = value.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
