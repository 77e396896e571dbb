"""The multipliers of the least factor at exact constants: a small semidefinite programme, solved to exact rationals.

Unknowns are the factor τ and a weight λ_k ≥ 0 for each inequality; the values of f must cancel, and the remainder
S = τ·before − after − Σ λ_k·inequality_k must be positive semidefinite. Where that is possible only with S or some λ_k
on the boundary, the face on which it is possible is found first; its equations are read off floating-point numbers,
which can lose solutions and cannot make false ones. What comes out is feasible exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log2, log10
from typing import Any

import numpy as np

from ..errors import ProofRefused
from .cone import Cone
from .linear import Affine, Matrix, Vector, affine, rref, squares

INSIDE = 1e-6  #: a point this deep is an interior one
CLOSE = 1e-10  #: how close, relatively, the factor comes to the least one
NARROW = 1e-3  #: a factor so close to 1 is found more exactly, as far from 1 as it is
DIGITS = 11  #: of the factor, or of its distance from 1
SIMPLE, NEXT_TO = 10**4, 1e-8  #: a fraction of at most this denominator, so close, may be the least factor itself
FAR = 10**6  #: the sum of the weights is at most so many times that at the first point
ROUNDINGS = (1e-3, 1e-5)  #: how far the equations of a face are from what the solver says
FINEST = 60  #: digits of the weights


@dataclass(frozen=True)
class Units:
    """One for each basis vector, one for each value of f."""

    basis: Vector
    values: Vector


@dataclass(frozen=True)
class Quadratic:
    """uᵀQu + a·F with rational entries."""

    matrix: Matrix
    values: Vector

    def scaled(self, factor: Fraction, units: Units) -> Quadratic:
        """Return factor·form for u and F measured in these units."""
        rows = [
            [factor * x * s * t for x, t in zip(row, units.basis, strict=True)]
            for row, s in zip(self.matrix, units.basis, strict=True)
        ]
        return Quadratic(rows, [factor * x * v for x, v in zip(self.values, units.values, strict=True)])

    @property
    def size(self) -> Fraction:
        """The largest coefficient."""
        return max((abs(x) for row in (*self.matrix, self.values) for x in row), default=Fraction(0))


@dataclass(frozen=True)
class Multipliers:
    """A factor with exact weights whose remainder is positive semidefinite.

    Args:
        factor: τ.
        weights: one for each inequality, none negative.
        value: the least factor, as the floating-point solver sees it.
    """

    factor: Fraction
    weights: Vector
    value: float


def multipliers(
    before: Quadratic, after: Quadratic, uses: Sequence[Quadratic], units: Units, factor: Fraction | None = None
) -> Multipliers | None:
    """Return weights that prove a factor just above the least one, or the factor given; None if there are none.

    Args:
        before, after: the measure at both ends of the step.
        uses: the inequalities.
        units: of the basis vectors and the values of f, in which the coefficients are not far from 1.
        factor: prove this factor instead.

    Raises:
        ProofRefused: the solver does not settle it.
    """
    given = [form.scaled(Fraction(1), units) for form in (before, after, *uses)]
    forms = [form.scaled(1 / _power(form.size), _ones(form)) for form in given]
    balanced = [form.scaled(Fraction(1), _balance(forms)) for form in given]
    sizes = [_power(form.size) for form in balanced]
    first, last, *small = (form.scaled(1 / size, _ones(form)) for form, size in zip(balanced, sizes, strict=True))
    scale = sizes[1] / sizes[0]  # the factor is so many times that of the scaled forms
    found = _Programme(first, last, small, scale).solve(None if factor is None else factor / scale)
    if found is None:
        return None
    exact, weights, value = found
    true = [w * sizes[1] / size for w, size in zip(weights, sizes[2:], strict=True)]
    return Multipliers(exact * scale, true, value * float(scale))


def _power(size: Fraction) -> Fraction:
    """The power of 2 next to a positive number."""
    return Fraction(2) ** round(log2(size))


def _balance(forms: Sequence[Quadratic]) -> Units:
    """Units of the basis vectors in which the forms' diagonals are about equal."""
    normed = [form for form in forms if any(any(row) for row in form.matrix)]
    sums = [sum(abs(form.matrix[i][i]) for form in normed) for i in range(len(forms[0].matrix))]
    basis = [1 / _power(Fraction(float(s) ** 0.5)) if s else Fraction(1) for s in sums]
    return Units(basis, _ones(forms[0]).values)


