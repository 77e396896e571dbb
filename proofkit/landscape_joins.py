"""Where the branches of a landscape on the line meet, exactly: value and gradient jumps at each break point."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import sympy as sp

from .errors import BadInput, Undecided
from .landscape import Landscape, Piece
from .region import Point
from .symbolic_rational import exact


@dataclass(frozen=True)
class Join:
    """One break point.

    Args:
        point: where, an exact real algebraic number (a SymPy Rational or root of a polynomial).
        left, right: indices in `Landscape.pieces` of the branches on either side.
        value_jump, gradient_jump: right minus left at the point, exact; literally 0 when they match.
    """

    point: sp.Expr
    left: int
    right: int
    value_jump: sp.Expr
    gradient_jump: sp.Expr

    @property
    def is_continuous(self) -> bool:
        """Whether f is continuous here."""
        return self.value_jump == 0

    @property
    def is_differentiable(self) -> bool:
        """Whether f is differentiable here, with one-sided derivatives that match."""
        return self.value_jump == 0 and self.gradient_jump == 0


def joins(landscape: Landscape) -> tuple[Join, ...]:
    """Return the break points of a landscape on the line, in increasing order.

    Raises:
        BadInput: d > 1.
        Undecided: a break condition is not polynomial, or a jump is not shown to be zero or non-zero.
    """
    if landscape.dimension != 1:
        raise BadInput("joins", f"dimension {landscape.dimension}", "a landscape on the line")
    roots = _break_points(landscape)
    sides = [landscape.branch_at(p) for p in _between(roots)]
    triples = zip(roots, sides, sides[1:], strict=False)
    return tuple(_join(landscape, root, a, b) for root, a, b in triples if a != b)


def _join(landscape: Landscape, root: sp.Expr, left: int, right: int) -> Join:
    (x,) = landscape.variables
    before, after = (landscape.pieces[k].formula for k in (left, right))
    gap = after - before
    return Join(root, left, right, _exact_value(gap, x, root), _exact_value(sp.diff(gap, x), x, root))


def _break_points(landscape: Landscape) -> list[sp.Expr]:
    """Return the real roots of every comparison in the conditions, sorted and distinct."""
    (x,) = landscape.variables
    product = sp.Integer(1)
    for comparison in _comparisons(landscape.pieces):
        gap = comparison.lhs - comparison.rhs
        if not _is_rational_polynomial(gap, x):
            raise Undecided(f"break points of {comparison}: not a polynomial condition")
        product *= sp.sqf_part(gap, x)
    polynomial = sp.Poly(product, x)
    return sorted(set(polynomial.real_roots())) if polynomial.degree() > 0 else []


def _comparisons(pieces: tuple[Piece, ...]) -> set[sp.Basic]:
    return {c for piece in pieces for c in piece.condition.atoms(sp.core.relational.Relational)}


def _between(roots: list[sp.Expr]) -> list[Point]:
    """Return a rational point left of, between and right of the sorted roots: one more than there are."""
    if not roots:
        return []
    inner = [_strictly_between(a, b) for a, b in pairwise(roots)]
    ends = [sp.floor(roots[0]) - 1, *inner, sp.ceiling(roots[-1]) + 1]
    return [(exact(end),) for end in ends]


def _strictly_between(low: sp.Expr, high: sp.Expr) -> sp.Rational:
    digits = 15
    while True:
        middle = sp.Rational(sp.N((low + high) / 2, digits))
        if low < middle < high:
            return middle
        digits *= 2


def _exact_value(expression: sp.Expr, x: sp.Symbol, root: sp.Expr) -> sp.Expr:
    """Return the expression at the root: a Rational, or 0 when the root's polynomial divides it."""
    if _is_rational_polynomial(expression, x):
        remainder = sp.rem(expression, sp.minimal_polynomial(root, x), x)
        return remainder.subs(x, root)
    value = expression.subs(x, root)
    if value.is_zero is None and not value.is_Rational:
        raise Undecided(f"whether {value} is zero")
    return sp.Integer(0) if value.is_zero else value


def _is_rational_polynomial(expression: sp.Expr, x: sp.Symbol) -> bool:
    return bool(expression.is_polynomial(x)) and sp.Poly(expression, x).domain in (sp.ZZ, sp.QQ)
