"""Search over all of R^d: a cube about a point, and what lies beyond it, turned inward by the charts of `_charts`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from time import monotonic
from typing import Any

import numpy as np
import sympy as sp

from ..enclosure.program import Program
from ..interval.boxes import Bounds, Search, minimise
from ..interval.probe import Best
from ..interval.problem import Case, Problem
from ..interval.ratio import RatioBounds
from ..interval.tape import Sides
from ..region import Point
from ._charts import REACH, Chart
from ._stand_ins import StandIns

FASTEST = 24  #: a value may grow faster than its weight by this power of the distance
MOST_VARIABLES = 3  #: in more of them the formulas of the charts alone take longer than a search may
UNBOUNDED = "the region is unbounded: give a box"


def turned_inward(problem: Problem, chart: Chart, stand_ins: StandIns | None = None) -> Problem | None:
    """Return a problem in the coordinates u of a chart; None where a value grows too fast for its weight.

    Value and weight are multiplied by the same even power of u, which leaves the weight without a power of u outside of
    functions (or with u itself): 2/u² + 3 sin(2/u)/u over 1/u² becomes 2 + 3u·sin(2/u) over 1, which is enclosed on a
    neighbourhood of u = 0.
    """
    cases = [_turned(case, chart, stand_ins) for case in problem.cases]
    variables = (*problem.variables, *(stand_ins.least if stand_ins else ()))
    return None if None in cases else Problem(variables, tuple(case for case in cases if case))


def _turned(case: Case, chart: Chart, stand_ins: StandIns | None) -> Case | None:
    (n, value), (m, weight) = chart.leading(case.value, stand_ins), chart.leading(case.weight, stand_ins)
    if m - n > FASTEST:
        return None
    u, rest = chart.variables[chart.axis], m % 2
    return Case(chart.met(case.condition), value * u ** (n - m + rest), weight * u**rest)


def ratio_beyond(problem: Problem, chart: Chart) -> Bounds | None:
    """Return bounds of a problem's ratio on boxes of a chart; None where a value grows too fast for its weight."""
    turned, stand_ins = turned_inward(problem, chart), StandIns(chart.variables[chart.axis])
    if turned is None:
        return None
    bounds, with_them = RatioBounds(turned), turned_inward(problem, chart, stand_ins)
    return bounds if with_them is None else with_stand_ins(bounds, RatioBounds(with_them), chart, stand_ins)


def with_stand_ins(bounds: Bounds, second: Bounds, chart: Chart, stand_ins: StandIns) -> Bounds:
    """Return the better of two bounds on boxes of a chart, the second of which has the new coordinates too."""
    return Better(bounds, Lifted(second, chart, stand_ins)) if stand_ins.least else bounds


class Better:
    """The larger of two lower bounds of one ratio, on a set that the first one knows."""

    def __init__(self, first: Bounds, second: Bounds):
        self.first, self.second, self.near = first, second, first.near

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes, and which may meet the set."""
        bound, meets = self.first.lower(low, high)
        bound[meets] = np.maximum(bound[meets], self.second.lower(low[:, meets], high[:, meets])[0])
        return bound, meets


class Lifted:
    """Bounds on boxes of a chart by those with new coordinates, where what has to be positive for these is."""

    def __init__(self, bounds: Bounds, chart: Chart, stand_ins: StandIns):
        self.bounds, self.least = bounds, np.array([*stand_ins.least.values()], dtype=float)[:, None]
        self.positive = Program(stand_ins.positive, chart.variables) if stand_ins.positive else None

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes, and which may meet the set."""
        least = np.broadcast_to(self.least, (len(self.least), low.shape[1]))
        bound, meets = self.bounds.lower(np.vstack([low, least]), np.vstack([high, np.ones_like(least)]))
        valid = self.positive is None or (self.positive.run(low, high)[0] > 0).all(axis=0)
        return np.where(valid, bound, -np.inf), meets

    def near(self, points: Any) -> Any:
        """Nothing is known at points."""
        return np.full(points.shape[1], np.inf)


def everywhere(
    bounds: Bounds,
    far: Callable[[Chart], Bounds | None],
    best: Best,
    offer: Callable[[Point], object],
    variables: tuple[sp.Symbol, ...],
    center: Point | None,
    *,
    enough: Callable[[Fraction], Fraction],
    budget: float,
    goal: Fraction | None,
) -> Search:
    """Return a lower bound of an infimum over R^d (see `minimise`): chart by chart, then over a cube.

    Args:
        bounds: on boxes of the cube.
        far: makes the bounds on boxes of a chart; None where there are none.
        variables: the coordinates.
        center: of the cube; 0 for None.
        budget: seconds; every part has an equal share of what is left, so the cube has all that the charts leave.
    """
    if len(variables) > MOST_VARIABLES:
        return Search(stopped=UNBOUNDED)
    middle = center or (Fraction(0),) * len(variables)
    parts = list[tuple[Bounds, Callable[[Point], object], Sides, str]]()
    for chart in (Chart(variables, middle, i) for i in range(len(variables))):
        beyond = far(chart)
        if beyond is None:
            return Search(stopped=UNBOUNDED)
        parts.append((beyond, _back(chart, offer), chart.sides, f" ({chart})"))
    parts.append((bounds, offer, tuple((c - REACH, c + REACH) for c in middle), ""))
    found, end = list[Search](), monotonic() + budget
    for part, try_point, sides, where in parts:
        share = max(0.0, end - monotonic()) / (len(parts) - len(found))
        found.append(minimise(part, best, try_point, sides, enough=enough, budget=share, goal=goal))
        found[-1].stopped += where if found[-1].stopped else ""
    return _together(found)


def _back(chart: Chart, offer: Callable[[Point], object]) -> Callable[[Point], object]:
    return lambda u: [offer(point) for point in chart.points(u)]


def _together(found: list[Search]) -> Search:
    met = [part for part in found if not part.empty]
    lows = [part.lower for part in met]
    known = [low for low in lows if low is not None]
    return Search(
        min(known) if known and len(known) == len(lows) else None,
        sum(part.boxes for part in found),
        not met,
        next((part.stopped for part in found if part.stopped), ""),
    )
