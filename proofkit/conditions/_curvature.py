"""Bounds through the Hessian in ball arithmetic: at points, and on one box for a second look."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp
from flint import arb, ctx

from ..interval.balls import Lower
from ..interval.eigen import least_eigenvalue_of_balls
from ..interval.exact import ends, to_arb
from ..interval.ldl import Matrix
from ..interval.tape import PRECISION, Sides, Tape
from ..landscape import Landscape
from ..region import Point
from ._classes import LinearForm
from ._question import Scale


class Curvature:
    """Least K for which vᵀ(value − K·weight)v ≥ 0 can fail, over the Hessians met on a box; weight = w·I, w > 0."""

    def __init__(self, landscape: Landscape, form: LinearForm):
        self.size = landscape.dimension
        entries = [landscape.hessian[i][j] for i in range(self.size) for j in range(i, self.size)]
        symbols = [form.entries[i, j] for i in range(self.size) for j in range(i, self.size)]
        self.hessian = Tape(entries, landscape.variables)
        self.value = Tape([form.value[i, j] for i in range(self.size) for j in range(self.size)], symbols)
        self.weight = weight_of(form)

    def lower(self, box: Sides) -> Lower:
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


def weight_of(form: LinearForm) -> Fraction:
    """Return w of a form whose weight is w·I, w > 0."""
    w = form.weight[0, 0]
    if form.weight != w * sp.eye(form.weight.rows) or not w.is_positive:
        raise TypeError("a class whose weight is not a multiple of the squared distance")
    return Fraction(int(w.p), int(w.q))


def hessian_form(dimension: int, sign: int) -> LinearForm:
    """Return the form of ±H − K·I."""
    entries = sp.Matrix(dimension, dimension, lambda i, j: sp.Symbol(f"H_{min(i, j)}_{max(i, j)}", real=True))
    return LinearForm(entries, sp.ImmutableMatrix(sign * entries), sp.ImmutableMatrix(sp.eye(dimension)), Scale())


def critical_exactly(landscape: Landscape, point: Point) -> bool:
    """Return whether g vanishes at an exact point by exact evaluation (False also when that does not decide)."""
    return all(sp.expand(e) is sp.S.Zero for e in landscape.gradient_at(point))
