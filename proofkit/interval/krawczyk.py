"""Zeros of a gradient: existence and uniqueness in a box by Krawczyk's test, in ball arithmetic.

For a box X about m, any matrix Y and a set of matrices H with ∇f(x) − ∇f(m) ∈ H·(x − m) for x ∈ X, let
K = m − Y∇f(m) + (I − YH)(X − m). If K lies in the interior of X, there is exactly one zero in X, and it lies in K; a
zero in X is always in K (Krawczyk 1969; Moore 1977). H is an enclosure of the Hessian on X: where f is C¹ and
piecewise C² its hull over the pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import arb, arb_mat, ctx

from ..landscape import Landscape
from ..region import Point
from .exact import ends, to_arb
from .tape import PRECISION, Sides, Tape

REFINEMENTS = 30  #: how often an enclosure is put into the test again
LARGEST, SMALLEST = 3, -40  #: exponents of two of the radii tried, relative to the size of the point


@dataclass(frozen=True)
class Zero:
    """A zero of the gradient.

    Args:
        sides: a box that contains it.
        alone: a box around that in which there is no other.
    """

    sides: Sides
    alone: Sides

    @property
    def middle(self) -> Point:
        """The centre of the enclosure."""
        return tuple((low + high) / 2 for low, high in self.sides)

    @property
    def radius(self) -> Fraction:
        """How far the zero may be from the middle in one coordinate."""
        return max((high - low) / 2 for low, high in self.sides)


class Krawczyk:
    """The test for one function, which is to be C¹ on the boxes it is asked about."""

    def __init__(self, landscape: Landscape):
        self.size = landscape.dimension
        self.gradient = Tape(landscape.gradient, landscape.variables)
        self.hessian = Tape([entry for row in landscape.hessian for entry in row], landscape.variables)

    def zero_near(self, guess: Point) -> Zero | None:
        """Return a zero near a point with the largest box found in which it is the only one; None if none is shown."""
        scale = max(Fraction(1), *(abs(x) for x in guess))
        for exponent in range(LARGEST, SMALLEST, -1):
            radius = scale * Fraction(2) ** exponent
            alone = tuple((x - radius, x + radius) for x in guess)
            found = self.step(alone)
            if found is not None and _inside(found, alone):
                return Zero(self.refined(found), alone)
        return None

    def refined(self, sides: Sides) -> Sides:
        """Return a smaller box that still contains the zero of a box that has one."""
        for _ in range(REFINEMENTS):
            found = self.step(sides)
            if found is None:
                break
            sides = tuple((max(a, c), min(b, d)) for (a, b), (c, d) in zip(found, sides, strict=True))
        return sides

    def step(self, sides: Sides) -> Sides | None:
        """Return K for a box; None where it is not bounded."""
        middle = tuple((low + high) / 2 for low, high in sides)
        slope = self.gradient.run(tuple((x, x) for x in middle))
        rows = self.hessian.run(sides)
        inverse = _inverse(rows, self.size)
        if inverse is None or not all(x.is_finite() for x in (*slope, *rows)):
            return None
        with ctx.workprec(PRECISION):
            size = self.size
            reach = arb_mat(size, 1, [to_arb((high - low) / 2) * arb(0, 1) for low, high in sides])
            spread = arb_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])
            spread -= inverse * arb_mat(size, size, rows)
            moved = spread * reach - inverse * arb_mat(size, 1, slope)
            found = [ends(to_arb(m) + moved[i, 0]) for i, m in enumerate(middle)]
        known = tuple(side for side in found if side is not None)
        return known if len(known) == size else None


def _inverse(rows: list[arb], size: int) -> arb_mat | None:
    """About the inverse of the middle matrix, as exact floating-point numbers."""
    middle = np.array([float(x.mid()) for x in rows]).reshape(size, size)
    if not np.isfinite(middle).all() or np.linalg.cond(middle) > 1e14:
        return None
    return arb_mat(size, size, [float(x) for x in np.linalg.inv(middle).ravel()])


def _inside(inner: Sides, outer: Sides) -> bool:
    return all(low < a and b < high for (a, b), (low, high) in zip(inner, outer, strict=True))
