"""A second look at the bounds of one problem: the proved one by how it was proved, the other one at an exact point."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import chain

import sympy as sp

from ..certificate import Certificate
from ..conditions._classes import constraints_of
from ..conditions._domain import is_defined
from ..conditions._joins import jump
from ..conditions._question import Scale
from ..interval.exact import to_sympy
from ..interval.ldl import Matrix
from ..interval.leaves import Leaves
from ..interval.probe import Probe
from ..interval.problem import NotExact, Problem, polynomial
from ..interval.quadratic import quadratic_cells
from ..interval.sets import bounding_box, cells_of
from ..landscape import Landscape
from ..region import Point, Region
from ..verdict import Verdict
from .boxes import RatioAgain, settled, tiled
from .roots import separating_points

Parts = list[tuple[str, Verdict]]  #: what was looked at, and what came of it
CLAIM, WITNESS = "the claim", "the witness"
PROVED, REACHED = "the bound that is proved", "the bound that is reached"
CLOSE = Fraction(1, 2**120)  #: how near, relative to the bound, points on the line must come to it
MANY = 4096  #: boxes tried to see that a set is empty


def confirmed(shown: bool) -> Verdict:
    """Return HOLDS or REFUTED."""
    return Verdict.HOLDS if shown else Verdict.REFUTED


def well_defined(landscape: Landscape, region: Region) -> bool:
    """Return whether f is shown to be defined all over a region, without a jump that is known."""
    return is_defined(landscape, region) and not jump(landscape, region)


def proved_side(problem: Problem, constant: Fraction, certificate: Certificate, end: float) -> Verdict:
    """Return whether value − constant·weight ≥ 0, looked at again by other means than the certificate's method."""
    leaves, root = certificate.data.get("leaves"), bounding_box(certificate.region)
    if contradicted(problem, constant, certificate):
        return Verdict.REFUTED
    try:
        if certificate.method == "sturm":
            return on_the_line(problem, constant)
        if certificate.method == "ldl":
            return multipliers(problem, constant, certificate)
        if certificate.method == "empty":
            return empty(problem, certificate, end)
    except NotExact:
        return Verdict.UNDECIDED
    if certificate.method == "interval" and isinstance(leaves, Leaves) and root is not None:
        return tiled(leaves, root, RatioAgain(problem, constant), end)
    return Verdict.UNDECIDED


def contradicted(problem: Problem, constant: Fraction, certificate: Certificate) -> bool:
    """Return whether a stored point violates value − constant·weight ≥ 0."""
    again = RatioAgain(problem, constant)
    return any(again.violates(point) for point in named(certificate, "near"))


def other_side(problem: Problem, scale: Scale, certificate: Certificate) -> Verdict:
    """Return whether the bound that no proof gives is reached: at a stored point, or on the line close enough."""
    bound, points = unproved(scale, certificate), named(certificate, "near")
    if bound is None or certificate.method == "empty":
        return Verdict.HOLDS
    constant = scale.inward(bound)
    if any(reaches(problem, point, constant) for point in points):
        return Verdict.HOLDS
    if certificate.method == "sturm":
        try:
            above = constant + CLOSE * max(Fraction(1), abs(constant))
            return confirmed(on_the_line(problem, above) is Verdict.REFUTED)
        except NotExact:
            return Verdict.UNDECIDED
    return Verdict.REFUTED if points else Verdict.UNDECIDED


def unproved(scale: Scale, certificate: Certificate) -> Fraction | None:
    """Return the bound that rests on a point; None where there is none or it says nothing."""
    bound = certificate.lower if scale.sign < 0 else certificate.upper
    return None if bound == 0 and scale == Scale(-1, 2) else bound


def proofs(scale: Scale, certificate: Certificate, shown: Callable[[Fraction], Verdict]) -> Parts:
    """Return what comes of the constants that are said to be proved: as a bound, and by the verdict on a claim.

    Args:
        scale: how constants enter.
        certificate: what says so.
        shown: looks at one constant again.
    """
    bound = certificate.upper if scale.sign < 0 else certificate.lower
    claim = certificate.claim if certificate.verdict is Verdict.HOLDS else None
    found: Parts = []
    says_more = bound is not None and (claim is None or scale.inward(bound) > scale.inward(claim))
    if bound is not None and says_more and not (bound == 0 and scale == Scale(1, 2)):
        found.append((PROVED, shown(bound)))
    if claim is not None:
        implied = bool(found) and found[0][1] is Verdict.HOLDS
        found.append((CLAIM, Verdict.HOLDS if implied else shown(claim)))
    return found


def named(certificate: Certificate, key: str) -> list[Point]:
    """Return the stored point of that name and the witness, as far as there are such."""
    point = certificate.data.get(key)
    return [p for p in (point, certificate.witness) if isinstance(p, tuple)]


def reaches(problem: Problem, point: Point, constant: Fraction) -> bool:
    """Return whether value ≤ constant·weight at an exact point of the set with weight > 0."""
    probe = Probe(problem)
    exact = probe.exactly(point)
    if exact is not None:
        return any(value <= constant * weight for value, weight in exact if weight > 0)
    ratio = probe.ratio(point)
    return ratio is not None and ratio[1] <= constant


def on_the_line(problem: Problem, constant: Fraction) -> Verdict:
    """Between neighbouring roots of everything that can change sign, one exact point decides.

    Raises:
        NotExact: not polynomial, or more variables.
    """
    probe = Probe(problem)
    points = _separating(problem, [case.value - to_sympy(constant) * case.weight for case in problem.cases])
    return confirmed(not any(probe.violates(point, constant) for point in points))


def _separating(problem: Problem, forms: list[sp.Expr]) -> list[Point]:
    if len(problem.variables) != 1:
        raise NotExact("more variables")
    bounds = chain.from_iterable(constraints_of(cells_of(case.condition)) for case in problem.cases)
    return [(p,) for p in separating_points([polynomial(form, problem.variables) for form in [*bounds, *forms]])]


def multipliers(problem: Problem, constant: Fraction, certificate: Certificate) -> Verdict:
    """Each stored list of multipliers must leave a positive semidefinite rest.

    Raises:
        NotExact: not quadratic.
    """
    cells, proofs = quadratic_cells(problem), certificate.data.get("proofs")
    if not isinstance(proofs, list) or len(proofs) != len(cells):
        return Verdict.UNDECIDED
    if any(len(m) != len(cell.constraints) for cell, (_, m) in zip(cells, proofs, strict=True)):
        return Verdict.REFUTED
    pairs = zip(cells, proofs, strict=True)
    return confirmed(all(min(m, default=0) >= 0 and by_signs(cell.rest(constant, m)) for cell, (_, m) in pairs))


def by_signs(matrix: Matrix) -> bool:
    """Return whether a symmetric matrix is positive semidefinite: det(tI + M) has no negative coefficient."""
    exact = sp.Matrix(len(matrix), len(matrix), lambda i, j: -to_sympy(matrix[i][j]))
    return all(coefficient >= 0 for coefficient in exact.charpoly().all_coeffs())


def empty(problem: Problem, certificate: Certificate, end: float) -> Verdict:
    """Return whether no point satisfies a condition of the problem.

    Raises:
        NotExact: the region is unbounded, and not on the line with polynomial conditions.
    """
    probe, root = Probe(problem), bounding_box(certificate.region)
    if len(problem.variables) == 1:
        return confirmed(not any(probe.at(point) for point in _separating(problem, [])))
    if root is None:
        raise NotExact("unbounded")
    again = RatioAgain(problem, Fraction(0))
    return settled(root, again.misses, again.inside, end, MANY)
