"""Charts of what lies beyond a cube about a point c: coordinates in which infinity is a face of a box.

Chart i is x_i = c_i + 1/u_i and x_j = c_j + u_j/u_i for j ≠ i, with |u_i| ≤ 1/REACH and |u_j| ≤ 1. So |x_i − c_i| is
the largest of all |x_j − c_j| and at least REACH: together the charts cover what the cube |x_j − c_j| ≤ REACH leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from ..interval.exact import to_sympy
from ..interval.tape import Sides
from ..region import Point
from ._stand_ins import StandIns, fraction, power

REACH = 8  #: half the width of the cube about the centre
NEXT_TO_ZERO = Fraction(1, 2**40)  #: the u_i of the points that are tried for u_i = 0


@dataclass(frozen=True)
class Chart:
    """Coordinates u in which a part of R^d that reaches to infinity is a box, infinity being at u_axis = 0.

    Args:
        variables: the coordinates x; u has the same names.
        center: the point c, shape (d,).
        axis: the i of the coordinate that is farthest from c.
    """

    variables: tuple[sp.Symbol, ...]
    center: Point
    axis: int

    def __str__(self) -> str:
        x = self.variables[self.axis]
        return f"far out, where {x} stands for 1/({x} - {self.center[self.axis]})"

    @property
    def sides(self) -> Sides:
        """The box of all u."""
        return tuple((-width, width) for width in (self._width(j) for j in range(len(self.center))))

    def _width(self, j: int) -> Fraction:
        return Fraction(1, REACH) if j == self.axis else Fraction(1)

    def points(self, u: Point) -> list[Point]:
        """Return the point x of a point u; where that is at infinity, one far out to either side."""
        t = u[self.axis]
        return [self._point(u, s) for s in ((t,) if t else (NEXT_TO_ZERO, -NEXT_TO_ZERO))]

    def _point(self, u: Point, t: Fraction) -> Point:
        shares = (Fraction(1) if j == self.axis else share for j, share in enumerate(u))
        return tuple(c + share / t for c, share in zip(self.center, shares, strict=True))

    def turned(self, expression: sp.Expr, stand_ins: StandIns | None = None) -> sp.Expr:
        """Return an expression in x as one in u: one fraction, as are the arguments of its functions.

        exp(−(x − 3)² − y²) becomes exp(−((1 − 3u)² + v²)/u²), whose exponent has a bound from above next to u = 0.
        """
        found, functions = fraction(self._in_u(expression), stand_ins)
        return found.xreplace(functions)

    def met(self, condition: sp.Basic) -> sp.Basic:
        """Return a condition on x as one on u, every side of a comparison one fraction."""
        comparisons = condition.atoms(sp.Rel)
        return condition.xreplace({part: part.func(self.turned(part.lhs - part.rhs), 0) for part in comparisons})

    def leading(self, expression: sp.Expr, stand_ins: StandIns | None = None) -> tuple[int, sp.Expr]:
        """Return (n, r) with the expression = r·u_axis^n, without a power of u_axis before or below r.

        Functions are left as they are: n is 0 for sin(1/u) and for exp(1/u), if nothing stands in for them.
        """
        u, (found, functions) = self.variables[self.axis], fraction(self._in_u(expression), stand_ins)
        above, below = sp.fraction(found)
        terms = sp.Add.make_args(sp.expand(above))
        n, m = min(power(u, term) for term in terms), power(u, below)
        rest = above / u**n if power(u, above) == n else sp.Add(*(term / u**n for term in terms))
        return n - m, (rest / (below / u**m)).xreplace(functions)

    def _in_u(self, expression: sp.Expr) -> sp.Expr:
        u = self.variables[self.axis]
        far = [to_sympy(c) + (1 if x == u else x) / u for x, c in zip(self.variables, self.center, strict=True)]
        numbers = dict(zip(self.variables, far, strict=True))
        return sp.powsimp(expression.subs(numbers, simultaneous=True), deep=True, combine="exp")
