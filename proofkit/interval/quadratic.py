"""Quadratics on quadratic cells, in any dimension: multipliers found by search, checked by exact LDLᵀ.

value − K·weight ≥ 0 on {c_1 ≥ 0, …} follows from value − K·weight = Σ λ_i c_i + (positive semidefinite), λ_i ≥ 0
(the S-procedure). The multipliers come from floating-point search; the identity and the sign of the rest are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations

import numpy as np
import sympy as sp

from .exact import rational
from .ldl import Matrix, combine, is_positive_definite, is_positive_semidefinite
from .problem import Case, NotExact, Problem, polynomial
from .sets import cells_of

DENOMINATORS = (1, 2, 12, 100, 10**4, 10**7, 10**10)
MANY = 4  #: more constraints than this are not searched jointly
ZERO = Fraction(0)


def quadratic_matrix(expression: sp.Expr, variables: tuple[sp.Symbol, ...], center: tuple[Fraction, ...]) -> Matrix:
    """Return the symmetric matrix of a quadratic polynomial in (x − center, 1); shape (d+1, d+1).

    Raises:
        NotExact: degree above 2, or not a polynomial over Q.
    """
    moved = expression.subs(
        dict(
            zip(
                variables,
                [v + sp.Rational(*c.as_integer_ratio()) for v, c in zip(variables, center, strict=True)],
                strict=True,
            )
        ),
        simultaneous=True,
    )
    form = polynomial(moved, variables)
    if form.total_degree() > 2:
        raise NotExact(f"{expression} has degree {form.total_degree()}")
    size = len(variables) + 1
    matrix = [[ZERO] * size for _ in range(size)]
    for powers, coefficient in form.terms():
        i, j = ([k for k, p in enumerate(powers) for _ in range(p)] + [size - 1, size - 1])[:2]
        half = rational(coefficient) / 2
        matrix[i][j] += half
        matrix[j][i] += half
    return matrix


def is_sum_of_squares(expression: sp.Expr, variables: tuple[sp.Symbol, ...]) -> bool:
    """Return whether an expression is a polynomial of degree ≤ 2 that is nowhere negative, exactly."""
    try:
        return is_positive_semidefinite(quadratic_matrix(expression, variables, (ZERO,) * len(variables)))
    except NotExact:
        return False


@dataclass(frozen=True)
class QuadraticCell:
    """One cell of one case: value and weight as matrices, and its constraints with their strictness."""

    value: Matrix
    weight: Matrix
    constraints: tuple[Matrix, ...]
    strict: tuple[bool, ...]

    def proves(self, constant: Fraction, multipliers: list[Fraction]) -> bool:
        """Return whether these multipliers prove value − constant·weight ≥ 0 on the cell (exact)."""
        return is_positive_semidefinite(self.rest(constant, multipliers))

    def rest(self, constant: Fraction, multipliers: list[Fraction]) -> Matrix:
        """Return value − constant·weight − Σ λ_i c_i."""
        parts = zip(multipliers, self.constraints, strict=True)
        return combine([(Fraction(1), self.value), (-constant, self.weight), *((-m, c) for m, c in parts)])

    def empty_by(self, multipliers: list[Fraction]) -> bool:
        """Return whether these multipliers prove that no point satisfies the constraints (exact)."""
        rest = combine([(-m, c) for m, c in zip(multipliers, self.constraints, strict=True)])
        strict = any(m > 0 and s for m, s in zip(multipliers, self.strict, strict=True))
        return is_positive_definite(rest) or (strict and is_positive_semidefinite(rest))


def quadratic_cells(problem: Problem) -> list[QuadraticCell]:
    """Return the cells of a problem whose data are all quadratic, those proved empty left out.

    Raises:
        NotExact: some datum is not a quadratic polynomial over Q.
    """
    cells = [cell for case in problem.cases for cell in _cells(problem, case)]
    return [cell for cell in cells if not is_empty(cell)]


def _cells(problem: Problem, case: Case) -> Iterator[QuadraticCell]:
    center = problem.center or (ZERO,) * len(problem.variables)

    def read(expression: sp.Expr) -> Matrix:
        return quadratic_matrix(expression, problem.variables, center)

    value, weight = read(case.value), read(case.weight)
    for cell in cells_of(case.condition):
        yield QuadraticCell(value, weight, tuple(read(c.expression) for c in cell), tuple(c.strict for c in cell))


def is_empty(cell: QuadraticCell) -> bool:
    """Return whether one constraint, or two together, are proved contradictory."""
    count = len(cell.constraints)
    unit = [[Fraction(int(i == j)) for j in range(count)] for i in range(count)]
    if any(cell.empty_by(row) for row in unit):
        return True
    return any(cell.empty_by(m) for i, j in combinations(range(count), 2) for m in _pairs(cell, unit, i, j))


def _pairs(cell: QuadraticCell, unit: list[list[Fraction]], i: int, j: int) -> Iterator[list[Fraction]]:
    from scipy.optimize import minimize_scalar  # here, as it takes long to load

    first, second = cell.constraints[i], cell.constraints[j]
    for row_first, row_second in zip(first, second, strict=True):
        for a, b in zip(row_first, row_second, strict=True):
            if a * b < 0:
                yield [abs(b) * x + abs(a) * y for x, y in zip(unit[i], unit[j], strict=True)]
    top = partial(_top_of_mixture, _floats(first), _floats(second))
    found = minimize_scalar(top, bounds=(0, 1), method="bounded")
    share = Fraction(float(found.x)).limit_denominator(10**6)
    yield [share * x + (1 - share) * y for x, y in zip(unit[i], unit[j], strict=True)]


def _top_of_mixture(first: np.ndarray, second: np.ndarray, share: float) -> float:
    return float(np.linalg.eigvalsh(share * first + (1 - share) * second)[-1])


def _floats(matrix: Matrix) -> np.ndarray:
    return np.array([[float(x) for x in row] for row in matrix])


def prove(cell: QuadraticCell, constant: Fraction) -> list[Fraction] | None:
    """Return multipliers that prove value − constant·weight ≥ 0 on the cell, or None when none was found."""
    for candidate in candidates(cell, constant):
        if cell.proves(constant, candidate):
            return candidate
    return None


def candidates(cell: QuadraticCell, constant: Fraction) -> Iterator[list[Fraction]]:
    """Yield multipliers worth trying: none, those of an exact identity, those of a numerical search."""
    from scipy.optimize import nnls  # here, as it takes long to load

    count = len(cell.constraints)
    yield [ZERO] * count
    if count == 0:
        return
    goal = _floats(combine([(Fraction(1), cell.value), (-constant, cell.weight)]))
    parts = [_floats(c) for c in cell.constraints]
    flat, _ = nnls(np.array([p.ravel() for p in parts]).T, goal.ravel())
    yield from _rationals(flat)
    if count <= MANY:
        yield from _rationals(_maximise(lambda m: _least(_without(goal, m, parts)), count))


def _without(goal: np.ndarray, multipliers: np.ndarray, parts: list[np.ndarray]) -> np.ndarray:
    return goal - sum(x * p for x, p in zip(multipliers, parts, strict=True))


def _least(matrix: np.ndarray) -> float:
    return float(np.linalg.eigvalsh(matrix)[0])


def _maximise(height: Callable[[np.ndarray], float], count: int) -> np.ndarray:
    """Maximise a concave function of non-negative multipliers from a few starts."""
    from scipy.optimize import minimize  # here, as it takes long to load

    starts = [scale * np.array(s) for scale in (0.1, 1.0, 10.0) for s in (*np.eye(count), np.ones(count))]
    start = max(starts, key=height)
    options = {"xatol": 1e-11, "fatol": 1e-13}
    found = minimize(lambda m: -height(np.abs(m)), start, method="Nelder-Mead", options=options)
    return np.abs(found.x)


def _rationals(values: np.ndarray) -> Iterator[list[Fraction]]:
    for bound in DENOMINATORS:
        yield [Fraction(float(v)).limit_denominator(bound) for v in values]


@dataclass(frozen=True)
class Proved:
    """A constant that multipliers prove on a cell."""

    cell: QuadraticCell
    constant: Fraction
    multipliers: list[Fraction]


def best_constant(cell: QuadraticCell) -> Proved | None:
    """Return the largest K that was proved on the cell, None when no K was."""
    found = [Proved(cell, k, m) for m in _best_multipliers(cell) if (k := _largest(cell, m)) is not None]
    return max(found, key=lambda proof: proof.constant, default=None)


def tight_points(proof: Proved, center: tuple[Fraction, ...]) -> list[tuple[Fraction, ...]]:
    """Return points near which the proved bound can be attained: null vectors of what the multipliers leave."""
    values, vectors = np.linalg.eigh(_floats(proof.cell.rest(proof.constant, proof.multipliers)))
    close = values < values[0] + 1e-6 * max(1.0, abs(values[-1]))
    found = []
    for vector in vectors.T[close]:
        if abs(vector[-1]) > 1e-9:
            gaps = [Fraction(float(x)).limit_denominator(10**9) for x in vector[:-1] / vector[-1]]
            found.append(tuple(c + gap for c, gap in zip(center, gaps, strict=True)))
    return found


def _best_multipliers(cell: QuadraticCell) -> Iterator[list[Fraction]]:
    from scipy.optimize import nnls  # here, as it takes long to load

    count = len(cell.constraints)
    yield [ZERO] * count
    if count == 0:
        return
    value, weight = _floats(cell.value), _floats(cell.weight)
    parts = [_floats(c) for c in cell.constraints]
    columns = np.array([weight.ravel(), -weight.ravel(), *(p.ravel() for p in parts)]).T
    yield from _rationals(nnls(columns, value.ravel())[0][2:])
    if count <= MANY:

        def height(m: np.ndarray) -> float:
            return _float_constant(_without(value, m, parts), weight)

        yield from _rationals(_maximise(height, count))


def _float_constant(matrix: np.ndarray, weight: np.ndarray) -> float:
    """Largest K with matrix − K·weight ⪰ 0 for weight = diag(W, 0), W ≻ 0, or w·diag(0, …, 0, 1); a penalty if none."""
    block, side, corner = matrix[:-1, :-1], matrix[:-1, -1], matrix[-1, -1]
    if weight[-1, -1] > 0:
        return _free_constant(block, side, corner) / weight[-1, -1]
    if corner <= 1e-13:
        flat = float(np.abs(side).max() + abs(corner))
        return _least_ratio(block, weight[:-1, :-1]) if flat < 1e-11 else -1e6 * flat - 1e6
    return _least_ratio(block - np.outer(side, side) / corner, weight[:-1, :-1])


def _least_ratio(matrix: np.ndarray, weight: np.ndarray) -> float:
    """Least vᵀ(matrix)v/vᵀ(weight)v; −∞ where the weight is not positive definite."""
    values, vectors = np.linalg.eigh(weight)
    if values[0] <= 1e-12 * abs(values[-1]):
        return -np.inf
    scaled = vectors / np.sqrt(values)
    return _least(scaled.T @ matrix @ scaled)


def _free_constant(block: np.ndarray, side: np.ndarray, corner: float) -> float:
    """Infimum over y of yᵀ(block)y + 2 side·y + corner; a penalty where it is −∞."""
    values, vectors = np.linalg.eigh(block)
    shares, flat = vectors.T @ side, values < 1e-10
    unbounded = float(np.abs(shares[flat]).sum() + max(0.0, -values[0]))
    if unbounded > 1e-9:
        return -1e6 * (1 + unbounded)
    return float(corner - (shares[~flat] ** 2 / values[~flat]).sum())


def _largest(cell: QuadraticCell, multipliers: list[Fraction]) -> Fraction | None:
    """Largest K the multipliers prove: simple rationals near the float value first, then just below it."""
    parts = zip(multipliers, cell.constraints, strict=True)
    matrix = combine([(Fraction(1), cell.value), *((-m, c) for m, c in parts)])
    near = _float_constant(_floats(matrix), _floats(cell.weight))
    if not np.isfinite(near) or near < -1e5:
        return None
    scale = max(1.0, abs(near))
    simple = {Fraction(near).limit_denominator(b) for b in DENOMINATORS}
    below = {Fraction(near - scale * 10.0**-k) for k in (13, 12, 11, 10, 9, 7, 5)}
    for constant in sorted(simple | below, reverse=True):
        if cell.proves(constant, multipliers):
            return constant
    return None
