"""Pair classes in several variables: the least eigenvalue of the class's form over the Hessians of f."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

import numpy as np
import sympy as sp

from ..certificate import Certificate
from ..interval.boxes import Search, minimise
from ..interval.eigen import least_eigenvalue_below, shifted
from ..interval.exact import rational
from ..interval.ldl import Matrix, is_positive_semidefinite
from ..interval.probe import Best, rough, spread
from ..interval.problem import EmptySet, NotExact
from ..interval.sets import bounding_box, condition_of
from ..interval.tape import Tape
from ..interval.whole_space import least_eigenvalue
from ..landscape import Piece
from ..region import Point
from ..verdict import Verdict
from ._bounds import enough, searched
from ._classes import LinearForm, strict_interior
from ._curvature import Curvature
from ._curvature_bounds import CurvatureBounds, curvature_beyond, form_of
from ._pieces import pieces_meeting
from ._question import Clock, Scale
from ._tails import everywhere

AROUND = 8  #: half the width of the box where points of an unbounded region are tried


@dataclass
class Worst:
    """The point and direction with the least quotient seen so far: what a refuting pair is built from."""

    best: Best = field(default_factory=Best)
    direction: Point | None = None

    def offer(self, point: Point, direction: Point, high: Fraction) -> None:
        """Keep the point when its quotient is the least."""
        if self.best.high is None or high < self.best.high:
            self.best.point, self.best.high, self.direction = point, high, direction

    @property
    def data(self) -> dict[str, object]:
        """For the certificate."""
        return {} if self.direction is None else {"direction": self.direction}


def hessian_bounds(clock: Clock, form: LinearForm) -> Certificate:
    """Return the certificate of a pair class on a convex region where f is C¹.

    Pieces with constant Hessians are settled exactly; otherwise the Hessian is enclosed on boxes.
    """
    try:
        return _exactly(clock, form)
    except NotExact:
        return _by_boxes(clock, form)


def _exactly(clock: Clock, form: LinearForm) -> Certificate:
    q, weight, worst = clock.question, rational(form.weight[0, 0]), Worst()
    met = [(piece, _constant_form(clock, form, piece)) for piece in pieces_meeting(q.landscape, q.region)]
    if not met:
        raise EmptySet
    for piece, matrix in met:
        point, direction = _interior_point(clock, piece), least_direction(matrix)
        if point is not None:
            worst.offer(point, direction, _quotient(matrix, direction) / weight)
    if q.constant is None:
        low, high = form.scale.outward(min(least_eigenvalue_below(m) for _, m in met) / weight, worst.best.high)
        return searched(clock, form.scale, low, high, "ldl", worst.best.point, data=worst.data)
    goal = form.scale.inward(q.constant)
    holds = all(is_positive_semidefinite(shifted(m, goal * weight)) for _, m in met)
    return claimed(clock, form.scale, worst, goal if holds else None, "ldl")


def claimed(
    clock: Clock, scale: Scale, worst: Worst, lower: Fraction | None, method: str, found: Search | None = None
) -> Certificate:
    """Return the verdict on a claim from a lower bound on K and the worst point seen."""
    goal = scale.inward(clock.question.constant or Fraction(0))
    low, high = scale.outward(lower, worst.best.high)
    verdict, witness, words = Verdict.UNDECIDED, None, (found.stopped if found else "") or "a tie within rounding"
    if lower is not None and lower >= goal:
        verdict, words = Verdict.HOLDS, ""
    elif worst.best.high is not None and worst.best.high < goal:
        verdict, witness, words = Verdict.REFUTED, worst.best.point, ""
    leaves = {"leaves": found.leaves} if found else {}
    return clock.certificate(
        verdict,
        lower=low,
        upper=high,
        method=method,
        boxes=found.boxes if found else 0,
        witness=witness,
        open_=words,
        data={**leaves, **worst.data, "near": worst.best.point},
    )


def _constant_form(clock: Clock, form: LinearForm, piece: Piece) -> Matrix:
    variables = clock.question.landscape.variables
    hessian = sp.hessian(piece.formula, variables)
    if any(not sp.expand(entry).is_Rational for entry in hessian):
        raise NotExact("the Hessian is not constant")
    size, numbers = len(variables), {}
    for i in range(size):
        for j in range(i, size):
            numbers[form.entries[i, j]] = sp.expand(hessian[i, j])
    return [[rational(sp.expand(form.value[i, j].subs(numbers))) for j in range(size)] for i in range(size)]


def _interior_point(clock: Clock, piece: Piece) -> Point | None:
    """A rational point in the interior of the piece and of the region, if sampling finds one."""
    q = clock.question
    where = strict_interior(sp.And(piece.condition, condition_of(q.region, q.landscape.variables)))
    tape, size = Tape([where], q.landscape.variables), q.landscape.dimension
    sides = bounding_box(q.region) or ((Fraction(-64), Fraction(64)),) * size
    points = [*q.landscape.points.values(), *spread(sides, 400, seed=0)]
    return next((p for p in points if tape.run(tuple((x, x) for x in p))[0] is True), None)


def least_direction(matrix: Matrix) -> Point:
    """Return a rational vector near the eigenvector of the least eigenvalue."""
    vectors = np.linalg.eigh(np.array([[float(x) for x in row] for row in matrix]))[1]
    return tuple(rough(x) for x in vectors[:, 0])


def _quotient(matrix: Matrix, v: Point) -> Fraction:
    top = sum((v[i] * matrix[i][j] * v[j] for i in range(len(v)) for j in range(len(v))), Fraction(0))
    return top / sum((x * x for x in v), Fraction(0))


def _by_boxes(clock: Clock, form: LinearForm) -> Certificate:
    q = clock.question
    sides = bounding_box(q.region)
    curvature, worst = Curvature(q.landscape, form), Worst()
    inside = Tape([strict_interior(condition_of(q.region, q.landscape.variables))], q.landscape.variables)

    def offer(point: Point) -> None:
        matrix = curvature.at(point) if inside.run(tuple((x, x) for x in point))[0] is True else None
        if matrix is not None:
            direction = least_direction(matrix)
            high = curvature.quotient(point, direction)
            if high is not None:
                worst.offer(point, direction, high)

    for point in spread(sides or ((Fraction(-AROUND), Fraction(AROUND)),) * q.landscape.dimension, 100, seed=0):
        offer(point)
    goal, close = None if q.constant is None else form.scale.inward(q.constant), partial(enough, clock, form.scale)
    known, high = (None, None) if sides else (_on_whole_space(clock, form), worst.best.high)
    target = goal if goal is not None or high is None else close(high)
    if known is not None and target is not None and known >= target:
        return _found(clock, form.scale, worst, Search(known), "range")
    bounds, far = CurvatureBounds(q.landscape, form, q.region), partial(curvature_beyond, q.landscape, form, q.region)
    on_all = partial(everywhere, far=far, variables=q.landscape.variables, center=None)
    run = partial(minimise, sides=sides) if sides else on_all
    found = run(bounds, best=worst.best, offer=offer, enough=close, budget=q.budget, goal=goal)
    if found.empty:
        raise EmptySet
    if known is not None:
        found.lower = known if found.lower is None else max(known, found.lower)
    return _found(clock, form.scale, worst, found, "interval")


def _found(clock: Clock, scale: Scale, worst: Worst, found: Search, method: str) -> Certificate:
    if clock.question.constant is not None:
        return claimed(clock, scale, worst, found.lower, method, found)
    low, high = scale.outward(found.lower, worst.best.high)
    data = {"leaves": found.leaves, **worst.data}
    return searched(clock, scale, low, high, method, worst.best.point, found.boxes, found.stopped, data)


def _on_whole_space(clock: Clock, form: LinearForm) -> Fraction | None:
    """A bound from the exact ranges of the second derivatives over all of R^d: it can prove a tie."""
    f = clock.question.landscape
    values = [sp.Matrix(f.dimension, f.dimension, form_of(form, piece, f.variables)) for piece in f.pieces]
    least = min(map(least_eigenvalue, values))
    return least / rational(form.weight[0, 0]) if isinstance(least, Fraction) else None
