"""Interval operations with known results, in the style of the ITF1788 test vectors: where 0, ∞ and domains meet."""

from __future__ import annotations

from fractions import Fraction as F
from types import SimpleNamespace

import sympy as sp
from enclosure_checks import run, x, y

INF = float("inf")
WHOLE = (-INF, INF)
#: the relative excess that is allowed; the least normal number is always allowed
ROOM = 2.0**-40
TINY = 2.0**-1018

#: (expression, boxes side by side, exact result). Nothing is defined where the result is the whole line for a domain
#: that is empty; 0·∞ is the whole line, as every undefined result is.
VECTORS = [
    (x + y, ((1, 2), (3, 5)), (4, 7)),
    (x + y, ((-INF, 2), (3, 5)), (-INF, 7)),
    (x + y, ((-INF, 2), (3, INF)), WHOLE),
    (x - y, ((1, 2), (3, 5)), (-4, -1)),
    (x - y, ((0, INF), (0, INF)), WHOLE),
    (x * y, ((1, 2), (3, 5)), (3, 10)),
    (x * y, ((-1, 2), (3, 5)), (-5, 10)),
    (x * y, ((-1, 2), (-3, 5)), (-6, 10)),
    (x * y, ((-2, -1), (-5, 3)), (-6, 10)),
    (x * y, ((-2, -1), (-5, -3)), (3, 10)),
    (x * y, ((-2, 0), (3, 5)), (-10, 0)),
    (x * y, ((0, 0), (3, 5)), (0, 0)),
    (x * y, ((0, 0), WHOLE), WHOLE),  # exactly [0, 0]; the whole line encloses it
    (x * y, ((0, 1), (1, INF)), WHOLE),  # exactly [0, ∞]
    (x * y, ((1, 2), (1, INF)), (1, INF)),
    (x * y, ((-2, -1), (1, INF)), (-INF, -1)),
    (x * y, ((-1, 1), (1, INF)), WHOLE),
    (x * y, ((1, INF), (1, INF)), (1, INF)),
    (x * y, ((-INF, -1), (-INF, -1)), (1, INF)),
    (1 / x, ((1, 2),), (F(1, 2), 1)),
    (1 / x, ((-4, -2),), (F(-1, 2), F(-1, 4))),
    (1 / x, ((0, 2),), (F(1, 2), INF)),
    (1 / x, ((-2, 0),), (-INF, F(-1, 2))),
    (1 / x, ((-2, 3),), WHOLE),
    (1 / x, ((0, 0),), WHOLE),
    (1 / x, ((2, INF),), (0, F(1, 2))),
    (1 / x, ((-INF, -2),), (F(-1, 2), 0)),
    (1 / x, (WHOLE,), WHOLE),
    (x / y, ((1, 2), (4, 8)), (F(1, 8), F(1, 2))),
    (x / y, ((1, 2), (0, 8)), (F(1, 8), INF)),
    (x / y, ((-1, 2), (0, 8)), WHOLE),
    (x / y, ((1, 2), (-1, 8)), WHOLE),
    (x / y, ((-2, -1), (0, 4)), (-INF, F(-1, 4))),
    (x / y, ((0, 0), (0, 0)), WHOLE),
    (x**2, ((-1, 2),), (0, 4)),
    (x**2, ((-3, 2),), (0, 9)),
    (x**2, ((-3, -2),), (4, 9)),
    (x**2, ((0, INF),), (0, INF)),
    (x**2, (WHOLE,), (0, INF)),
    (x**4, ((-1, 2),), (0, 16)),
    (x**4, ((-3, -2),), (16, 81)),
    (x**3, ((-1, 2),), (-1, 8)),
    (x**3, ((-3, -2),), (-27, -8)),
    (x**3, ((-INF, 2),), (-INF, 8)),
    (x**7, ((-1, 0),), (-1, 0)),
    (x**-2, ((-1, 2),), (F(1, 4), INF)),
    (x**-2, ((-4, -2),), (F(1, 16), F(1, 4))),
    (x**-3, ((-1, 2),), WHOLE),
    (x**-3, ((0, 2),), (F(1, 8), INF)),
    (x**-3, ((-2, -1),), (-1, F(-1, 8))),
    (sp.sqrt(x), ((4, 9),), (2, 3)),
    (sp.sqrt(x), ((-4, 9),), (0, 3)),
    (sp.sqrt(x), ((-4, 0),), (0, 0)),
    (sp.sqrt(x), ((0, INF),), (0, INF)),
    (sp.sqrt(x), ((-4, -1),), WHOLE),
    (x ** sp.Rational(3, 2), ((-4, 4),), (0, 8)),
    (x ** sp.Rational(-1, 2), ((-4, 4),), (F(1, 2), INF)),
    (x ** sp.Rational(1, 3), ((0, 8),), (0, 2)),
    (sp.Abs(x), ((-3, 2),), (0, 3)),
    (sp.Abs(x), ((-3, -2),), (2, 3)),
    (sp.Abs(x), (WHOLE,), (0, INF)),
    (sp.exp(x), ((0, 0),), (1, 1)),
    (sp.exp(x), ((-INF, 0),), (0, 1)),
    (sp.exp(x), ((0, INF),), (1, INF)),
    (sp.log(x), ((1, 1),), (0, 0)),
    (sp.log(x), ((0, 1),), (-INF, 0)),
    (sp.log(x), ((-3, 1),), (-INF, 0)),
    (sp.log(x), ((1, INF),), (0, INF)),
    (sp.log(x), ((-3, 0),), WHOLE),
    (sp.log(x), ((-3, -1),), WHOLE),
    (sp.sin(x), ((0, 2),), (0, 1)),
    (sp.sin(x), ((-2, 0),), (-1, 0)),
    (sp.sin(x), ((-2, 2),), (-1, 1)),
    (sp.sin(x), ((0, 7),), (-1, 1)),
    (sp.sin(x), (WHOLE,), (-1, 1)),
    (sp.sin(x), ((1e300, 1e300),), (-1, 1)),
    (sp.cos(x), ((0, 0),), (1, 1)),
    (sp.cos(x), ((-4, 4),), (-1, 1)),
    (sp.cos(x), ((0, INF),), (-1, 1)),
    (sp.tan(x), ((0, 0),), (0, 0)),
    (sp.tan(x), ((1, 2),), WHOLE),
    (sp.tan(x), ((-INF, 1),), WHOLE),
    (sp.sinh(x), (WHOLE,), WHOLE),
    (sp.sinh(x), ((0, INF),), (0, INF)),
    (sp.cosh(x), (WHOLE,), (1, INF)),
    (sp.tanh(x), (WHOLE,), (-1, 1)),
    (sp.tanh(x), ((0, INF),), (0, 1)),
    (sp.tanh(x), ((400, 500),), (1, 1)),
    (sp.exp(sp.sqrt(x)), ((-1, 0),), (1, 1)),
    (sp.sqrt(sp.log(x)), ((F(1, 2), 1),), (0, 0)),
    (sp.exp(1 / x), ((-1, 1),), (0, INF)),
    (sp.Piecewise((1, x > 0), (-1, True)), ((-1, 1),), (-1, 1)),
    (sp.Piecewise((1, x > 0), (-1, True)), ((1, 2),), (1, 1)),
    (sp.Piecewise((1, x > 0), (-1, True)), ((-1, 0),), (-1, -1)),
    (sp.Piecewise((1, x < 0), (2, x < 1), (3, True)), ((F(1, 2), 3),), (2, 3)),
    (sp.Rational(1, 3), ((0, 0),), (F(1, 3), F(1, 3))),
    (sp.Rational(1, 3) + x, ((0, 0),), (F(1, 3), F(1, 3))),
    (sp.Integer(10) ** 400 + x, ((0, 0),), (10**308, INF)),  # beyond floating point
    (sp.Rational(1, 10**400) + x, ((0, 0),), (F(1, 10**400), F(1, 10**400))),
]
#: rounded up: by how much √, as in log 1/2 under a root, is only known near 0
LOOSE = {sp.sqrt(sp.log(x)): 2.0**-500}


def check_vectors(k: SimpleNamespace) -> None:
    """Every result contains the exact one, and is hardly larger."""
    for expression, sides, (exact_low, exact_high) in VECTORS:
        low, high = (float(end[0]) for end in run(k, expression, *((float(a), float(b)) for a, b in sides)))
        case = f"{expression} on {sides}: [{low}, {high}]"
        assert low <= exact_low and exact_high <= high, case
        size = max((abs(end) for end in (exact_low, exact_high) if abs(end) != INF), default=0)
        room = float(size) * ROOM + TINY + LOOSE.get(expression, 0.0)
        assert exact_low == -INF or exact_low - F(room) <= low, case
        assert exact_high == INF or high <= exact_high + F(room), case
