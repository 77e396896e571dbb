"""Exact bounds of an expression over all of R^d, by the ranges of its operations: 2 + 6cos(2x) lies in [−4, 8]."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import inf

import sympy as sp

from .exact import rational

End = Fraction | float  # a float only where it is infinite
Ends = tuple[End, End]

LINE: Ends = (-inf, inf)
UNIT: Ends = (Fraction(-1), Fraction(1))
ZERO = Fraction(0)


def whole_space(expression: sp.Expr) -> Ends:
    """Return rational (or infinite) ends of an interval that contains every value of an expression on R^d."""
    if expression.is_Rational:
        value = rational(expression)
        return value, value
    if isinstance(expression, sp.sin | sp.cos | sp.tanh):
        return UNIT
    if isinstance(expression, sp.exp):
        return ZERO, Fraction(1) if whole_space(expression.args[0])[1] <= 0 else inf
    if isinstance(expression, sp.cosh):
        return Fraction(1), inf
    if isinstance(expression, sp.Pow) and expression.exp.is_Integer and expression.exp > 0:
        return _power(whole_space(expression.base), int(expression.exp))
    if isinstance(expression, sp.Add | sp.Mul):
        return reduce(_plus if expression.is_Add else _times, map(whole_space, expression.args))
    return LINE


def _plus(a: Ends, b: Ends) -> Ends:
    return _sum(a[0], b[0]), _sum(a[1], b[1])


def _sum(x: End, y: End) -> End:
    if isinstance(x, float) or isinstance(y, float):
        return x if isinstance(x, float) else y  # infinite; two lower (or upper) ends never differ in sign
    return x + y


def _times(a: Ends, b: Ends) -> Ends:
    products = [_product(x, y) for x in a for y in b]
    return min(products), max(products)


def _product(x: End, y: End) -> End:
    if x == 0 or y == 0:
        return ZERO  # also of an infinite end: 0 times any number
    if isinstance(x, float) or isinstance(y, float):
        return inf if (x > 0) == (y > 0) else -inf
    return x * y


def _power(a: Ends, n: int) -> Ends:
    low, high = (x**n if isinstance(x, Fraction) else x if n % 2 else inf for x in a)
    if n % 2:
        return low, high
    return ZERO if a[0] <= 0 <= a[1] else min(low, high), max(low, high)


def least_eigenvalue(matrix: sp.MatrixBase) -> End:
    """Return a lower bound over R^d of the least eigenvalue of a symmetric matrix (Gershgorin)."""
    size, rows = matrix.rows, [[whole_space(entry) for entry in matrix.row(i)] for i in range(matrix.rows)]
    sizes = [[max(-low, high) for low, high in row] for row in rows]
    return min(reduce(_sum, (-size_ for j, size_ in enumerate(sizes[i]) if j != i), rows[i][i][0]) for i in range(size))
