"""Bounds of pair classes through the Hessian, on many boxes of a convex set."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from ..enclosure.compiled import least_eigenvalues
from ..enclosure.program import Program
from ..enclosure.rounding import below
from ..interval.boxes import Bounds
from ..interval.sets import condition_of
from ..landscape import Landscape, Piece
from ..region import Region
from ._charts import Chart
from ._classes import LinearForm
from ._curvature import weight_of
from ._stand_ins import StandIns
from ._tails import with_stand_ins


class CurvatureBounds:
    """Least K for which vᵀ(value − K·weight)v ≥ 0 can fail, over the Hessians of the pieces that a box may meet.

    Args:
        landscape: the function f.
        form: the class's inequality for a linear field; weight = w·I, w > 0.
        region: where it is asked for.
        chart: the coordinates of the boxes, if they are not those of f.
        stand_ins: stand in for functions, with further coordinates.
    """

    def __init__(
        self,
        landscape: Landscape,
        form: LinearForm,
        region: Region,
        chart: Chart | None = None,
        stand_ins: StandIns | None = None,
    ):
        self.size, self.weight = landscape.dimension, float(weight_of(form))
        where, variables = condition_of(region, landscape.variables), landscape.variables
        self.pieces = []
        for piece in landscape.pieces:
            conditions, entries = [where, piece.condition], form_of(form, piece, variables)
            if chart:
                conditions = [chart.met(condition) for condition in conditions]
                entries = [chart.turned(entry, stand_ins) for entry in entries]
            coordinates = (*variables, *(stand_ins.least if stand_ins else ()))
            self.pieces.append(Program([*conditions, *entries], coordinates))

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes, and which may meet the region."""
        bound, inside = self._run(low, high)
        return bound, inside[1] > 0

    def near(self, points: Any) -> Any:
        """Return about the ratio at points; ∞ where one is not shown to be in the region."""
        bound, inside = self._run(points, points)
        return np.where(inside[0] > 0, bound, np.inf)

    def _run(self, low: Any, high: Any) -> tuple[Any, Any]:
        """(least bound over the pieces that may be met, what is known of the region)."""
        boxes = low.shape[1]
        bound, inside = np.full(boxes, np.inf), np.ones((2, boxes))
        for program in self.pieces:
            found = program.run(low, high)
            inside, met = found[:, 0], found[1, 1] > 0
            least = least_eigenvalues(*matrices(found[:, 2:], self.size, met))
            bound[met] = np.minimum(bound[met], _divided(least, self.weight))
        return bound, inside


def curvature_beyond(landscape: Landscape, form: LinearForm, region: Region, chart: Chart) -> Bounds:
    """Return the bounds of a pair class on boxes of a chart."""
    stand_ins, bounds = StandIns(chart.variables[chart.axis]), CurvatureBounds(landscape, form, region, chart)
    return with_stand_ins(bounds, CurvatureBounds(landscape, form, region, chart, stand_ins), chart, stand_ins)


def matrices(entries: Any, size: int, chosen: Any) -> Any:
    """Return interval matrices, row by row in a program's outputs, of the chosen boxes; shape (2, boxes, d, d)."""
    boxes = entries.shape[-1]
    return np.ascontiguousarray(entries.reshape(2, size, size, boxes)[..., chosen].transpose(0, 3, 1, 2))


def _divided(bound: Any, weight: float) -> Any:
    """A lower bound of K from one of w·K; w is exact, being a small whole number in all classes."""
    return bound if weight == 1 else np.array([below(x / weight) for x in bound.tolist()])


def form_of(form: LinearForm, piece: Piece, variables: tuple[sp.Symbol, ...]) -> list[sp.Expr]:
    """Return the class's form at the Hessian of a piece: expressions in the variables, row by row."""
    size, hessian = len(variables), sp.hessian(piece.formula, variables)
    numbers = {form.entries[i, j]: hessian[i, j] for i in range(size) for j in range(i, size)}
    return [form.value[i, j].xreplace(numbers) for i in range(size) for j in range(size)]