def _ones(form: Quadratic) -> Units:
    return Units([Fraction(1)] * len(form.matrix), [Fraction(1)] * len(form.values))


class _Programme:
    def __init__(self, before: Quadratic, after: Quadratic, uses: Sequence[Quadratic], scale: Fraction):
        self.scale = scale
        self.after, self.forms = after, [before, *uses]
        self.signs = [1] + [-1] * len(uses)
        self.null: list[Vector] = []  # S·v = 0
        self.zero: set[int] = set()  # λ_k = 0
        self.rounding = ROUNDINGS[0]
        self.fixed: Fraction | None = None  # τ

    def solve(self, factor: Fraction | None) -> tuple[Fraction, Vector, float] | None:
        """Return the factor, the weights, the solver's least factor."""
        start = self._start()
        if start is None:
            return None
        value = self._cone().least()
        whole = (Fraction(value) * self.scale).limit_denominator(SIMPLE) / self.scale if factor is None else factor
        edge = self._on_the_edge(whole) if abs(whole - value) <= NEXT_TO else None
        if factor is not None and edge is not None:
            return whole, edge, value
        try:
            found = self._just_above(start, value, factor)
        except ProofRefused:
            if edge is None:
                raise
            return whole, edge, value
        if edge is not None and found is not None and whole <= found[0]:
            return whole, edge, value
        return None if found is None else (*found, value)

    def _just_above(self, start: Vector, value: float, factor: Fraction | None) -> tuple[Fraction, Vector] | None:
        """A factor with few digits above the least one, or the one given, with its weights."""
        near = self._near(start, value)
        wanted = _rounded_up(near[0] * self.scale) / self.scale if factor is None else factor
        if wanted <= near[0]:
            return None
        share = (wanted - near[0]) / (start[0] - near[0])
        between = [a + share * (b - a) for a, b in zip(near, start, strict=True)]
        self.fixed = wanted
        return wanted, self._exact(between)

    def _on_the_edge(self, factor: Fraction) -> Vector | None:
        """Weights for a factor that may be the least one."""
        same = _Programme(self.forms[0], self.after, self.forms[1:], self.scale)
        same.fixed = factor
        try:
            start = same._start()
            return None if start is None else same._exact(start)
        except ProofRefused:
            return None

    def _start(self) -> Vector | None:
        """An interior point (τ, λ…) of the smallest face; None if there is no point."""
        for self.rounding in ROUNDINGS:
            self.null, self.zero = [], set()
            found = self._inside_a_face()
            if found is not None:
                return found
        return None

    def _inside_a_face(self) -> Vector | None:
        while (solutions := self._solutions()) is not None:
            found = self._cone().depth()
            if found.depth > INSIDE:
                return solutions.at(found.point)
            if found.depth < -INSIDE:
                return None
            self._descend(found.matrix, found.weights)
        return None

    def _descend(self, matrix: Any, weights: Any) -> None:
        """Go to the face that the solver's proof points out."""
        total = np.trace(matrix) + weights.sum()
        values, vectors = np.linalg.eigh(matrix / total)
        lines = [k for k, w in zip(self._open, weights / total, strict=False) if w > 1e-3]
        kept = self._kept
        null = [vectors[:, k] for k, v in enumerate(values) if v > 1e-3]
        if not lines and not null:
            raise ProofRefused("the semidefinite solver did not settle where the multipliers lie")
        self.zero.update(lines)
        for row in _echelon(null):
            whole = [Fraction(0)] * len(self.after.matrix)
            for place, entry in zip(kept, row, strict=True):
                whole[place] = _simplest(float(entry), self.rounding)
            self.null.append(whole)

    def _near(self, start: Vector, value: float) -> Vector:
        """A point inside whose factor is next to the least one, and closer where that is next to 1."""
        solutions, cone = self._known, self._cone(bound=sum(start[1:], start=Fraction(1)) * FAR)
        tolerance = CLOSE * max(abs(value), 1e-6) / 2
        found = cone.close_to_least([start[k] for k in solutions.free], tolerance)
        from_one = float(abs(1 - solutions.at(found)[0] * self.scale))
        if from_one < NARROW:
            found = cone.close_to_least(found, tolerance * max(from_one, CLOSE))
        return solutions.at(found)

    def _exact(self, inside: Vector) -> Vector:
        """Weights for exactly the fixed factor, with few digits."""
        solutions, cone = self._known, self._cone(bound=sum(inside[1:], start=Fraction(1)) * FAR)
        centre = cone.centred([inside[k] for k in solutions.free])
        for digits in range(3, FINEST, 3):
            point = [Fraction(round(y * 10**digits), 10**digits) for y in centre]
            matrix, lines = cone.at(point)
            if min(lines, default=Fraction(0)) >= 0 and squares(matrix) is not None:
                return solutions.at(point)[1:]
        raise ProofRefused(f"no exact multipliers of the factor {self.fixed} were found")

    # -- the family of all points -----------------------------------------------------------------------

    @property
    def _open(self) -> list[int]:
        """The inequalities whose weights are not known to be 0."""
        return [k for k in range(1, len(self.forms)) if k not in self.zero]

    @property
    def _kept(self) -> list[int]:
        """Coordinates on which S is positive semidefinite if and only if it is on all."""
        pivots = rref(self.null, len(self.after.matrix))[1]
        return [k for k in range(len(self.after.matrix)) if k not in pivots]

    @property
    def _known(self) -> Affine:
        found = self._solutions()
        assert found is not None, "asked for only where there is a point"
        return found

    def _solutions(self) -> Affine | None:
        """All (τ, λ…) for which the values cancel and S, λ lie in the face, τ being the fixed one."""
        width = len(self.forms)
        rows = [] if self.fixed is None else [([Fraction(int(j == 0)) for j in range(width)], self.fixed)]
        for place, entry in enumerate(self.after.values):
            rows.append(([s * f.values[place] for s, f in zip(self.signs, self.forms, strict=True)], entry))
        for vector in self.null:
            images = [_times(form.matrix, vector) for form in self.forms]
            right = _times(self.after.matrix, vector)
            for i, entry in enumerate(right):
                rows.append(([s * image[i] for s, image in zip(self.signs, images, strict=True)], entry))
        rows += [([Fraction(int(j == k)) for j in range(width)], Fraction(0)) for k in sorted(self.zero)]
        return affine(rows, width)

    def _cone(self, bound: Fraction | None = None) -> Cone:
        """S and the open weights (and what is left of a bound on their sum) as functions of the free coordinates."""
        solutions = self._known
        points = [solutions.offset, *solutions.directions]
        lines = [[x[k] for k in self._open] for x in points]
        if bound is not None:
            for index, line in enumerate(lines):
                line.append((bound if index == 0 else Fraction(0)) - sum(line))
        return Cone([self._remainder(x, index == 0) for index, x in enumerate(points)], lines, [x[0] for x in points])

    def _remainder(self, x: Vector, whole: bool) -> Matrix:
        kept = self._kept
        terms = [(s * w, f.matrix) for s, w, f in zip(self.signs, x, self.forms, strict=True)]
        terms += [(Fraction(-1), self.after.matrix)] if whole else []
        return [[sum((w * m[i][j] for w, m in terms), start=Fraction(0)) for j in kept] for i in kept]


