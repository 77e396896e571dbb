"""The gradient-descent map G(x) = x − ηg(x) on many boxes: where it leads, and by how much it can stretch.

The step is an interval: what is said holds for every step in it.
"""

from __future__ import annotations

from copy import copy
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from ..conditions._domain import needs
from ..conditions._joins import joins
from ..enclosure.assembled import around
from ..enclosure.compiled import least_eigenvalues
from ..enclosure.program import Program
from ..enclosure.range import Range
from ..landscape import Landscape, Piece
from ..landscape_expression import is_shown_defined
from ..region import Everywhere
from .neighbours import down, up


class DescentMap:
    """G for one function, and the steps of an interval.

    A box of G has a side for the step behind those of the point: shape (d + 1, boxes).

    Args:
        landscape: the function f.
        steps: the least and the greatest η > 0, exact.
    """

    def __init__(self, landscape: Landscape, steps: tuple[Fraction, Fraction]):
        self.landscape, self.steps, self.dimension = landscape, steps, landscape.dimension
        self.pieces = [_MapOfPiece(piece, landscape.variables) for piece in landscape.pieces]
        self.smooth = joins(landscape, Everywhere(), None).smooth is True

    def at(self, steps: tuple[Fraction, Fraction]) -> DescentMap:
        """Return the map for other steps."""
        other = copy(self)
        other.steps = steps
        return other

    def with_steps(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return boxes of points, shape (d, boxes), with the interval of the steps as their last side."""
        row = np.ones((1, low.shape[1]))
        ends = around(self.steps[0])[0], around(self.steps[1])[1]
        return np.concatenate([low, ends[0] * row]), np.concatenate([high, ends[1] * row])

    def images(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return boxes that contain G of boxes, whichever side of a kink g takes; shapes (d + 1, boxes).

        The image of a box on which f may be undefined is the whole space.
        """
        found_low, found_high = low.copy(), high.copy()
        found_low[:-1], found_high[:-1] = np.inf, -np.inf
        for piece in self.pieces:
            met = piece.met(low, high)
            if met.any():
                a, b = piece.images(low[:, met], high[:, met])
                found_low[:-1, met] = np.minimum(found_low[:-1, met], a)
                found_high[:-1, met] = np.maximum(found_high[:-1, met], b)
        return found_low, found_high

    def stretch(self, low: Any, high: Any) -> Any:
        """Return k with ‖G(x) − G(y)‖ ≤ k‖x − y‖ for x, y in a box, at every step in it; ∞ across a kink; (boxes,).

        Where f is C¹ and piecewise C², G is Lipschitz along segments with the norms of I − ηH on the pieces.
        """
        found, count = np.zeros(low.shape[1]), np.zeros(low.shape[1], dtype=int)
        for piece in self.pieces:
            met = piece.met(low, high)
            count += met
            if met.any():
                found[met] = np.maximum(found[met], piece.stretch(low[:, met], high[:, met]))
        return found if self.smooth else np.where(count > 1, np.inf, found)

    def orbit(self, points: Any, steps: int) -> Any:
        """Return where points are after some steps, in floating point (a guess); shape (d, points)."""
        for _ in range(steps):
            points = np.clip(self._guess(points, 0), -1e300, 1e300)
        return points

    def newton(self, points: Any, steps: int) -> Any:
        """Return where Newton's method for G(x) = x leads from points, in floating point; shape (d, points)."""
        size = self.dimension
        for _ in range(steps):
            gap = points - self._guess(points, 0)
            jacobian = np.eye(size) - self._guess(points, 1).reshape(size, size, -1).transpose(2, 0, 1)
            moves = np.linalg.pinv(np.nan_to_num(jacobian, posinf=0, neginf=0)) @ np.nan_to_num(gap.T[..., None])
            points = np.clip(points - moves[..., 0].T, -1e300, 1e300)
        return points

    def _guess(self, points: Any, which: int) -> Any:
        """G (0) or its derivatives (1) at points, for the middle step, by the first piece that may apply."""
        found: Any = None
        step = float(sum(self.steps) / 2)
        for piece in reversed(self.pieces):
            low, high = piece.guess(points, step, which)
            with np.errstate(invalid="ignore"):
                value = np.nan_to_num(low + (high - low) / 2, nan=1e300)
            found = value if found is None else np.where(piece.met(points, points), value, found)
        return found


class _MapOfPiece:
    def __init__(self, piece: Piece, variables: tuple[sp.Symbol, ...]):
        self.size = len(variables)
        self.condition = Program([piece.condition], variables)
        asked = [] if is_shown_defined(piece.formula) else [need.condition for need in needs(piece.formula)]
        self.defined = Program([sp.And(*asked)], variables)
        eta = sp.Dummy("eta", positive=True)
        both, image = (*variables, eta), [v - eta * sp.diff(piece.formula, v) for v in variables]
        self.plain = Program(image, both)
        self.coordinates = [Range(x, [], both) for x in image]
        self.jacobian = Program(list(sp.eye(self.size) - eta * sp.hessian(piece.formula, variables)), both)

    def met(self, low: Any, high: Any) -> Any:
        return self.condition.run(low[: self.size], high[: self.size])[1, 0] > 0

    def images(self, low: Any, high: Any) -> tuple[Any, Any]:
        ends = np.array([coordinate.run(low, high) for coordinate in self.coordinates])
        lost = self._may_be_undefined(low, high)  # the gradient's formula may have values where f has none
        return np.where(lost, -np.inf, ends[:, 0]), np.where(lost, np.inf, ends[:, 1])

    def stretch(self, low: Any, high: Any) -> Any:
        """The greatest |eigenvalue| of I − ηH: −λ_min of it and of its negative."""
        entries = self.jacobian.run(low, high).reshape(2, self.size, self.size, -1).transpose(0, 3, 1, 2)
        bottom = least_eigenvalues(*map(np.ascontiguousarray, entries))
        top = least_eigenvalues(*map(np.ascontiguousarray, (-entries[1], -entries[0])))
        return np.where(self._may_be_undefined(low, high), np.inf, np.maximum(-bottom, -top))

    def _may_be_undefined(self, low: Any, high: Any) -> Any:
        return self.defined.run(low[: self.size], high[: self.size])[0, 0] < 1

    def guess(self, points: Any, step: float, which: int) -> Any:
        both = np.concatenate([points, np.full((1, points.shape[1]), step)])
        return (self.plain, self.jacobian)[which].run(both, both)


def enclosing_ball(center: Any, radius: float) -> tuple[Any, Any]:
    """Return the box around a ball, rounded outward; shapes (d, 1)."""
    low = np.array([[down(c - radius)] for c in center])
    return low, np.array([[up(c + radius)] for c in center])


def exact_box(lower: tuple[Fraction, ...], upper: tuple[Fraction, ...]) -> tuple[Any, Any]:
    """Return the largest box with floating-point ends inside an exact one; shapes (d, 1)."""
    return np.array([[around(x)[1]] for x in lower]), np.array([[around(x)[0]] for x in upper])
