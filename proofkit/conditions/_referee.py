"""A second look at certificates of function classes, by other means than those that made them.

Refutations: the class's inequality is evaluated at the stored witness. On the line: roots isolated by FLINT instead
of SymPy, and the inequality evaluated between any two of them (a single irrational point, a null set, is not looked
at). Multipliers: the stored ones, with semidefiniteness read off characteristic polynomials instead of LDLᵀ.
Subdivisions: the stored boxes must tile the region, and the bound of each is found again in ball arithmetic (Arb).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp
from flint import fmpq, fmpq_poly

from ..certificate import Certificate
from ..function_class import FunctionClass
from ..interval.balls import BallBound, bisect, midpoint
from ..interval.boxes import enclosing, halves
from ..interval.exact import ends, to_sympy
from ..interval.ldl import Matrix
from ..interval.probe import Probe
from ..interval.problem import NotExact, Problem, polynomial
from ..interval.quadratic import quadratic_cells
from ..interval.sets import bounding_box, cells_of
from ..interval.tape import Sides, Tape
from ..landscape import Landscape
from ..region import Point
from ..verdict import Verdict, worst
from ._classes import constraints_of, one_point, slack, slack_form
from ._near_center import ball_near_center
from ._pairs import ratio_bound
from ._question import Question, Scale

CUTS = 64  #: boxes that one stored box may be cut into
Near = Callable[[Sides], Fraction | None]


def recheck_class(kind: FunctionClass, landscape: Landscape, certificate: Certificate) -> Verdict:
    """Return HOLDS when a second look confirms the certificate, REFUTED when it contradicts it, else UNDECIDED."""
    if certificate.verdict is Verdict.REFUTED:
        return _refutation(kind, landscape, certificate)
    constant = _proved_constant(kind, certificate)
    if kind.pair or certificate.center is None or constant is None:
        return Verdict.UNDECIDED
    problem, scale = one_point(kind, Question(landscape, certificate.region, certificate.center))
    try:
        if certificate.method == "sturm":
            return _on_the_line(kind, landscape, certificate, problem, constant)
        if certificate.method == "ldl":
            return _multipliers(problem, scale.inward(constant), certificate)
        if certificate.method == "interval":
            near = _near_center(kind, landscape, certificate, scale)
            return _boxes(near, certificate, problem, scale.inward(constant))
    except NotExact:
        return Verdict.UNDECIDED
    return Verdict.UNDECIDED


def _proved_constant(kind: FunctionClass, certificate: Certificate) -> Fraction | None:
    """The constant that is said to be proved: the claim, or the proved side of the best one."""
    if not kind.constant:
        return Fraction(0) if certificate.verdict is Verdict.HOLDS else None
    if certificate.verdict is Verdict.HOLDS and certificate.claim is not None:
        return certificate.claim
    return certificate.upper if kind.best == "smallest" else certificate.lower


def _refutation(kind: FunctionClass, landscape: Landscape, certificate: Certificate) -> Verdict:
    """The witness must lie in the region and violate the claim, or every positive constant."""
    constant, pair = certificate.claim or Fraction(0), certificate.data.get("pair")
    if certificate.witness is None or (certificate.claim is None and kind.best == "smallest"):
        return Verdict.UNDECIDED
    points = pair if isinstance(pair, tuple) else (certificate.witness,)
    if not all(certificate.region.contains(p) for p in points):
        return Verdict.REFUTED
    if kind.pair and isinstance(pair, tuple):
        return _found(_fails(certificate, ratio_bound(kind, landscape, pair, constant)))
    at_center = certificate.claim is None and certificate.witness == certificate.center  # both sides are 0 there
    if kind.pair or certificate.center is None or at_center:
        return Verdict.UNDECIDED
    gap = ends(Tape([slack(kind, landscape, certificate.center, certificate.witness, constant)], ()).run(())[0])
    return Verdict.UNDECIDED if gap is None or gap[0] < 0 < gap[1] else _found(_fails(certificate, gap[1]))


def _fails(certificate: Certificate, slack: Fraction | None) -> bool:
    """Whether the claim fails at slack ≤ `slack`: < 0; for every positive constant, whose term is < 0 too, ≤ 0."""
    return slack is not None and (slack < 0 or (slack == 0 and certificate.claim is None))


def _found(confirmed: bool) -> Verdict:
    return Verdict.HOLDS if confirmed else Verdict.REFUTED


def _on_the_line(
    kind: FunctionClass, landscape: Landscape, certificate: Certificate, problem: Problem, constant: Fraction
) -> Verdict:
    """Between neighbouring roots of everything that can change sign, one exact point decides."""
    center = certificate.center or ()
    forms = [e for case in problem.cases for e in constraints_of(cells_of(case.condition))]
    forms += [case.value for case in problem.cases] + [
        slack_form(kind, landscape, piece, center, to_sympy(constant)) for piece in landscape.pieces
    ]
    points = separating_points([polynomial(form, problem.variables) for form in forms])
    inside = [(p,) for p in points if certificate.region.contains((p,))]
    return _found(all(slack(kind, landscape, center, point, constant) >= 0 for point in inside))


def separating_points(forms: list[sp.Poly]) -> list[Fraction]:
    """Return rationals left of, between and right of all real roots of the polynomials, found with FLINT."""
    product = fmpq_poly([1])
    for form in forms:
        if form.degree() > 0:
            product *= fmpq_poly([fmpq(int(c.p), int(c.q)) for c in reversed(form.all_coeffs())])
    square_free = product // product.gcd(product.derivative()) if product.degree() > 0 else product
    if square_free.degree() < 1:
        return [Fraction(0)]
    found: list = square_free.complex_roots()  # pairs (root, multiplicity)
    real = [root.real for root, _ in found if root.imag == 0]
    sides = sorted(side for side in map(ends, real) if side is not None)
    if not sides:
        return [Fraction(0)]
    outer = Fraction(sides[0][0].__floor__() - 1), Fraction(sides[-1][1].__ceil__() + 1)
    return [outer[0], *((a[1] + b[0]) / 2 for a, b in pairwise(sides)), outer[1]]


def _multipliers(problem: Problem, constant: Fraction, certificate: Certificate) -> Verdict:
    """Each stored list of multipliers must leave a positive semidefinite rest."""
    cells, proofs = quadratic_cells(problem), certificate.data.get("proofs")
    if not isinstance(proofs, list) or len(proofs) != len(cells):
        return Verdict.UNDECIDED
    pairs = zip(cells, proofs, strict=True)
    return _found(all(min(m, default=0) >= 0 and by_signs(cell.rest(constant, m)) for cell, (_, m) in pairs))


def by_signs(matrix: Matrix) -> bool:
    """Return whether a symmetric matrix is positive semidefinite: det(tI + M) has no negative coefficient."""
    exact = sp.Matrix(len(matrix), len(matrix), lambda i, j: -to_sympy(matrix[i][j]))
    return all(coefficient >= 0 for coefficient in exact.charpoly().all_coeffs())


def _near_center(kind: FunctionClass, landscape: Landscape, certificate: Certificate, scale: Scale) -> Near:
    rule, center = kind.by_curvature, certificate.center
    if rule is None or center is None:
        return lambda box: None
    return ball_near_center(landscape, rule, scale, center, certificate.region)


def _boxes(near: Near, certificate: Certificate, problem: Problem, constant: Fraction) -> Verdict:
    """The stored boxes, cut from the first one, leave out nothing; each is bounded again."""
    leaves, root = certificate.data.get("leaves"), bounding_box(certificate.region)
    if not isinstance(leaves, list) or not leaves or root is None:
        return Verdict.UNDECIDED
    again = _Again(problem, near, constant)
    known, todo, found = {box for box, _ in leaves}, [_sides(*enclosing(root))], [Verdict.HOLDS]
    least = min(max(high - low for low, high in box) for box in known)
    while todo:
        box = todo.pop()
        if box in known:
            found.append(again.settle(box))
        elif again.meets(box):
            if max(high - low for low, high in box) < least:  # smaller than every leaf, and in none
                found.append(Verdict.REFUTED if again.contains(midpoint(box)) else Verdict.UNDECIDED)
                continue
            todo += [_sides(*half) for half in halves(*_ends(box))[:2]]
    return worst(found)


@dataclass(frozen=True)
class _Again:
    """ratio ≥ constant on boxes, in ball arithmetic, cutting a box where its balls are too wide."""

    problem: Problem
    near: Near
    constant: Fraction

    @cached_property
    def bounds(self) -> list[BallBound]:
        return [BallBound(case, self.problem.variables) for case in self.problem.cases]

    @cached_property
    def probe(self) -> Probe:
        return Probe(self.problem)

    def meets(self, box: Sides) -> bool:
        return any(bound.lower(box)[1] for bound in self.bounds)

    def contains(self, point: Point) -> bool:
        """Whether the point is certainly in the set."""
        return bool(self.probe.at(point))

    def settle(self, box: Sides) -> Verdict:
        """HOLDS where it is shown, REFUTED by a point of the box, UNDECIDED after CUTS cuts."""
        todo = [box]
        for _ in range(CUTS):
            if not todo:
                return Verdict.HOLDS
            part = todo.pop()
            if self._holds(part):
                continue
            if self.probe.violates(midpoint(part), self.constant):
                return Verdict.REFUTED
            todo += bisect(part)
        return Verdict.UNDECIDED

    def _holds(self, box: Sides) -> bool:
        lows = [low for low, meets in (bound.lower(box) for bound in self.bounds) if meets]
        if all(low is not None and low >= self.constant for low in lows):
            return True
        near = self.near(box)
        return near is not None and near >= self.constant


def _sides(low: Any, high: Any) -> Sides:
    return tuple((Fraction(float(a)), Fraction(float(b))) for a, b in zip(low[:, 0], high[:, 0], strict=True))


def _ends(box: Sides) -> tuple[Any, Any]:
    low, high = (np.array([[float(side[k])] for side in box]) for k in (0, 1))
    return low, high
