"""Bounds of value/weight over the cases of a problem, by the enclosures of all forms together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp

from ..enclosure.program import Program
from ..enclosure.range import Range
from .problem import Case, Problem
from .quadratic import is_sum_of_squares


class RatioBounds:
    """The least ratio over the cases that apply (`boxes.Bounds`).

    Args:
        problem: where a weight may be negative, or is 0 without being a sum of squares, there is no bound.
    Raises:
        BadInput: something that has no enclosure.
    """

    def __init__(self, problem: Problem):
        self.cases = [_CaseBounds(case, problem.variables) for case in problem.cases]

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes, and which may meet a case."""
        found = [case.lower(low, high) for case in self.cases]
        return np.min([bound for bound, _ in found], axis=0), np.any([meets for _, meets in found], axis=0)

    def near(self, points: Any) -> Any:
        """Return about the ratio at points; ∞ where no case is shown to apply."""
        return np.min([case.near(points) for case in self.cases], axis=0)


class _CaseBounds:
    def __init__(self, case: Case, variables: Sequence[sp.Symbol]):
        ratio = case.value / case.weight
        self.range = Range(ratio, [case.condition], variables)
        squares = is_sum_of_squares(case.weight, tuple(variables))
        self.weight = None if squares else Range(case.weight, [], variables)
        self.point = Program([case.condition, ratio, case.weight], variables)

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        meets = self.range.truths(low, high)[1, 0] > 0
        bound = np.full(len(meets), np.inf)
        bound[meets] = self._ratio(low[:, meets], high[:, meets])
        return bound, meets

    def _ratio(self, low: Any, high: Any) -> Any:
        bound = self.range.run(low, high)[0]
        return bound if self.weight is None else np.where(self.weight.run(low, high)[0] > 0, bound, -np.inf)

    def near(self, points: Any) -> Any:
        low, high = self.point.run(points, points)
        return np.where((low[0] > 0) & (low[2] > 0), high[1], np.inf)
