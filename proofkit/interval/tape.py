"""A tape: SymPy expressions flattened once, then evaluated over boxes in ball arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp
from flint import arb, ctx

from ..errors import BadInput
from .exact import rational, tamed, to_arb, to_ball, whole_line

#: bits of ball arithmetic
PRECISION = 96
Sides = tuple[tuple[Fraction, Fraction], ...]  # a box: (low, high) per coordinate; low == high for a point
Truth = bool | None


def _even_power(x: arb, n: int) -> arb:
    top = x.abs_upper()
    if x.contains(0):
        return arb(0).union(_power(top, n))
    return _power(x.abs_lower(), n).union(_power(top, n))


def _power(x: arb, n: int) -> arb:
    result, square = arb(1), x
    while n:
        result = result * square if n & 1 else result
        square, n = square * square, n >> 1
    return result


def integer_power(x: arb, n: int) -> arb:
    """Return the enclosure of x**n for an integer n, tight for even n on both sides of 0."""
    if n < 0:
        return 1 / integer_power(x, -n)
    if not x.is_finite():
        return whole_line()
    return _even_power(x, n) if n % 2 == 0 and n else _power(x, n)


def _real_power(base: arb, exponent: arb) -> arb:
    return (exponent * base.log()).exp() if base > 0 else whole_line()


def _absolute(x: arb) -> arb:
    return x.abs_lower().union(x.abs_upper())


#: SymPy function → ball function: the one table of what may be enclosed
FUNCTIONS: dict[type, Callable[[arb], arb]] = {
    sp.exp: arb.exp,
    sp.log: arb.log,
    sp.sin: arb.sin,
    sp.cos: arb.cos,
    sp.tan: arb.tan,
    sp.sinh: arb.sinh,
    sp.cosh: arb.cosh,
    sp.tanh: arb.tanh,
    sp.atan: arb.atan,
    sp.Abs: _absolute,
}


def _sum(*parts: arb) -> arb:
    return sum(parts[1:], parts[0])


def _product(*parts: arb) -> arb:
    result = parts[0]
    for part in parts[1:]:
        result = result * part
    return result


def _positive(x: arb) -> Truth:
    return True if x > 0 else False if x <= 0 else None


def _not_negative(x: arb) -> Truth:
    return True if x >= 0 else False if x < 0 else None


def _zero(x: arb) -> Truth:
    return True if x.is_zero() else None if x.contains(0) else False


def _negation(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _all(*truths: Truth) -> Truth:
    return False if False in truths else None if None in truths else True


def _any(*truths: Truth) -> Truth:
    return True if True in truths else None if None in truths else False


def _hull(*flat: arb | Truth) -> arb:
    """Hull of the branches that may be taken; flat = value, truth, value, truth, … in order.

    Encloses the expression wherever it is defined: a gap between the branches contributes nothing.
    """
    possible: list = []
    for value, truth in zip(flat[::2], flat[1::2], strict=True):
        if truth is not False:
            possible.append(value)
        if truth is True:
            break
    if not possible:
        return whole_line()
    result = possible[0]
    for value in possible[1:]:
        result = result.union(value)
    return result


@dataclass(frozen=True)
class Step:
    """One line of a tape: apply `operation` to earlier lines, or load a variable."""

    operation: Callable | None
    arguments: tuple[int, ...] = ()
    constant: object = None
    variable: int = -1


class Tape:
    """Several expressions (or conditions) over the same variables, evaluated together.

    Args:
        expressions: SymPy expressions or Booleans.
        variables: the coordinates, in the order of a box's sides.
    Raises:
        BadInput: a function outside the table, or a free symbol that is no variable.
    """

    def __init__(self, expressions: Sequence[sp.Basic], variables: Sequence[sp.Symbol]):
        self.variables = {v: i for i, v in enumerate(variables)}
        self.steps: list[Step] = []
        self.seen: dict[sp.Basic, int] = {}
        with ctx.workprec(PRECISION):
            self.outputs = [self._line(e) for e in expressions]

    def run(self, sides: Sides) -> list:
        """Return one ball (or truth: True, False, None = undecided) per expression, over the box."""
        return self._run(sides)[0]

    def run_smooth(self, sides: Sides) -> tuple[list, bool]:
        """Return the enclosures and whether every case distinction was decided on the box."""
        return self._run(sides)

    def _run(self, sides: Sides) -> tuple[list, bool]:
        with ctx.workprec(PRECISION):
            loads = [tamed(to_ball(low, high)) for low, high in sides]
            values: list = []
            decided = True
            for step in self.steps:
                if step.operation is None:
                    values.append(loads[step.variable] if step.variable >= 0 else step.constant)
                    continue
                parts = [values[i] for i in step.arguments]
                value = step.operation(*parts)
                if isinstance(value, arb):
                    value = tamed(value)
                if step.operation is _hull:
                    decided = decided and None not in parts[1::2]
                values.append(value)
            return [values[i] for i in self.outputs], decided

    def _line(self, node: sp.Basic) -> int:
        if node not in self.seen:
            step = self._step(node)
            self.steps.append(step)
            self.seen[node] = len(self.steps) - 1
        return self.seen[node]

    def _step(self, node: sp.Basic) -> Step:
        if node in self.variables:
            return Step(None, variable=self.variables[node])
        if isinstance(node, sp.Rational):
            return Step(None, constant=tamed(to_arb(rational(node))))
        if node is sp.pi or node is sp.E:
            return Step(None, constant=arb.pi() if node is sp.pi else arb(1).exp())
        if node is sp.true or node is sp.false:
            return Step(None, constant=bool(node))
        if isinstance(node, sp.Pow):
            return self._power_step(*node.args)
        if isinstance(node, sp.Piecewise):
            return Step(_hull, tuple(self._line(part) for pair in node.args for part in pair.args))
        return self._table_step(node)

    def _power_step(self, base: sp.Expr, exponent: sp.Expr) -> Step:
        if isinstance(exponent, sp.Integer):
            n = int(exponent)
            return Step(lambda x: integer_power(x, n), (self._line(base),))
        if exponent == sp.Rational(1, 2):
            return Step(arb.sqrt, (self._line(base),))
        if base is sp.E:
            return Step(arb.exp, (self._line(exponent),))
        return Step(_real_power, (self._line(base), self._line(exponent)))

    def _table_step(self, node: sp.Basic) -> Step:
        many: dict[type, Callable] = {sp.Add: _sum, sp.Mul: _product, sp.And: _all, sp.Or: _any, sp.Not: _negation}
        if node.func in many:
            return Step(many[node.func], tuple(self._line(a) for a in node.args))
        if node.func in FUNCTIONS:
            return Step(FUNCTIONS[node.func], (self._line(node.args[0]),))
        signs = {
            sp.StrictGreaterThan: (_positive, 1),
            sp.StrictLessThan: (_positive, -1),
            sp.GreaterThan: (_not_negative, 1),
            sp.LessThan: (_not_negative, -1),
            sp.Equality: (_zero, 1),
        }
        if node.func in signs:
            test, sign = signs[node.func]
            return Step(test, (self._line(sign * (node.args[0] - node.args[1])),))
        if isinstance(node, sp.ITE):
            test, first, second = node.args
            return self._step(sp.Or(sp.And(test, first), sp.And(sp.Not(test), second), evaluate=False))
        if isinstance(node, sp.Unequality):
            return Step(_negation, (self._line(sp.Eq(*node.args, evaluate=False)),))
        raise BadInput("expression", str(node), "exact numbers, the variables, + * ** and the enclosed functions")
