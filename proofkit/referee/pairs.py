"""A second look at what was proved of a pair class through the Hessians of pieces that join C¹."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

import sympy as sp

from ..certificate import Certificate
from ..conditions._classes import LinearForm, linear_form, strict_interior
from ..conditions._curvature import Curvature, weight_of
from ..conditions._joins import joins
from ..conditions._pair import second_derivative
from ..conditions._pieces import convex_around, pieces_meeting
from ..conditions._question import Question, Scale
from ..function_class import FunctionClass
from ..interval.eigen import shifted
from ..interval.exact import rational
from ..interval.ldl import Matrix
from ..interval.leaves import Leaves
from ..interval.sets import bounding_box, condition_of
from ..interval.tape import Tape
from ..landscape import Landscape, Piece
from ..region import Point, Region
from ..verdict import Verdict
from .boxes import FormAgain, tiled
from .problem import (
    CLAIM,
    REACHED,
    Parts,
    by_signs,
    confirmed,
    named,
    other_side,
    proofs,
    proved_side,
    unproved,
    well_defined,
)


def pair_parts(kind: FunctionClass, landscape: Landscape, certificate: Certificate, end: float) -> Parts:
    """Return what a second look finds of the bounds of a pair class and of a claim that holds, part by part."""
    form, hull = linear_form(kind, landscape.dimension), convex_around(certificate.region)
    look = partial(_proved, landscape, form, hull, certificate, end)
    found = class_proofs(kind, form.scale, certificate, look)
    bound = unproved(form.scale, certificate)
    if bound is not None:
        found.append((REACHED, _reached(landscape, form, hull, bound, certificate)))
    return found


def class_proofs(
    kind: FunctionClass, scale: Scale, certificate: Certificate, shown: Callable[[Fraction], Verdict]
) -> Parts:
    """Return what comes of the constants that are said to be proved; a class without one is asked with 0."""
    if kind.constant:
        return proofs(scale, certificate, shown)
    return [(CLAIM, shown(Fraction(0)))] if certificate.verdict is Verdict.HOLDS else []


def _proved(
    f: Landscape, form: LinearForm, hull: Region, certificate: Certificate, end: float, constant: Fraction
) -> Verdict:
    if not well_defined(f, hull) or joins(f, hull, bounding_box(hull)).smooth is not True:
        return Verdict.UNDECIDED
    goal = form.scale.inward(constant)
    if f.dimension == 1:
        return proved_side(second_derivative(form, Question(f, hull)), goal, certificate, end)
    if certificate.method == "ldl":
        return _constant_forms(f, form, hull, goal)
    leaves, root = certificate.data.get("leaves"), bounding_box(hull)
    if certificate.method == "interval" and isinstance(leaves, Leaves) and root is not None:
        return tiled(leaves, root, FormAgain(f, form, hull, goal), end)
    return Verdict.UNDECIDED


def _constant_forms(f: Landscape, form: LinearForm, hull: Region, goal: Fraction) -> Verdict:
    """Each piece that is met has a constant form, and it is positive semidefinite after the shift."""
    found = [_matrix(form, sp.hessian(piece.formula, f.variables)) for piece in pieces_meeting(f, hull)]
    if any(matrix is None for matrix in found):
        return Verdict.UNDECIDED
    return confirmed(all(by_signs(shifted(m, goal * weight_of(form))) for m in found if m is not None))


def _matrix(form: LinearForm, hessian: sp.Matrix) -> Matrix | None:
    """The form at a Hessian; None where an entry is not a rational number."""
    size = hessian.rows
    numbers = {form.entries[i, j]: sp.expand(hessian[i, j]) for i in range(size) for j in range(i, size)}
    entries = [sp.expand(form.value[i, j].xreplace(numbers)) for i in range(size) for j in range(size)]
    if not all(entry.is_Rational for entry in entries):
        return None
    return [[rational(entry) for entry in entries[i * size : (i + 1) * size]] for i in range(size)]


def _reached(f: Landscape, form: LinearForm, hull: Region, bound: Fraction, certificate: Certificate) -> Verdict:
    """The bound is reached at a stored point of the interior, in the stored direction."""
    if f.dimension == 1:
        return other_side(second_derivative(form, Question(f, hull)), form.scale, certificate)
    points, direction = named(certificate, "near"), certificate.data.get("direction")
    if not points or not isinstance(direction, tuple) or len(direction) != f.dimension or not any(direction):
        return Verdict.UNDECIDED
    goal = form.scale.inward(bound)
    return confirmed(any(_at_most(f, form, hull, point, direction, goal) for point in points))


def _at_most(f: Landscape, form: LinearForm, hull: Region, point: Point, v: Point, goal: Fraction) -> bool:
    """Whether vᵀ(form)v ≤ goal·w·vᵀv at an interior point of one piece and the region: exactly, else by balls."""
    piece, at = f.pieces[f.branch_at(point)], tuple((x, x) for x in point)
    if Tape([strict_interior(_where(f, piece, hull))], f.variables).run(at)[0] is not True:
        return False
    values = {variable: sp.Rational(x) for variable, x in zip(f.variables, point, strict=True)}
    matrix = _matrix(form, sp.hessian(piece.formula, f.variables).xreplace(values))
    if matrix is None:
        high = Curvature(f, form).quotient(point, v)
        return high is not None and high <= goal
    top = sum((v[i] * matrix[i][j] * v[j] for i in range(len(v)) for j in range(len(v))), Fraction(0))
    return top <= goal * weight_of(form) * sum((x * x for x in v), Fraction(0))


def _where(f: Landscape, piece: Piece, hull: Region) -> sp.Basic:
    return sp.And(piece.condition, condition_of(hull, f.variables))
