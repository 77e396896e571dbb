"""All critical points of f in a bounded region: each enclosed, alone in a box, classified; and there is no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic
from typing import Any

import numpy as np
import sympy as sp
from flint import arb

from ..certificate import Certificate
from ..enclosure.assembled import around
from ..enclosure.program import Program
from ..enclosure.range import Range
from ..interval.boxes import enclosing, halves
from ..interval.krawczyk import Krawczyk, Zero
from ..interval.sets import bounding_box, condition_of
from ..interval.tape import Sides, Tape
from ..landscape import Landscape
from ..region import Point
from ..verdict import Verdict
from ._curvature import critical_exactly
from ._domain import undefined
from ._joins import joins
from ._question import Clock, Question

BATCH = 4096  #: boxes cut together
STARTS = 256  #: points from which Newton's method looks for zeros at first
SIMPLE = 1000  #: a critical point is tried as an exact one with denominators up to this


@dataclass(frozen=True)
class CriticalPoint:
    """One critical point.

    Args:
        point: exact if `radius` is 0, else a point within `radius` of it in every coordinate.
        radius: of the enclosure.
        kind: "minimum", "maximum", "saddle of index k" (k negative eigenvalues), or "degenerate or undecided".
        alone: a box in which it is the only one.
    """

    point: Point
    radius: Fraction
    kind: str
    alone: Sides


def critical_points(question: Question) -> Certificate:
    """Return the certificate; `lower` is how many points were found, `upper` how many there are if none is left out.

    HOLDS: `data["points"]` are all critical points of the region (on its boundary: of a small box around it).
    UNDECIDED: what is left to look at is named, such as a degenerate critical point.
    """
    clock, f = Clock.of("critical_points", question), question.landscape
    sides, words = bounding_box(question.region), undefined(f, question.region)
    if sides is None or words:
        return clock.certificate(Verdict.UNDECIDED, open_=words or "the region is unbounded: give a box")
    smooth = joins(f, question.region, sides)
    if smooth.smooth is not True:
        return clock.certificate(Verdict.UNDECIDED, method="joins", open_=smooth.words or "f is not seen to be C¹")
    search = _Search(f, question)
    left = search.run(sides, clock.start + question.budget)
    points = tuple(sorted((_classified(f, zero) for zero in search.inside()), key=lambda p: p.point))
    data: dict[str, object] = {"points": points}
    count = Fraction(len(points))
    if not left.shape[1] and not search.unsure:
        return clock.certificate(
            Verdict.HOLDS, lower=count, upper=count, method="krawczyk", boxes=search.boxes, data=data
        )
    where = search.unsure or f"about ({', '.join(f'{x:.6g}' for x in left.mean(axis=1))})"
    return clock.certificate(
        Verdict.UNDECIDED, lower=count, method="krawczyk", boxes=search.boxes, data=data, open_=f"undecided {where}"
    )


class _Search:
    """Zeros shown so far, and the boxes where there may be more."""

    def __init__(self, f: Landscape, question: Question):
        self.f, self.question = f, question
        self.test, self.zeros, self.boxes, self.unsure = Krawczyk(f), list[Zero](), 0, ""
        where = condition_of(question.region, f.variables)
        self.slopes = [
            [Range(sp.diff(piece.formula, v), [sp.And(where, piece.condition)], f.variables) for v in f.variables]
            for piece in f.pieces
        ]
        self.region = Tape([where], f.variables)
        self.newton = Program([e for p in f.pieces for e in _newton_parts(p.formula, f.variables)], f.variables)

    def run(self, sides: Sides, end: float) -> Any:
        """Cut until every box is excluded or lies in a box with one known zero; return the middles of what is left."""
        low, high = enclosing(sides)
        rng = np.random.default_rng(0)
        self._look_near(low + (high - low) * rng.random((len(low), STARTS)))
        while low.shape[1] and monotonic() < end:
            self.boxes += low.shape[1]
            keep = self._may_vanish(low, high) & ~self._known(low, high)
            low, high = low[:, keep], high[:, keep]
            if 0 < low.shape[1] <= STARTS:
                self._look_near((low + high) / 2)
            left, right, fine = halves(low, high)
            if not fine.all():
                break
            low, high = (np.concatenate(pair, axis=1) for pair in zip(left, right, strict=True))
            if low.shape[1] > 64 * BATCH:
                break
        return (low + high) / 2

    def _may_vanish(self, low: Any, high: Any) -> Any:
        found = np.zeros(low.shape[1], dtype=bool)
        for slopes in self.slopes:
            possible = slopes[0].truths(low, high)[1, 0] > 0
            for slope in slopes:
                bottom, top = slope.run(low[:, possible], high[:, possible])
                possible[possible] = (bottom <= 0) & (top >= 0)
            found |= possible
        return found

    def _known(self, low: Any, high: Any) -> Any:
        found = np.zeros(low.shape[1], dtype=bool)
        for zero in self.zeros:
            inner = np.array([[around(a)[1], around(b)[0]] for a, b in zero.alone])
            found |= ((inner[:, :1] <= low) & (high <= inner[:, 1:])).all(axis=0)
        return found

    def _look_near(self, points: Any) -> None:
        for guess in _settled(self.newton, points, len(self.f.pieces)).T:
            point = tuple(Fraction(float(x)) for x in guess)
            if any(all(a <= x <= b for x, (a, b) in zip(point, zero.alone, strict=True)) for zero in self.zeros):
                continue
            found = self.test.zero_near(point)
            if found is not None and not any(_meet(found.sides, zero.sides) for zero in self.zeros):
                self.zeros.append(found)

    def inside(self) -> list[Zero]:
        """The zeros of the region; one that may lie on either side of its boundary is noted in `unsure`."""
        found = []
        for zero in self.zeros:
            exact = _exact(self.f, zero)
            truth = self.question.region.contains(exact) if exact else self.region.run(zero.sides)[0]
            if truth is None:
                self.unsure = f"whether a critical point near {zero.middle} lies in the region"
            if truth is not False:
                found.append(zero)
        return found


def _meet(one: Sides, other: Sides) -> bool:
    return all(a <= d and c <= b for (a, b), (c, d) in zip(one, other, strict=True))


def _newton_parts(formula: sp.Expr, variables: Sequence[sp.Symbol]) -> list[sp.Expr]:
    slopes = [sp.diff(formula, v) for v in variables]
    return [*slopes, *(sp.diff(g, v) for g in slopes for v in variables)]


def _settled(program: Program, points: Any, pieces: int, steps: int = 40) -> Any:
    """Where Newton's method settles, by each piece's formula, in floating point; shape (d, points)."""
    size, found = len(points), []
    for piece in range(pieces):
        at = points.copy()
        with np.errstate(all="ignore"):
            for _ in range(steps):
                low, high = program.run(at, at)[:, piece * (size + size**2) : (piece + 1) * (size + size**2)]
                value = np.nan_to_num(low + (high - low) / 2, nan=0.0, posinf=0.0, neginf=0.0)
                bends = value[size:].reshape(size, size, -1).transpose(2, 0, 1)
                moves = (np.linalg.pinv(bends) @ value[:size].T[..., None])[..., 0].T
                at = at - moves
            fine = (np.abs(moves) <= 1e-9 * (1 + np.abs(at))).all(axis=0) & np.isfinite(at).all(axis=0)
        found.append(at[:, fine])
    ends = np.concatenate(found, axis=1)
    return ends[:, np.unique(np.round(ends, 6), axis=1, return_index=True)[1]]


def _exact(f: Landscape, zero: Zero) -> Point | None:
    point = tuple(x.limit_denominator(SIMPLE) for x in zero.middle)
    inside = all(a <= x <= b for x, (a, b) in zip(point, zero.alone, strict=True))
    return point if inside and critical_exactly(f, point) else None


def _classified(f: Landscape, zero: Zero) -> CriticalPoint:
    exact = _exact(f, zero)
    sides = zero.sides if exact is None else tuple((x, x) for x in exact)
    kind = kind_of(f, inertia(Tape([e for row in f.hessian for e in row], f.variables).run(sides), f.dimension))
    return CriticalPoint(exact or zero.middle, Fraction(0) if exact else zero.radius, kind, zero.alone)


def kind_of(f: Landscape, negative: int | None) -> str:
    """Return the kind of a critical point whose Hessian has so many negative eigenvalues and no zero one."""
    kinds = {0: "minimum", f.dimension: "maximum", None: "degenerate or undecided"}
    return kinds.get(negative, f"saddle of index {negative}")


def inertia(entries: Sequence[arb], size: int) -> int | None:
    """Return how many negative eigenvalues every symmetric matrix of the balls has, by elimination; None if unclear."""
    rows = [list(entries[i * size : (i + 1) * size]) for i in range(size)]
    negative = 0
    for k in range(size):
        pivot = rows[k][k]
        if not (pivot > 0 or pivot < 0):
            return None
        negative += int(pivot < 0)
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                rows[i][j] = rows[i][j] - rows[i][k] * rows[k][j] / pivot
    return negative