def _times(matrix: Matrix, vector: Vector) -> Vector:
    return [sum((a * b for a, b in zip(row, vector, strict=True)), start=Fraction(0)) for row in matrix]


def _echelon(vectors: Sequence[Any]) -> list[Any]:
    """The span's basis with unit vectors in some coordinates, the largest pivots first."""
    rows = [np.array(v) for v in vectors]
    done: list[Any] = []
    while rows:
        best = max(range(len(rows)), key=lambda k: float(abs(rows[k]).max()))
        row = rows.pop(best)
        pivot = int(abs(row).argmax())
        row = row / row[pivot]
        rows = [other - other[pivot] * row for other in rows]
        done = [other - other[pivot] * row for other in done] + [row]
    return done


def _simplest(number: float, tolerance: float) -> Fraction:
    """A fraction of small denominator next to a number."""
    exact = Fraction(number)
    tried = (exact.limit_denominator(most) for most in range(1, ceil(1 / tolerance) + 1))
    return next((found for found in tried if abs(found - exact) < tolerance), exact)


def _rounded_up(value: Fraction) -> Fraction:
    """The next larger number with few digits."""
    sizes = [size for size in (abs(value), abs(1 - value)) if size > CLOSE**2]
    places = DIGITS - 1 - floor(log10(min(sizes)))
    return Fraction(ceil(value * Fraction(10) ** places) + 1) / Fraction(10) ** places
