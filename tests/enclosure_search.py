"""What must be true of branch and bound, as functions of the package."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import sympy as sp
from enclosure_checks import INFINITE, x, y
from enclosure_forms import BITS, Box, balls, value
from flint import ctx

from proofkit.interval.probe import Best


class RangeBounds:
    """f on a box, for the search; the set is where `condition` may hold."""

    def __init__(self, k: SimpleNamespace, f: sp.Expr, condition: sp.Basic, variables: Sequence[sp.Symbol]):
        self.range, self.f, self.variables = k.range.Range(f, [condition], variables), f, variables
        self.best, self.condition = Best(), condition

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return lower bounds, and which boxes may meet the set."""
        with np.errstate(all="ignore"):
            return self.range.run(low, high)[0], self.range.truths(low, high)[1, 0] > 0

    def near(self, points: Any) -> Any:
        """Return upper bounds at points."""
        with np.errstate(all="ignore"):
            known = self.range.truths(points, points)[0, 0] > 0
            return np.where(known, self.range.run(points, points)[1], INFINITE)

    def offer(self, point: tuple[Fraction, ...]) -> None:
        """Keep the point if it is better, by its exact value."""
        with ctx.workprec(BITS):
            found = value(self.f, balls(self.variables, point))
            high = None if found is None else found.upper().fmpq()
        if high is not None and (self.best.high is None or Fraction(int(high.p), int(high.q)) < self.best.high):
            self.best.point, self.best.high = point, Fraction(int(high.p), int(high.q))


def check_search(
    k: SimpleNamespace,
    f: sp.Expr,
    condition: sp.Basic,
    box: Box,
    least: tuple[Fraction, Fraction],
    tolerance: Fraction,
    seconds: float = 20,
) -> Any:
    """Both bounds hold, are `tolerance` apart at the end, and the boxes kept leave out no point near the minimum."""
    variables = tuple(sorted(f.free_symbols | condition.free_symbols, key=str))
    bounds = RangeBounds(k, f, condition, variables)
    found = k.boxes.minimise(
        bounds, bounds.best, bounds.offer, tuple(box), enough=lambda high: high - tolerance, budget=seconds
    )
    assert found.lower is None or found.lower <= least[1], (f, float(found.lower), least)
    assert bounds.best.high is None or bounds.best.high >= least[0], f
    if not found.stopped:
        assert found.lower is not None and bounds.best.high - found.lower <= tolerance, (f, found)
        volume = float((found.leaves.high - found.leaves.low).prod(axis=0).sum())
        whole = np.prod([float(b - a) for a, b in box])
        assert condition is not sp.true or abs(volume / whole - 1) < 1e-9, "the leaves do not fill the box"
    return found


z1, z2 = sp.symbols("z1 z2", real=True)
ROSENBROCK = (1 - x) ** 2 + 100 * (y - x**2) ** 2
#: (f, condition, dimension, exact minimum, tolerance)
MINIMA = [
    (sp.expand((x - sp.Rational(1, 3)) ** 2 * (x**2 + 1)), sp.true, 1, sp.Integer(0), Fraction(1, 10**6)),
    (x**2 - 2 * x, x <= 0, 1, sp.Integer(0), Fraction(1, 1000)),
    (x**2, x >= 1, 1, sp.Integer(1), Fraction(1, 1000)),
    (sp.exp(x) - x, sp.true, 1, sp.Integer(1), Fraction(1, 10**6)),
    (x**-2 + 2 * x, x <= -sp.Rational(1, 2), 1, -sp.Rational(15, 4), Fraction(1, 1000)),
    (-sp.cos(x) - x / 2 + sp.exp(y) - y, sp.true, 2, 1 - sp.cos(sp.pi / 6) - sp.pi / 12, Fraction(1, 1000)),
    (sp.expand(ROSENBROCK), sp.true, 2, sp.Integer(0), Fraction(1, 1000)),
    (x + y, x**2 + y**2 <= 1, 2, -sp.sqrt(2), Fraction(1, 100)),
    (sp.expand(x**2 + y**2 + z1**2 - x * y - y * z1 - x), sp.true, 3, -sp.Rational(3, 8), Fraction(1, 1000)),
    (x**2 + y**2 + z1**2 + z2**2 + sp.sin(x * z2), sp.true, 4, sp.Integer(0), Fraction(1, 100)),
]


def around(exact: sp.Expr) -> tuple[Fraction, Fraction]:
    """Return rationals around a number: itself twice, if it is one."""
    if isinstance(exact, sp.Rational):
        return (Fraction(int(exact.p), int(exact.q)),) * 2
    near = Fraction(str(sp.N(exact, 40)))
    return near - Fraction(1, 10**30), near + Fraction(1, 10**30)


def check_many_searches(k: SimpleNamespace, most: int = len(MINIMA)) -> None:
    """`check_search` on known minima."""
    for f, condition, dimension, least, tolerance in MINIMA[:most]:
        check_search(k, f, condition, [(Fraction(-2), Fraction(9, 4))] * dimension, around(least), tolerance)
