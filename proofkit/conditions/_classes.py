"""Function classes as problems: the class's own inequality, read with SymPy vectors on each piece of f."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain

import sympy as sp

from ..errors import BadInput
from ..function_class import FunctionClass
from ..interval.exact import to_sympy
from ..interval.problem import Case, Problem
from ..interval.sets import Cell, cells_of, condition_of
from ._question import Question, Scale
from ._reading import Vector, residual


def split(inequality: sp.Expr, constant: sp.Symbol, smallest: bool) -> tuple[sp.Expr, sp.Expr, Scale]:
    """Return (value, weight, scale) with inequality = value − K·weight, K = ±constant^n.

    Raises:
        BadInput: the constant enters in another way.
    """
    terms = dict(sp.Poly(inequality, constant).terms())
    powers = [n for (n,) in terms if n > 0]
    if len(powers) != 1:
        raise BadInput("inequality", str(inequality), f"one power of {constant}")
    weight = terms[(powers[0],)]
    sign = -1 if smallest else 1
    return terms.get((0,), sp.Integer(0)), -sign * weight if sign > 0 else weight, Scale(sign, powers[0])


def one_point(kind: FunctionClass, question: Question) -> tuple[Problem, Scale]:
    """Return a one-point class on a region as a problem, one case per piece of f."""
    f, center = question.landscape, question.need_center()
    point, c = Vector(f.variables), Vector([to_sympy(x) for x in center])
    constant, where = sp.Symbol(kind.constant), condition_of(question.region, f.variables)
    cases, scale = [], Scale()
    for piece in f.pieces:
        gradient = Vector([sp.diff(piece.formula, v) for v in f.variables])
        names = {"p": point, "c": c, kind.constant: constant}
        inequality = residual(kind.inequality, names, partial(_at, gradient, f.variables))
        value, weight, scale = split(inequality, constant, kind.best == "smallest")
        cases.append(Case(sp.And(piece.condition, where), value, weight))
    return Problem(f.variables, tuple(cases), center), scale


def _at(
    gradient: sp.ImmutableMatrix, variables: tuple[sp.Symbol, ...], point: sp.ImmutableMatrix
) -> sp.ImmutableMatrix:
    return gradient.subs(dict(zip(variables, point, strict=True)), simultaneous=True)


@dataclass(frozen=True)
class LinearForm:
    """A class's inequality for a linear field v ↦ Hv about 0: value and weight as matrices of forms in v.

    Args:
        entries: the symbols of the symmetric matrix H, shape (d, d).
        value, weight: matrices in those symbols, vᵀ(value − K·weight)v ≥ 0.
    """

    entries: sp.Matrix
    value: sp.ImmutableMatrix
    weight: sp.ImmutableMatrix
    scale: Scale


def linear_form(kind: FunctionClass, dimension: int) -> LinearForm:
    """Return what a class asks of the Hessian: its inequality for the field v ↦ Hv, with c = r = 0."""
    entries = sp.Matrix(dimension, dimension, lambda i, j: sp.Symbol(f"H_{min(i, j)}_{max(i, j)}", real=True))
    v, zero = Vector(sp.symbols(f"v:{dimension}", real=True)), Vector([0] * dimension)
    constant = sp.Symbol(kind.constant)
    names = {"p": v, "r": zero, "c": zero, kind.constant: constant}
    inequality = residual(kind.inequality, names, lambda p: Vector(entries * sp.Matrix(p)))
    value, weight, scale = split(inequality, constant, kind.best == "smallest")
    return LinearForm(entries, _matrix(value, v), _matrix(weight, v), scale)


def _matrix(form: sp.Expr, v: sp.ImmutableMatrix) -> sp.ImmutableMatrix:
    return sp.ImmutableMatrix(sp.hessian(sp.expand(form), list(v)) / 2)


def strict_interior(condition: sp.Basic) -> sp.Basic:
    """Return the condition with every comparison strict: an open set, all of it interior."""
    return sp.Or(*(sp.And(*(sp.Gt(c.expression, 0) for c in cell)) for cell in cells_of(condition)))


def constraints_of(cells: tuple[Cell, ...]) -> list[sp.Expr]:
    """Return the distinct expressions compared with 0."""
    return list(dict.fromkeys(c.expression for c in chain.from_iterable(cells)))
