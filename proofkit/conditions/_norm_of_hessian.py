"""‖H(x)‖ ≤ L0 + L1‖g(x)‖ in several variables, by subdivision: K = −L0 and the least of L1‖g‖ − ‖H‖."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import sympy as sp
from flint import ctx

from ..certificate import Certificate
from ..enclosure.assembled import around
from ..enclosure.compiled import least_eigenvalues
from ..enclosure.program import Program
from ..interval.boxes import minimise
from ..interval.exact import ends, to_arb
from ..interval.probe import spread
from ..interval.problem import EmptySet
from ..interval.sets import bounding_box, condition_of
from ..interval.tape import PRECISION, Tape
from ..landscape import Landscape
from ..region import Point, Region
from ..verdict import Verdict
from ._bounds import enough, searched
from ._classes import strict_interior
from ._curvature import Curvature, hessian_form
from ._curvature_bounds import matrices
from ._hessian import Worst, claimed, least_direction
from ._question import Clock, Scale

SCALE = Scale(-1)


def bounded_by_slope(clock: Clock, slope: Fraction) -> Certificate:
    """Return two-sided bounds on the least L0, or the verdict on a claimed one, for L1 = `slope`.

    Raises:
        EmptySet: the region has no points.
    """
    q = clock.question
    sides = bounding_box(q.region)
    if sides is None:
        return clock.certificate(Verdict.UNDECIDED, method="interval", open_="the region is unbounded: give a box")
    points = _Points(q.landscape, q.region, slope)
    for point in spread(sides, 100, seed=0):
        points.offer(point)
    goal = None if q.constant is None else SCALE.inward(q.constant)
    bounds, close = _Bounds(q.landscape, q.region, slope), partial(enough, clock, SCALE)
    found = minimise(bounds, points.worst.best, points.offer, sides, enough=close, budget=q.budget, goal=goal)
    if found.empty:
        raise EmptySet
    if goal is not None:
        return claimed(clock, SCALE, points.worst, found.lower, "interval", found)
    low, high = SCALE.outward(found.lower, points.worst.best.high)
    return searched(clock, SCALE, low, high, "interval", points.worst.best.point, found.boxes, found.stopped)


class _Bounds:
    """Lower bounds of L1‖g‖ − ‖H‖ over the pieces that boxes may meet (`boxes.Bounds`)."""

    def __init__(self, landscape: Landscape, region: Region, slope: Fraction):
        variables = landscape.variables
        where = condition_of(region, variables)
        self.size, self.slope = len(variables), around(slope)[0]
        self.pieces = [
            Program(
                [
                    sp.And(piece.condition, where),
                    sum((sp.diff(piece.formula, v) ** 2 for v in variables), sp.Integer(0)),
                    *sp.hessian(piece.formula, variables),
                ],
                variables,
            )
            for piece in landscape.pieces
        ]

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes, and which may meet the region."""
        bound, meets = np.full(low.shape[1], np.inf), np.zeros(low.shape[1], dtype=bool)
        for program in self.pieces:
            found = program.run(low, high)
            met = found[1, 0] > 0
            bound[met] = np.minimum(bound[met], self._difference(found[:, :, met]))
            meets |= met
        return bound, meets

    def near(self, points: Any) -> Any:
        """Return about the value at points; ∞ where one is not shown to be in the region."""
        return self.lower(points, points)[0]

    def _difference(self, found: Any) -> Any:
        """L1‖g‖ − ‖H‖ from below, each rounded operation lowered by one unit."""
        bottom, top = matrices(found[:, 2:], self.size, slice(None))
        norm = -np.minimum(least_eigenvalues(bottom, top), least_eigenvalues(-top, -bottom))
        length = np.nextafter(np.sqrt(np.maximum(found[0, 1], 0)), 0)
        steep = np.maximum(np.nextafter(self.slope * length, -np.inf), 0)
        return np.nextafter(steep - norm, -np.inf)


class _Points:
    """Upper bounds of L1‖g‖ − ‖H‖ at exact points of the region: the other side of the bound, and witnesses."""

    def __init__(self, landscape: Landscape, region: Region, slope: Fraction):
        self.worst, self.slope = Worst(), slope
        inside = strict_interior(condition_of(region, landscape.variables))
        self.tape = Tape([inside, *landscape.gradient], landscape.variables)
        self.signs = [Curvature(landscape, hessian_form(landscape.dimension, sign)) for sign in (1, -1)]

    def offer(self, point: Point) -> None:
        """Keep the point when its value is the least."""
        inside, *gradient = self.tape.run(tuple((x, x) for x in point))
        if inside is not True:
            return
        with ctx.workprec(PRECISION):
            steep = ends(to_arb(self.slope) * sum(g * g for g in gradient).sqrt())
        for curvature in self.signs:
            matrix = curvature.at(point)
            if matrix is not None and steep is not None:
                direction = least_direction(matrix)
                high = curvature.quotient(point, direction)  # ≥ ⟨±Hv, v⟩/‖v‖², which is ≥ −‖H‖
                if high is not None:
                    self.worst.offer(point, direction, steep[1] + high)
