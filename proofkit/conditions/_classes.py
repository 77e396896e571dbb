"""Function classes as problems: the class's own inequality, read with SymPy vectors on each piece of f."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

import sympy as sp

from ..errors import BadInput
from ..function_class import FunctionClass
from ..interval.exact import to_sympy
from ..interval.problem import Case, Problem
from ..interval.sets import Cell, cells_of, condition_of
from ..landscape import Landscape, Piece
from ..region import Point
from ._question import Question, Scale, squared_distance
from ._reading import Vector, residual


def split(kind: FunctionClass, inequality: sp.Expr, square: sp.Expr) -> tuple[sp.Expr, sp.Expr, Scale]:
    """Return (value, weight, scale) with inequality = value − K·weight, K = ±constant^n.

    A class without a constant is value ≥ 0; it is asked with K = 0 and `square`, the squared distance, as weight.

    Raises:
        BadInput: the constant enters in another way.
    """
    if not kind.constant:
        return inequality, square, Scale()
    terms = dict(sp.Poly(inequality, sp.Symbol(kind.constant)).terms())
    powers = [n for (n,) in terms if n > 0]
    if len(powers) != 1:
        raise BadInput("inequality", str(inequality), f"one power of {kind.constant}")
    weight = terms[(powers[0],)]
    sign = -1 if kind.best == "smallest" else 1
    return terms.get((0,), sp.Integer(0)), -sign * weight if sign > 0 else weight, Scale(sign, powers[0])


def one_point(kind: FunctionClass, question: Question) -> tuple[Problem, Scale]:
    """Return a one-point class on a region as a problem, one case per piece where it is not 0 ≥ 0, one for `most`."""
    f, center = question.landscape, question.need_center()
    where, scale = condition_of(question.region, f.variables), Scale()
    cases = [] if kind.most is None else [Case(where, to_sympy(kind.most), sp.Integer(1))]
    for piece in f.pieces:
        inequality = slack_form(kind, f, piece, center, sp.Symbol(kind.constant) if kind.constant else None)
        if sp.expand(inequality) is sp.S.Zero:
            continue  # 0 ≥ 0, with every constant
        square = squared_distance(f.variables, center)
        value, weight, scale = split(kind, inequality, square)
        cases.append(Case(sp.And(piece.condition, where), value, weight))
    return Problem(f.variables, tuple(cases), center), scale


def slack_form(kind: FunctionClass, f: Landscape, piece: Piece, center: Point, constant: sp.Expr | None) -> sp.Expr:
    """Return (greater − smaller side) of a one-point class on one piece, as an expression in the variables."""
    slope, c, floor = Vector([sp.diff(piece.formula, v) for v in f.variables]), _exactly(center), f.value_at(center)
    names = {"p": Vector(f.variables), "c": c, kind.constant: constant}
    return residual(kind.inequality, names, lambda _: slope, lambda at: floor if at == c else piece.formula)


def slack(kind: FunctionClass, f: Landscape, center: Point, point: Point, constant: Fraction) -> sp.Expr:
    """Return (greater − smaller side) of a one-point class at an exact point."""
    slope, c, floor, value = Vector(f.gradient_at(point)), _exactly(center), f.value_at(center), f.value_at(point)
    names = {"p": _exactly(point), "c": c, kind.constant: to_sympy(constant)}
    return residual(kind.inequality, names, lambda _: slope, lambda at: floor if at == c else value)


def _exactly(point: Point) -> sp.ImmutableMatrix:
    return Vector([to_sympy(x) for x in point])


@dataclass(frozen=True)
class LinearForm:
    """A class's inequality for a linear field v ↦ Hv with f = ½⟨Hv, v⟩: value, weight as forms in v.

    Args:
        entries: the symbols of the symmetric matrix H, shape (d, d).
        value, weight: matrices in those symbols, vᵀ(value − K·weight)v ≥ 0.
    """

    entries: sp.Matrix
    value: sp.ImmutableMatrix
    weight: sp.ImmutableMatrix
    scale: Scale


def linear_form(kind: FunctionClass, dimension: int) -> LinearForm:
    """Return what a pair class asks of the Hessian: its inequality for f = ½⟨Hv, v⟩ and the pair v, 0."""
    entries = sp.Matrix(dimension, dimension, lambda i, j: sp.Symbol(f"H_{min(i, j)}_{max(i, j)}", real=True))
    v, zero = Vector(sp.symbols(f"v:{dimension}", real=True)), Vector([0] * dimension)
    names = {"p": v, "r": zero, kind.constant: sp.Symbol(kind.constant) if kind.constant else None}
    inequality = residual(kind.inequality, names, lambda p: entries * p, lambda p: (p.T * entries * p)[0] / 2)
    value, weight, scale = split(kind, inequality, v.dot(v))
    return LinearForm(entries, _matrix(value, v), _matrix(weight, v), scale)


def _matrix(form: sp.Expr, v: sp.ImmutableMatrix) -> sp.ImmutableMatrix:
    return sp.ImmutableMatrix(sp.hessian(sp.expand(form), list(v)) / 2)


def strict_interior(condition: sp.Basic) -> sp.Basic:
    """Return the condition with every comparison strict: an open set, all of it interior."""
    return sp.Or(*(sp.And(*(sp.Gt(c.expression, 0) for c in cell)) for cell in cells_of(condition)))


def constraints_of(cells: tuple[Cell, ...]) -> list[sp.Expr]:
    """Return the distinct expressions compared with 0."""
    return list(dict.fromkeys(c.expression for c in chain.from_iterable(cells)))
