"""Bounds of a one-point class near its centre, where its ratio is 0/0: through the Hessians met on the way there.

With g(c) = 0, f(x) − f(c), ⟨g(x), x − c⟩ and g(x) are integrals of the Hessian over the segment from c to x. So bounds
m and M of its eigenvalues on the hull of a box and c give a constant: see `FunctionClass.by_curvature`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from ..enclosure.assembled import around
from ..enclosure.compiled import least_eigenvalues
from ..enclosure.program import Program
from ..function_class import ByCurvature
from ..interval.exact import ends, rational, to_sympy
from ..interval.tape import Sides, Tape
from ..interval.whole_space import least_eigenvalue
from ..landscape import Landscape
from ..region import Point, Region
from ..symbolic import parse_expression
from ._curvature import Curvature, critical_exactly, hessian_form
from ._curvature_bounds import matrices
from ._domain import is_defined
from ._pieces import convex_around
from ._question import Scale

EIGENVALUES = sp.symbols("m M", real=True)


def constants(rule: ByCurvature, scale: Scale) -> list[sp.Expr]:
    """Return expressions in m and M of which the least is a K that holds."""
    return [scale.inward(parse_expression(text, EIGENVALUES)) for text in rule.constants]


class NearCenter:
    """Bounds of a one-point class on boxes that share a smooth piece with the centre, where the gradient is 0.

    Args:
        landscape: the function f.
        rule: what curvature between m and M gives.
        scale: how K comes from the constant.
        center: the point c.
    """

    def __init__(self, landscape: Landscape, rule: ByCurvature, scale: Scale, center: Point):
        self.size, self.convex, variables = landscape.dimension, rule.convex, landscape.variables
        self.hessians = [sp.hessian(piece.formula, variables) for piece in landscape.pieces]
        self.pieces = [
            Program([piece.condition, *hessian], variables)
            for piece, hessian in zip(landscape.pieces, self.hessians, strict=True)
        ]
        self.constants = constants(rule, scale)
        self.rule = Program(self.constants, EIGENVALUES)
        ends = np.array([around(x) for x in center])
        self.low, self.high = ends[:, :1], ends[:, 1:]

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds on boxes; of what they meet nothing is known here."""
        bound = np.full(low.shape[1], -np.inf)
        low, high = np.minimum(low, self.low), np.maximum(high, self.high)
        for program in self.pieces:
            found = program.run(low, high)
            whole = found[0, 0] > 0
            bottom, top = matrices(found[:, 1:], self.size, whole)
            bound[whole] = self._by_curvature(least_eigenvalues(bottom, top), -least_eigenvalues(-top, -bottom))
        return bound, np.ones(len(bound), dtype=bool)

    def everywhere(self) -> Fraction | None:
        """Return a bound on all of R^d, if f is one formula and bounds of its Hessian there give one."""
        if len(self.hessians) > 1:
            return None
        least, most = least_eigenvalue(self.hessians[0]), -least_eigenvalue(-self.hessians[0])
        known = {
            s: to_sympy(end) for s, end in zip(EIGENVALUES, (least, most), strict=True) if isinstance(end, Fraction)
        }
        bounds = [expression.subs(known) for expression in self.constants]
        if (self.convex and least < 0) or not all(bound.is_Rational for bound in bounds):
            return None
        return min(map(rational, bounds))

    def near(self, points: Any) -> Any:
        """Nothing is known at points."""
        return np.full(points.shape[1], np.inf)

    def _by_curvature(self, least: Any, greatest: Any) -> Any:
        curvature = np.array([least, greatest])
        known = np.isfinite(curvature).all(axis=0) & ((least >= 0) | (not self.convex))
        return np.where(known, self.rule.run(curvature, curvature)[0].min(axis=0), -np.inf)


def near_center(
    landscape: Landscape, rule: ByCurvature, scale: Scale, center: Point, region: Region
) -> NearCenter | None:
    """Return the bounds near the centre; None where g(c) is not exactly 0, or f may be undefined between c and x."""
    if not critical_exactly(landscape, center) or not is_defined(landscape, convex_around(region)):
        return None
    return NearCenter(landscape, rule, scale, center)


def ball_near_center(
    landscape: Landscape, rule: ByCurvature, scale: Scale, center: Point, region: Region
) -> Callable[[Sides], Fraction | None]:
    """Return the same bound for one box in ball arithmetic, for a second look."""
    if not critical_exactly(landscape, center) or not is_defined(landscape, convex_around(region)):
        return lambda box: None
    least, greatest = (Curvature(landscape, hessian_form(landscape.dimension, sign)) for sign in (1, -1))
    tape = Tape(constants(rule, scale), EIGENVALUES)

    def lower(box: Sides) -> Fraction | None:
        hull = tuple((min(a, c), max(b, c)) for (a, b), c in zip(box, center, strict=True))
        (low, one_piece), (high, _) = least.lower(hull), greatest.lower(hull)
        if not one_piece or low is None or high is None or (rule.convex and low < 0):
            return None
        found = [ends(ball) for ball in tape.run(((low, low), (-high, -high)))]
        return min((side[0] for side in found if side is not None), default=None) if None not in found else None

    return lower
