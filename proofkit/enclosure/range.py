"""Tight enclosures of one expression on many boxes, with conditions beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp

from .compiled import enclosures
from .program import Program
from .reader import Reader


class Range:
    """An expression that is smooth, and conditions, to be enclosed on boxes by all forms together.

    Args:
        expression: SymPy expression, without branches.
        conditions: SymPy Booleans.
        variables: the coordinates, in the order of a box's sides.
    Raises:
        BadInput: as for `Program`.
    """

    def __init__(self, expression: sp.Expr, conditions: Sequence[sp.Basic], variables: Sequence[sp.Symbol]):
        if expression.has(sp.Piecewise):
            raise TypeError("forms with derivatives hold for one branch at a time")
        reader = Reader(variables)
        self.conditions = Program(conditions, variables, reader=reader) if conditions else None
        self.over, self.at = (Program([expression], variables, order, reader) for order in (2, 1))

    def truths(self, low: Any, high: Any) -> Any:
        """Return what is known of the conditions on boxes; shape (2, conditions, boxes), see `Program.run`."""
        return self.conditions.run(low, high) if self.conditions else np.ones((2, 0, low.shape[1]))

    def run(self, low: Any, high: Any) -> Any:
        """Return enclosures of the expression on boxes of ends (d, boxes); shape (2, boxes)."""
        low, high = (np.ascontiguousarray(side, dtype=np.float64) for side in (low, high))  # one layout, compiled once
        centers = middles(low, high)
        return enclosures(self.at.run(centers, centers), self.over.run(low, high), centers, low, high)


def middles(low: Any, high: Any) -> Any:
    """Return a point of each box, near its middle; shape (d, boxes)."""
    with np.errstate(invalid="ignore"):  # −∞ + ∞, which becomes 0
        middle = low / 2 + high / 2
    return np.minimum(np.maximum(np.where(np.isnan(middle), 0.0, middle), low), high)
