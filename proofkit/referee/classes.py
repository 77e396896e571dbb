"""A second look at certificates of function classes, by other means than those that made them.

Refutations: the class's inequality is evaluated at the stored witness. On the line: roots isolated by FLINT instead
of SymPy, and the inequality evaluated between any two of them (a single irrational point, a null set, is not looked
at). Multipliers: the stored ones, with semidefiniteness read off characteristic polynomials instead of LDLᵀ.
Subdivisions: the stored boxes must tile the region, and the bound of each is found again in ball arithmetic (Arb).
The other side of a two-sided bound must be reached at a stored point.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from ..certificate import Certificate
from ..conditions._classes import constraints_of, one_point, slack, slack_form
from ..conditions._near_center import ball_near_center
from ..conditions._pairs import ratio_bound
from ..conditions._question import Question, Scale
from ..function_class import FunctionClass
from ..interval.exact import ends, to_sympy
from ..interval.leaves import Leaves
from ..interval.problem import NotExact, Problem, polynomial
from ..interval.sets import bounding_box, cells_of
from ..interval.tape import Tape
from ..landscape import Landscape
from ..verdict import Verdict
from .boxes import Near, RatioAgain, tiled
from .pairs import class_proofs, pair_parts
from .problem import (
    REACHED,
    WITNESS,
    Parts,
    confirmed,
    contradicted,
    multipliers,
    other_side,
    unproved,
    well_defined,
)
from .roots import separating_points


def class_parts(kind: FunctionClass, landscape: Landscape, certificate: Certificate, end: float) -> Parts:
    """Return what a second look finds of a certificate of a function class, part by part.

    Args:
        kind: the class.
        landscape: the function.
        certificate: of the class on the function.
        end: when to stop, as `time.monotonic` counts.
    """
    found: Parts = []
    if certificate.verdict is Verdict.REFUTED:
        found.append((WITNESS, _refutation(kind, landscape, certificate)))
    if kind.pair:
        return found + pair_parts(kind, landscape, certificate, end)
    if certificate.center is None:
        return [*found, ("the centre", Verdict.UNDECIDED)]
    problem, scale = one_point(kind, Question(landscape, certificate.region, certificate.center))
    look = partial(_proved, kind, landscape, certificate, problem, scale, end)
    found += class_proofs(kind, scale, certificate, look)
    if unproved(scale, certificate) is not None:
        found.append((REACHED, other_side(problem, scale, certificate)))
    return found


def _proved(
    kind: FunctionClass,
    landscape: Landscape,
    certificate: Certificate,
    problem: Problem,
    scale: Scale,
    end: float,
    constant: Fraction,
) -> Verdict:
    inward = scale.inward(constant)
    if contradicted(problem, inward, certificate):
        return Verdict.REFUTED
    if kind.most is not None and constant > kind.most:
        return Verdict.REFUTED
    if not well_defined(landscape, certificate.region):
        return Verdict.UNDECIDED
    try:
        if certificate.method in ("sturm", "identity"):
            return _on_the_line(kind, landscape, certificate, problem, constant)
        if certificate.method == "ldl":
            return multipliers(problem, inward, certificate)
    except NotExact:
        return Verdict.UNDECIDED
    if certificate.method == "interval":
        near = _near_center(kind, landscape, certificate, scale)
        return _boxes(near, certificate, problem, inward, end)
    return Verdict.UNDECIDED


def _refutation(kind: FunctionClass, landscape: Landscape, certificate: Certificate) -> Verdict:
    """The witness must lie in the region and violate the claim, or every positive constant."""
    constant, pair = certificate.claim or Fraction(0), certificate.data.get("pair")
    if certificate.claim is None and kind.best == "largest" and certificate.upper is not None:
        return confirmed(certificate.upper <= 0)  # a bound is looked at by itself
    if certificate.witness is None or (certificate.claim is None and kind.best == "smallest"):
        return Verdict.UNDECIDED
    points = pair if isinstance(pair, tuple) else (certificate.witness,)
    if not all(certificate.region.contains(p) for p in points):
        return Verdict.REFUTED
    if kind.pair and isinstance(pair, tuple):
        return confirmed(_fails(kind, certificate, ratio_bound(kind, landscape, pair, constant)))
    at_center = certificate.claim is None and certificate.witness == certificate.center  # both sides are 0 there
    if kind.pair or certificate.center is None or at_center:
        return Verdict.UNDECIDED
    gap = ends(Tape([slack(kind, landscape, certificate.center, certificate.witness, constant)], ()).run(())[0])
    return Verdict.UNDECIDED if gap is None or gap[0] < 0 < gap[1] else confirmed(_fails(kind, certificate, gap[1]))


def _fails(kind: FunctionClass, certificate: Certificate, most: Fraction | None) -> bool:
    """Whether the claim fails at slack ≤ `most`: < 0; for every positive constant, whose term is < 0 too, ≤ 0."""
    every = bool(kind.constant) and certificate.claim is None
    return most is not None and (most < 0 or (most == 0 and every))


def _on_the_line(
    kind: FunctionClass, landscape: Landscape, certificate: Certificate, problem: Problem, constant: Fraction
) -> Verdict:
    """Between neighbouring roots of everything that can change sign, one exact point decides.

    Raises:
        NotExact: not polynomial, or more variables.
    """
    if len(problem.variables) != 1:
        raise NotExact("more variables")
    center = certificate.center or ()
    forms = [e for case in problem.cases for e in constraints_of(cells_of(case.condition))]
    forms += [case.value for case in problem.cases] + [
        slack_form(kind, landscape, piece, center, to_sympy(constant)) for piece in landscape.pieces
    ]
    points = separating_points([polynomial(form, problem.variables) for form in forms])
    inside = [(p,) for p in points if certificate.region.contains((p,))]
    return confirmed(all(slack(kind, landscape, center, point, constant) >= 0 for point in inside))


def _near_center(kind: FunctionClass, landscape: Landscape, certificate: Certificate, scale: Scale) -> Near:
    rule, center = kind.by_curvature, certificate.center
    if rule is None or center is None:
        return lambda box: None
    return ball_near_center(landscape, rule, scale, center, certificate.region)


def _boxes(near: Near, certificate: Certificate, problem: Problem, constant: Fraction, end: float) -> Verdict:
    """The stored boxes, cut from the first one, leave out nothing; each is bounded again."""
    leaves, root = certificate.data.get("leaves"), bounding_box(certificate.region)
    if not isinstance(leaves, Leaves) or root is None:
        return Verdict.UNDECIDED
    return tiled(leaves, root, RatioAgain(problem, constant, near), end)
