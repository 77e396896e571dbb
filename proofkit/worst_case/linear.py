"""Exact linear algebra over Q: the solutions of linear equations, and sums of squares of a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_mat

Vector = list[Fraction]
Matrix = list[list[Fraction]]


@dataclass(frozen=True)
class Affine:
    """All solutions of linear equations: offset + Σ y_k·directions[k], y_k being the free-th coordinates.

    Args:
        offset: the solution whose free coordinates are 0.
        directions: one for each free coordinate.
        free: their indices.
    """

    offset: Vector
    directions: list[Vector]
    free: tuple[int, ...]

    def at(self, y: Sequence[Fraction]) -> Vector:
        """Return the solution with these free coordinates."""
        steps = list(zip(y, self.directions, strict=True))
        return [o + sum(t * d[k] for t, d in steps) for k, o in enumerate(self.offset)]


def affine(rows: Sequence[tuple[Vector, Fraction]], width: int) -> Affine | None:
    """Return the solutions x ∈ Q^width of row·x = right for all rows; None if there is none."""
    reduced, pivots = rref([[*row, right] for row, right in rows], width + 1)
    if width in pivots:
        return None
    free = tuple(k for k in range(width) if k not in pivots)
    places = dict(zip(pivots, reduced, strict=True))

    def column(k: int, sign: int) -> Vector:
        return [sign * places[p][k] if p in places else Fraction(0) for p in range(width)]

    directions = []
    for k in free:
        direction = column(k, -1)
        direction[k] = Fraction(1)
        directions.append(direction)
    return Affine(column(width, 1), directions, free)


def rref(rows: Sequence[Vector], width: int) -> tuple[list[Vector], tuple[int, ...]]:
    """Return the non-zero rows of the reduced echelon form, and their pivots."""
    if not rows:
        return [], ()
    reduced, rank = fmpq_mat([[fmpq(x.numerator, x.denominator) for x in row] for row in rows]).rref()
    found = [[fraction(reduced[r, k]) for k in range(width)] for r in range(rank)]
    return found, tuple(next(k for k, x in enumerate(row) if x) for row in found)


def fraction(value: fmpq) -> Fraction:
    """Return a rational of the library as a `Fraction`."""
    return Fraction(int(value.p), int(value.q))


def squares(matrix: Matrix) -> list[tuple[Fraction, Vector]] | None:
    """Write a symmetric matrix as Σ weight·v vᵀ with positive weights; None if it is not positive semidefinite."""
    rows, found = [list(row) for row in matrix], []
    for k in range(len(rows)):
        row, head = rows[k], rows[k][k]
        if head < 0 or (head == 0 and any(row)):
            return None
        if head:
            vector = [entry / head for entry in row]
            found.append((head, vector))
            rows = [
                [a - head * x * y for a, y in zip(old, vector, strict=True)]
                for old, x in zip(rows, vector, strict=True)
            ]
    return found
