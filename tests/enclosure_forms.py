"""What must be true of derivatives, forms and conditions, as functions of the package."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import sympy as sp
from enclosure_checks import x, y
from flint import arb, ctx, fmpq

Box = Sequence[tuple[Fraction, Fraction]]
BITS = 300

# -- exact values -------------------------------------------------------------------------------------------


def balls(variables: Sequence[sp.Symbol], point: Sequence[Fraction]) -> dict[sp.Symbol, arb]:
    """Return a point's coordinates as balls."""
    return {v: arb(fmpq(p.numerator, p.denominator)) for v, p in zip(variables, point, strict=True)}


def value(expression: sp.Expr, numbers: dict[sp.Symbol, arb]) -> arb | None:
    """Return a ball about the value of an expression, None where it is not defined or a branch is not decided."""
    if expression in numbers:
        return numbers[expression]
    if isinstance(expression, sp.Rational):
        return arb(fmpq(int(expression.p), int(expression.q)))
    if expression is sp.pi or expression is sp.E:
        return arb.pi() if expression is sp.pi else arb(1).exp()
    if isinstance(expression, sp.Piecewise):
        return _branch(expression, numbers)
    parts = [value(a, numbers) for a in expression.args]
    if any(p is None for p in parts):
        return None
    found = _operation(expression, [p for p in parts if p is not None])
    return found if found is not None and found.is_finite() else None


def _operation(expression: sp.Expr, parts: list[arb]) -> arb | None:
    if isinstance(expression, sp.Add):
        return sum(parts, arb(0))
    if isinstance(expression, sp.Mul):
        return arb(1) if not parts else parts[0] if len(parts) == 1 else _operation_mul(parts)
    if isinstance(expression, sp.Pow):
        base, exponent = parts
        whole = expression.exp
        if isinstance(whole, sp.Integer):
            return base ** int(whole)
        if whole.is_Rational and whole.q == 2:
            return base.sqrt() ** int(whole.p)
        return (exponent * base.log()).exp() if base > 0 else None
    if isinstance(expression, sp.sign):
        return arb(1) if parts[0] > 0 else arb(-1) if parts[0] < 0 else None
    if isinstance(expression, sp.DiracDelta):
        return None if parts[0].contains(0) else arb(0)
    name = type(expression).__name__.lower()
    return abs(parts[0]) if name == "abs" else getattr(parts[0], name)()


def _operation_mul(parts: list[arb]) -> arb:
    found = parts[0]
    for part in parts[1:]:
        found *= part
    return found


def truth(condition: sp.Basic, numbers: dict[sp.Symbol, arb]) -> bool | None:
    """Return whether a comparison holds, None where balls do not tell."""
    if condition is sp.true or condition is sp.false:
        return bool(condition)
    if isinstance(condition, sp.Not):
        inner = truth(condition.args[0], numbers)
        return None if inner is None else not inner
    if isinstance(condition, sp.And | sp.Or):
        parts = [truth(a, numbers) for a in condition.args]
        decisive = isinstance(condition, sp.Or)
        return decisive if decisive in parts else None if None in parts else not decisive
    gap = value(condition.lhs - condition.rhs, numbers)
    if gap is None or gap.contains(0):
        return None
    return bool(condition.func(sp.Integer(1 if gap > 0 else -1), 0))


def _branch(expression: sp.Piecewise, numbers: dict[sp.Symbol, arb]) -> arb | None:
    for formula, condition in expression.args:
        holds = truth(condition, numbers)
        if holds is None:
            return None
        if holds:
            return value(formula, numbers)
    return None


def known(expression: sp.Expr) -> bool:
    """Whether `value` can evaluate it: SymPy may leave derivatives of |x| in another form."""
    return not expression.has(sp.Derivative, sp.re, sp.im, sp.Subs, sp.zoo, sp.nan, sp.oo)


# -- programs -----------------------------------------------------------------------------------------------


def ends_of(box: Box) -> tuple[Any, Any]:
    """Return the ends of a box of numbers that are exact in floating point; shapes (d, 1)."""
    low, high = (np.array([[float(side[k])] for side in box]) for k in (0, 1))
    assert all((float(a), float(b)) == (a, b) for a, b in box), "the box is not exact in floating point"
    return low, high


def contains(low: float, high: float, exact: arb | None) -> bool:
    """Whether a ball lies between two numbers, or is not known to lie outside where it is only one rounding away."""
    return exact is None or not (exact < arb(low) or exact > arb(high))


def check_jets(
    k: SimpleNamespace, expression: sp.Expr, box: Box, at: Sequence[Sequence[Fraction]], narrow: bool = True
) -> None:
    """Value, gradient and Hessian over a box contain those at points of it; so do all forms together."""
    variables = (x, y)[: len(box)]
    low, high = ends_of(box)
    program = k.program.Program([expression], variables, order=2)
    with np.errstate(all="ignore"):
        over = program.run(low, high)[:, :, 0]
        smooth = not expression.has(sp.Piecewise)
        forms = k.range.Range(expression, [], variables).run(low, high)[:, 0] if smooth else over[:, 0]
    assert not np.isnan(over).any() and not np.isnan(forms).any()
    slopes = [sp.diff(expression, v) for v in variables]
    bends = [sp.diff(s, v) for i, s in enumerate(slopes) for v in variables[i:]]
    with ctx.workprec(BITS):
        for point in at:
            numbers = balls(variables, point)
            for part, (a, b) in zip((expression, *slopes, *bends), over.T.tolist(), strict=True):
                assert not known(part) or contains(a, b, value(part, numbers)), (part, box, point, (a, b))
            assert contains(*forms.tolist(), value(expression, numbers)), (expression, box, point, forms)
    if narrow:
        _check_points(program, [expression, *slopes, *bends], variables, at)


