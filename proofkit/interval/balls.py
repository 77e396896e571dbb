"""Lower bounds of value/weight on one box in ball arithmetic: slow, and independent of the search's own enclosures."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import sympy as sp
from flint import arb, ctx

from ..region import Point
from .exact import ends, to_arb
from .problem import Case
from .quadratic import is_sum_of_squares
from .tape import PRECISION, Sides, Tape

#: box → (lower bound of the ratio on the set's part of the box or None for −∞, whether the box may meet the set)
Lower = tuple[Fraction | None, bool]


def bisect(sides: Sides) -> tuple[Sides, Sides]:
    """Return the two halves of a box, cut across its widest side (the first of them)."""
    widths = [hi - lo for lo, hi in sides]
    k = widths.index(max(widths))
    middle = (sides[k][0] + sides[k][1]) / 2
    return (*sides[:k], (sides[k][0], middle), *sides[k + 1 :]), (*sides[:k], (middle, sides[k][1]), *sides[k + 1 :])


def midpoint(sides: Sides) -> Point:
    """Return the centre of a box."""
    return tuple((lo + hi) / 2 for lo, hi in sides)


class BallBound:
    """Lower bounds for one case, where its weight is positive: natural, mean-value and second-order form."""

    def __init__(self, case: Case, variables: tuple[sp.Symbol, ...]):
        ratio = case.value / case.weight
        self.weight = None if is_sum_of_squares(case.weight, variables) else Tape([case.weight], variables)
        self.slopes = [sp.diff(ratio, v) for v in variables]
        bends = [sp.diff(g, v) for i, g in enumerate(self.slopes) for v in variables[i:]]
        self.over = Tape([case.condition, ratio, *self.slopes, *bends], variables)
        self.middle = Tape([ratio, *self.slopes], variables)

    def lower(self, sides: Sides) -> Lower:
        """Return (a lower bound of the ratio on the case's part of the box or None for −∞, whether it meets it)."""
        truth, natural, *rest = self.over.run(sides)
        if truth is False:
            return None, False
        if self.weight is not None and not self.weight.run(sides)[0] > 0:
            return None, True
        size = len(sides)
        value, *slopes = self.middle.run(tuple((x, x) for x in midpoint(sides)))
        with ctx.workprec(PRECISION):
            reach = [to_arb((high - low) / 2) for low, high in sides]
            centred = value + sum((g * arb(0).union(r).union(-r) for g, r in zip(rest, reach, strict=False)), arb(0))
            bent = value + second_order(slopes, rest[size:], reach)
            lows = [e[0] for e in map(ends, (natural, centred, bent)) if e is not None]
        return (max(lows), True) if lows else (None, True)


def second_order(slopes: list[arb], bends: list[arb], reach: list[arb]) -> arb:
    """Return a ball whose lower end bounds Σ s_i t_i + ½ Σ h_ij t_i t_j for |t_i| ≤ r_i from below."""
    size, place, total = len(reach), 0, arb(0)
    rows: dict[tuple[int, int], arb] = {}
    for i in range(size):
        for j in range(i, size):
            rows[i, j] = bends[place]
            place += 1
    for i in range(size):
        total += _dip(abs(slopes[i]).upper(), rows[i, i].lower(), reach[i])
    for i, j in combinations(range(size), 2):
        total -= abs(rows[i, j]).upper() * reach[i] * reach[j]
    return total


def _dip(slope: arb, bend: arb, reach: arb) -> arb:
    """The least value of −slope·t + ½bend·t² for 0 ≤ t ≤ reach."""
    if bend > 0 and slope < bend * reach:
        return -slope * slope / (2 * bend)
    return -slope * reach + (arb(0) if bend > 0 else bend * reach * reach / 2)
