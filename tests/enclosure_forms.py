"""What must be true of derivatives, forms, conditions, eigenvalue bounds and search, as functions of the package."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import sympy as sp
from enclosure_checks import INFINITE, x, y
from flint import arb, ctx, fmpq

from proofkit.interval.ldl import is_positive_definite, is_positive_semidefinite
from proofkit.interval.probe import Best

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


# -- eigenvalues --------------------------------------------------------------------------------------------


def check_eigenvalues(k: SimpleNamespace, low: Any, high: Any, narrow: bool = True) -> None:
    """M − λI is positive semidefinite, exactly, at vertices and the middle of each matrix; λ is not far too small."""
    with np.errstate(all="ignore"):
        found = k.compiled.least_eigenvalues(low, high)
    for lows, highs, bound in zip(low, high, found.tolist(), strict=True):
        assert bound == bound and bound < INFINITE
        if bound == -INFINITE:
            assert not narrow, lows
            continue
        for matrix in vertices(lows, highs):
            assert is_positive_semidefinite(minus(matrix, Fraction(bound))), (lows, highs, bound)
        if narrow:
            middle = (lows / 2 + highs / 2).astype(float)
            slack = np.abs(highs - lows).sum(axis=1).max() / 2 + 1e-7 * np.abs(middle).max() + 1e-250
            assert bound >= np.linalg.eigvalsh(middle)[0] - slack, (lows, highs, bound)


def check_definite(k: SimpleNamespace, factor: Any, shift: Fraction) -> None:
    """What elimination finds positive definite is, also a matrix that is singular or nearly."""
    for tiny in (-(2.0**-40), 0.0, 2.0**-40):
        matrix = factor @ factor.T + tiny * np.eye(len(factor))
        exact = [[Fraction(e) for e in row] for row in matrix.tolist()]
        for amount in (Fraction(0), shift, Fraction(tiny)):
            found = k.eigenvalues.is_positive_definite(matrix, float(amount))
            assert not found or is_positive_definite(minus(exact, amount)), (matrix, amount)


def vertices(low: Any, high: Any) -> list[list[list[Fraction]]]:
    """Return symmetric matrices of an interval matrix: its middle, and those with the least vᵀMv for signs v."""
    size, found = len(low), []
    signs = [np.array([1, *s]) for s in product((1, -1), repeat=size - 1)] or [np.array([1])]
    choices = [np.outer(s, s) for s in signs[:16]]
    for chosen in choices:
        ends = np.where(chosen > 0, low, high)
        found.append([[Fraction(float(ends[min(i, j), max(i, j)])) for j in range(size)] for i in range(size)])
    half = Fraction(1, 2)
    found.append(
        [[half * (Fraction(float(low[i, j])) + Fraction(float(high[i, j]))) for j in range(size)] for i in range(size)]
    )
    return found


def minus(matrix: list[list[Fraction]], amount: Fraction) -> list[list[Fraction]]:
    """Return matrix − amount·I."""
    return [[e - amount if i == j else e for j, e in enumerate(row)] for i, row in enumerate(matrix)]


def random_matrices(size: int, count: int, seed: int) -> tuple[Any, Any]:
    """Return symmetric interval matrices: of any scale, singular, with clustered eigenvalues, points and wide ones."""
    rng = np.random.default_rng(seed)
    found = []
    for n in range(count):
        a = rng.normal(size=(size, size))
        kind = n % 6
        if kind == 0:
            matrix = a + a.T
        elif kind == 1:  # singular, exactly: whole numbers of less than full rank
            b = rng.integers(-3, 4, (size, max(size - 1, 1))).astype(float)
            matrix = b @ b.T
        elif kind == 2:  # clustered
            q = np.linalg.qr(a)[0]
            matrix = q @ np.diag(1 + 1e-13 * rng.normal(size=size)) @ q.T
        elif kind == 3:
            matrix = (a + a.T) * 10.0 ** rng.integers(-250, 200)
        elif kind == 4:  # scales mixed
            scale = np.diag(10.0 ** rng.integers(-8, 8, size))
            matrix = scale @ (a + a.T) @ scale
        else:
            matrix = np.ones((size, size)) if n % 12 == 5 else np.zeros((size, size))
        found.append((matrix + matrix.T) / 2)
    middle = np.array(found)
    width = abs(middle) * rng.choice([0, 0, 1e-15, 1e-6, 1.0], (count, 1, 1)) * rng.random(middle.shape)
    width = (width + width.transpose(0, 2, 1)) / 2
    return middle - width, middle + width


def check_many_eigenvalues(k: SimpleNamespace, count: int) -> None:
    """`check_eigenvalues` in dimension 1 to 6."""
    for size in range(1, 7):
        check_eigenvalues(k, *random_matrices(size, count, size))
    for n in range(count):
        check_definite(k, np.random.default_rng(n).integers(-3, 4, (4, 4)).astype(float), Fraction(n % 7 - 3, 2))
    huge = np.array([[[-1e308, 1e200], [1e200, 1.5e308]], [[-1.5e308, 0], [0, 1.0]]])
    check_eigenvalues(k, huge, np.array([[[1e308, 1e200], [1e200, 1.6e308]], [[1.5e308, 0], [0, 1.0]]]), narrow=False)
    for end in (INFINITE, -INFINITE):
        unbounded = np.array([[[1.0, end], [end, 1.0]]])
        low, high = (np.ones((1, 2, 2)), unbounded) if end > 0 else (unbounded, np.ones((1, 2, 2)))
        assert k.compiled.least_eigenvalues(low, high).tolist() == [-INFINITE]


# -- the search ---------------------------------------------------------------------------------------------


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
        volume = sum(np.prod([float(b - a) for a, b in leaf]) for leaf, _ in found.leaves)
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
