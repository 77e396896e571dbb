"""Bounds through the Hessian on many boxes: for pair classes on convex sets, near the centre of one-point classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from ..enclosure.assembled import around
from ..enclosure.compiled import least_eigenvalues
from ..enclosure.program import Program
from ..enclosure.rounding import below
from ..interval.sets import condition_of
from ..landscape import Landscape, Piece
from ..region import Everywhere, Point, Region
from ._classes import LinearForm
from ._curvature import critical_exactly, weight_of


class CurvatureBounds:
    """Least K for which vᵀ(value − K·weight)v ≥ 0 can fail, over the Hessians of the pieces that a box may meet.

    Args:
        landscape: the function f.
        form: the class's inequality for a linear field; weight = w·I, w > 0.
        region: where it is asked for.
    """

    def __init__(self, landscape: Landscape, form: LinearForm, region: Region):
        self.size, self.weight = landscape.dimension, float(weight_of(form))
        where, variables = condition_of(region, landscape.variables), landscape.variables
        self.pieces = [
            Program([where, piece.condition, *_form_of(form, piece, variables)], variables)
            for piece in landscape.pieces
        ]

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes, and which may meet the region."""
        bound, inside, _ = self._run(low, high)
        return bound, inside[1] > 0

    def on_one_piece(self, low: Any, high: Any) -> Any:
        """Return lower bounds on boxes that lie in one piece, −∞ on others."""
        bound, _, whole = self._run(low, high)
        return np.where(whole, bound, -np.inf)

    def near(self, points: Any) -> Any:
        """Return about the ratio at points; ∞ where one is not shown to be in the region."""
        bound, inside, _ = self._run(points, points)
        return np.where(inside[0] > 0, bound, np.inf)

    def _run(self, low: Any, high: Any) -> tuple[Any, Any, Any]:
        """(least bound over the pieces that may be met, what is known of the region, whether a box is in one piece)."""
        boxes = low.shape[1]
        bound, whole, inside = np.full(boxes, np.inf), np.zeros(boxes, dtype=bool), np.ones((2, boxes))
        for program in self.pieces:
            found = program.run(low, high)
            inside, met = found[:, 0], found[1, 1] > 0
            entries = found[:, 2:].reshape(2, self.size, self.size, boxes)[..., met].transpose(0, 3, 1, 2)
            least = least_eigenvalues(*map(np.ascontiguousarray, entries))
            bound[met] = np.minimum(bound[met], _divided(least, self.weight))
            whole |= found[0, 1] > 0
        return bound, inside, whole


def _divided(bound: Any, weight: float) -> Any:
    """A lower bound of K from one of w·K; w is exact, being a small whole number in all classes."""
    return bound if weight == 1 else np.array([below(x / weight) for x in bound.tolist()])


def _form_of(form: LinearForm, piece: Piece, variables: tuple[sp.Symbol, ...]) -> list[sp.Expr]:
    size, hessian = len(variables), sp.hessian(piece.formula, variables)
    numbers = {form.entries[i, j]: hessian[i, j] for i in range(size) for j in range(i, size)}
    return [form.value[i, j].xreplace(numbers) for i in range(size) for j in range(size)]


class NearCenter:
    """Bounds of a one-point class on boxes that share a smooth piece with the centre, where the gradient is 0.

    g(x) = ∫ H(c + t(x − c)) dt (x − c), so the class's inequality at x is its linear form at a matrix between the
    Hessians met on the hull of the box and c.
    """

    def __init__(self, landscape: Landscape, form: LinearForm, center: Point):
        self.curvature = CurvatureBounds(landscape, form, Everywhere())
        ends = np.array([around(x) for x in center])
        self.low, self.high = ends[:, :1], ends[:, 1:]

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes; of what they meet nothing is known here."""
        bound = self.curvature.on_one_piece(np.minimum(low, self.low), np.maximum(high, self.high))
        return bound, np.ones(len(bound), dtype=bool)

    def near(self, points: Any) -> Any:
        """Nothing is known at points."""
        return np.full(points.shape[1], np.inf)


def near_center(landscape: Landscape, form: LinearForm, center: Point) -> NearCenter | None:
    """Return the bounds near the centre; None where the gradient is not exactly 0 there."""
    return NearCenter(landscape, form, center) if critical_exactly(landscape, center) else None
