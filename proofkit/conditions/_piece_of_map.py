"""The gradient-descent map G(x) = x − ηg(x) of one smooth piece of f, and its Jacobian I − ηH, on many boxes."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from ..enclosure.program import Program
from ..enclosure.range import Range, middles
from ..interval.exact import to_sympy
from ..interval.sets import condition_of
from ..landscape import Piece
from ._domain import needs
from ._question import Question


class PieceOfMap:
    """G where one piece of f applies inside M, the region of the question.

    Args:
        piece: one piece of f.
        question: with M and the step size η.
    """

    def __init__(self, piece: Piece, question: Question):
        variables, step = question.landscape.variables, to_sympy(question.need_step())
        self.size = len(variables)
        jacobian = sp.eye(self.size) - step * sp.hessian(piece.formula, variables)
        region = condition_of(question.region, variables)
        self.region = Program([region], variables)
        self.applies = Program([sp.And(region, piece.condition)], variables)
        self.defined = Program([sp.And(*(need.condition for need in needs(piece.formula)))], variables)
        self.coordinates = [Range(v - step * sp.diff(piece.formula, v), [], variables) for v in variables]
        self.determinant = Range(jacobian.det(method="berkowitz"), [], variables)
        self.entries = [Range(jacobian[i, j], [], variables) for i in range(self.size) for j in range(i, self.size)]
        matrix = sp.Matrix(self.size, self.size, lambda i, j: sp.Symbol(f"J_{min(i, j)}_{max(i, j)}", real=True))
        symbols = [matrix[i, j] for i in range(self.size) for j in range(i, self.size)]
        self.determinant_of_matrix = Program([matrix.det(method="berkowitz")], symbols)

    def images(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return boxes around G of boxes; the whole space where f may be undefined; shapes (d, boxes)."""
        ends = np.array([coordinate.run(low, high) for coordinate in self.coordinates])
        lost = self.defined.run(low, high)[0, 0] < 1
        return np.where(lost, -np.inf, ends[:, 0]), np.where(lost, np.inf, ends[:, 1])

    def may_stay(self, low: Any, high: Any, image_low: Any, image_high: Any) -> Any:
        """Return which boxes may have a point of M, of this piece, with its image in M; shape (boxes,)."""
        here, there = self.applies.run(low, high), self.region.run(image_low, image_high)
        return (here[1, 0] > 0) & (there[1, 0] > 0)

    def inverse_determinants(self, low: Any, high: Any) -> Any:
        """Return upper bounds of 1/|det(I − ηH)| on boxes, ∞ where it may vanish; shape (boxes,)."""
        bottom, top = self.determinant.run(low, high)
        least = np.maximum(np.maximum(bottom, -top), 0.0)
        with np.errstate(divide="ignore"):
            return np.nextafter(1.0 / least, np.inf)

    def injective(self, low: Any, high: Any) -> Any:
        """Return on which boxes G is certainly injective; shape (boxes,).

        For x ≠ y in a box G(x) − G(y) = A(x − y), where A, the mean of I − ηH over the segment between them, has its
        entries in their enclosures over the box. No such symmetric matrix is singular where the enclosure of det is
        not met by 0.
        """
        entries = np.array([entry.run(low, high) for entry in self.entries])
        bottom, top = self.determinant_of_matrix.run(entries[:, 0], entries[:, 1])[:, 0]
        bounded = np.isfinite(entries).all(axis=(0, 1)) & (self.defined.run(low, high)[0, 0] == 1)
        return bounded & ((bottom > 0) | (top < 0))

    def shrinking(self, low: Any, high: Any) -> Any:
        """Return which boxes have a middle in M, of this piece, with its image in M and |det(I − ηH)| ≤ 1; (boxes,)."""
        points = middles(low, high)
        image = self.images(points, points)
        sure = (self.applies.run(points, points)[0, 0] == 1) & (self.region.run(*image)[0, 0] == 1)
        return sure & (np.abs(self.determinant.run(points, points)).max(axis=0) <= 1)
