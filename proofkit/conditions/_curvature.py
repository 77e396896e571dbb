"""Bounds through the Hessian: near the centre of a one-point class, and for pair classes on convex sets."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp
from flint import arb, ctx

from ..interval.boxes import LowerBound
from ..interval.eigen import least_eigenvalue_of_balls
from ..interval.exact import ends, to_arb
from ..interval.ldl import Matrix
from ..interval.tape import PRECISION, Sides, Tape
from ..landscape import Landscape
from ..region import Point
from ._classes import LinearForm


class Curvature:
    """Least K for which vᵀ(value − K·weight)v ≥ 0 can fail, over the Hessians met on a box; weight = w·I, w > 0."""

    def __init__(self, landscape: Landscape, form: LinearForm):
        self.size = landscape.dimension
        entries = [landscape.hessian[i][j] for i in range(self.size) for j in range(i, self.size)]
        symbols = [form.entries[i, j] for i in range(self.size) for j in range(i, self.size)]
        self.hessian = Tape(entries, landscape.variables)
        self.value = Tape([form.value[i, j] for i in range(self.size) for j in range(self.size)], symbols)
        if form.weight != form.weight[0, 0] * sp.eye(self.size) or not form.weight[0, 0].is_positive:
            raise TypeError("a class whose weight is not a multiple of the squared distance")
        self.weight = Fraction(int(form.weight[0, 0].p), int(form.weight[0, 0].q))

    def lower(self, box: Sides) -> tuple[Fraction | None, bool]:
        """Return (a lower bound of K over the box or None, whether the box lies in one smooth piece)."""
        entries, decided = self.hessian.run_smooth(box)
        sides = [ends(e) for e in entries]
        if any(side is None for side in sides):
            return None, decided
        balls = self.value.run(tuple(side for side in sides if side is not None))
        with ctx.workprec(PRECISION):
            rows = [balls[i * self.size : (i + 1) * self.size] for i in range(self.size)]
            least = least_eigenvalue_of_balls(rows)
        return (None if least is None else least / self.weight), decided

    def _form_at(self, point: Point) -> list[list[arb]] | None:
        """The form at an exact point where the branch is certain, as balls; None elsewhere."""
        entries, decided = self.hessian.run_smooth(tuple((x, x) for x in point))
        sides = [ends(e) for e in entries]
        known = [side for side in sides if side is not None]
        if not decided or len(known) < len(sides):
            return None
        balls = self.value.run(tuple(known))
        return [balls[i * self.size : (i + 1) * self.size] for i in range(self.size)]

    def at(self, point: Point) -> Matrix | None:
        """Return the middle of the form's enclosure at a point, for choosing a direction; None at a join."""
        form = self._form_at(point)
        sides = [[ends(x) for x in row] for row in form or []]
        if form is None or any(side is None for row in sides for side in row):
            return None
        return [[(side[0] + side[1]) / 2 for side in row if side is not None] for row in sides]

    def quotient(self, point: Point, v: Point) -> Fraction | None:
        """Return an upper bound of vᵀ(form)v/(w vᵀv) at a point; None where it has none."""
        form = self._form_at(point)
        if form is None:
            return None
        with ctx.workprec(PRECISION):
            balls = [to_arb(x) for x in v]
            top = sum((balls[i] * form[i][j] * balls[j] for i in range(self.size) for j in range(self.size)), arb(0))
            found = ends(top / sum((x * x for x in balls), arb(0)))
        return None if found is None else found[1] / self.weight


def near_center(landscape: Landscape, form: LinearForm, center: Point) -> LowerBound | None:
    """Return the bound of a one-point class on boxes that share a smooth piece with the centre, if g(c) = 0 there.

    g(x) = ∫ H(c + t(x − c)) dt (x − c), so the class's inequality at x is its linear form at a matrix between
    the Hessians met on the hull of the box and c.
    """
    if not critical_exactly(landscape, center):
        return None
    curvature = Curvature(landscape, form)

    def lower(box: Sides) -> tuple[Fraction | None, bool]:
        hull = tuple((min(lo, c), max(hi, c)) for (lo, hi), c in zip(box, center, strict=True))
        bound, decided = curvature.lower(hull)
        return (bound if decided else None), True

    return lower


def critical_exactly(landscape: Landscape, point: Point) -> bool:
    """Return whether g vanishes at an exact point by exact evaluation (False also when that does not decide)."""
    return all(sp.expand(e) is sp.S.Zero for e in landscape.gradient_at(point))