def _check_points(
    program: Any, parts: list[sp.Expr], variables: Sequence[sp.Symbol], at: Sequence[Sequence[Fraction]]
) -> None:
    """At points that are exact in floating point, everything that is defined is enclosed narrowly."""
    exact_ones = [point for point in at if all(Fraction(float(p)) == p for p in point)]
    middles = np.array(exact_ones, dtype=float).T
    with np.errstate(all="ignore"):
        found = program.run(middles, middles)
    with ctx.workprec(BITS):
        for n, point in enumerate(exact_ones):
            numbers = balls(variables, point)
            for part, (a, b) in zip(parts, found[:, :, n].T.tolist(), strict=True):
                exact = value(part, numbers) if known(part) else None
                size = None if exact is None else float(abs(exact).upper())
                assert contains(a, b, exact), (part, point, (a, b))
                assert size is None or not size < 1e100 or b - a <= 1e-9 * (1 + size), (part, point, (a, b))


def check_truths(k: SimpleNamespace, condition: sp.Basic, box: Box, at: Sequence[Sequence[Fraction]]) -> None:
    """What is said to hold (not to hold) on a box holds (does not) at points of it."""
    variables = (x, y)[: len(box)]
    low, high = k.program.Program([condition], variables).run(*ends_of(box))[:, 0, 0].tolist()
    assert (low, high) in {(0, 0), (0, 1), (1, 1)}
    for point in at:
        exact = condition.xreplace(
            dict(zip(variables, (sp.Rational(p.numerator, p.denominator) for p in point), strict=True))
        )
        if exact in (sp.true, sp.false):
            assert low <= bool(exact) <= high, (condition, box, point)


#: smooth expressions on which a wrong rule of differentiation shows, each with every function once
JETS = [
    x**3 - 2 * x**2 * y + y**4 / 3,
    sp.exp(x / 2) * sp.sin(y) + sp.cos(x * y),
    sp.tan(x / 3) + sp.atan(x * y),
    sp.tanh(x + y) * sp.cosh(y),
    sp.sinh(x - y) ** 2,
    sp.log(x**2 + y**2 + 1),
    sp.sqrt(x**2 + y**2 + 1),
    1 / (x**2 + y**2 + 2),
    (x**2 + 2) ** -3 + (y**2 + 1) ** sp.Rational(3, 2),
    sp.Abs(x) * y + sp.Abs(x * y - 1),
    (x**2 + 1) ** sp.Rational(1, 3) + (y**2 + 1) ** x,
    sp.pi * x + sp.E * y,
    sp.Piecewise((x**2 * y, x > y), (sp.exp(x) - y**3, True)),
    sp.log(x) * y,
    sp.sqrt(x) + y / x,
    x**-2 + 2 * x + y,
    sp.Rational(1, 3) * x + sp.Rational(2, 7),
    -(x**2) - 2 * y**2 + x * y,
]
#: a lower bound about the middle that knows nothing of a pole between the middle and −1 is above f(−1) = −1
BOXES = [
    ((Fraction(-1), Fraction(3)), (Fraction(-1), Fraction(1))),
    ((Fraction(-1, 2), Fraction(1, 4)), (Fraction(0), Fraction(2))),
    ((Fraction(1, 2), Fraction(5, 8)), (Fraction(1, 2), Fraction(3, 4))),
    ((Fraction(0), Fraction(1)), (Fraction(-3), Fraction(-1))),
    ((Fraction(-2), Fraction(-3, 2)), (Fraction(1, 4), Fraction(1, 4))),
    ((Fraction(3, 2), Fraction(3, 2)), (Fraction(-2), Fraction(2))),
]


def grid(box: Box, count: int = 5) -> list[tuple[Fraction, ...]]:
    """Return points of a box, corners included."""
    shares = [Fraction(i, count - 1) for i in range(count)]
    return list(product(*([a + s * (b - a) for s in shares] for a, b in box)))


def check_many_jets(k: SimpleNamespace) -> None:
    """`check_jets` on fixed expressions and boxes."""
    for expression in JETS:
        for box in BOXES:
            check_jets(k, expression, box, grid(box))


def check_huge_bends(k: SimpleNamespace) -> None:
    """A second derivative beyond half of the largest number: 2h must not overflow."""
    f = 49 * sp.Integer(10) ** 306 * x**2 + sp.Integer(10) ** 154 * x
    check_jets(k, f, [(Fraction(-1), Fraction(1))], [(Fraction(float(-(10.0**154) / 9.8e307)),)], narrow=False)


CONDITIONS = [
    x < y, x <= y, sp.Gt(x, y), sp.Ge(x, y), sp.Eq(x, y), sp.Ne(x, y), sp.And(x > 0, y < 1), sp.Or(x > 1, y >= 1),
    sp.Not(sp.And(x > 0, y > 0)), x**2 + y**2 <= 1, sp.ITE(x > 0, y > 0, y < 0),
]  # fmt: skip


def check_many_truths(k: SimpleNamespace) -> None:
    """`check_truths` on fixed conditions and boxes, also where both sides are equal."""
    touching = [((Fraction(0), Fraction(1)), (Fraction(1), Fraction(2))), ((Fraction(1), Fraction(2)),) * 2]
    equal = [((Fraction(1), Fraction(1)),) * 2]
    for condition in CONDITIONS:
        for box in [*BOXES, *touching, *equal]:
            check_truths(k, condition, box, grid(box))
    decided = k.program.Program([x < y, x <= y, sp.Eq(x, y)], (x, y)).run(*ends_of(equal[0]))[0, :, 0]
    assert decided.tolist() == [0, 1, 1], "what certainly holds is not seen"
