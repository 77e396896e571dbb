"""From SymPy to a graph: the one table of what may be enclosed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

import sympy as sp

from ..errors import BadInput
from . import codes
from .graph import Graph

FUNCTIONS: dict[type, int] = {
    sp.exp: codes.EXP,
    sp.log: codes.LOG,
    sp.sin: codes.SIN,
    sp.cos: codes.COS,
    sp.tan: codes.TAN,
    sp.sinh: codes.SINH,
    sp.cosh: codes.COSH,
    sp.tanh: codes.TANH,
    sp.atan: codes.ATAN,
    sp.Abs: codes.ABSOLUTE,
}
#: relation → (code, whether its sides are exchanged, whether it is denied)
RELATIONS: dict[type, tuple[int, bool, bool]] = {
    sp.StrictLessThan: (codes.LESS, False, False),
    sp.StrictGreaterThan: (codes.LESS, True, False),
    sp.LessThan: (codes.AT_MOST, False, False),
    sp.GreaterThan: (codes.AT_MOST, True, False),
    sp.Equality: (codes.EQUAL, False, False),
    sp.Unequality: (codes.EQUAL, False, True),
}
LARGEST_POWER = 10**6
PI = (float.fromhex("0x1.921fb54442d18p+1"), float.fromhex("0x1.921fb54442d19p+1"))


class Reader:
    """Reads expressions over some variables into one graph."""

    def __init__(self, variables: Sequence[sp.Symbol]):
        self.graph = Graph()
        self.known = {v: self.graph.add(codes.VARIABLE, i) for i, v in enumerate(variables)}

    def read(self, node: sp.Basic) -> int:
        """Return the node of an expression or condition.

        Raises:
            BadInput: a function outside the table, a number that is not exact, or a symbol that is no variable.
        """
        if node not in self.known:
            self.known[node] = self._read(node)
        return self.known[node]

    def _read(self, node: sp.Basic) -> int:
        graph = self.graph
        if isinstance(node, sp.Rational) and node.is_finite:
            return graph.number(Fraction(int(node.p), int(node.q)))
        if node is sp.true or node is sp.false:
            return graph.number(Fraction(int(bool(node))))
        if node is sp.pi:
            return graph.number(PI)
        if node is sp.E:
            return graph.add(codes.EXP, graph.one)
        if isinstance(node, sp.Add):
            return reduce(graph.plus, map(self.read, node.args))
        if isinstance(node, sp.Mul):
            coefficient, rest = node.as_coeff_Mul()
            return reduce(graph.times, map(self.read, (*sp.Mul.make_args(rest), coefficient)))
        if isinstance(node, sp.Pow):
            return self._power(*node.args)
        if node.func in FUNCTIONS:
            return graph.add(FUNCTIONS[node.func], self.read(node.args[0]))
        if isinstance(node, sp.Piecewise):
            return self._branches(node)
        return self._condition(node)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> int:
        graph = self.graph
        if base is sp.E:
            return graph.add(codes.EXP, self.read(exponent))
        if isinstance(exponent, sp.Integer):
            return self._whole_power(self.read(base), int(exponent))
        if isinstance(exponent, sp.Rational) and exponent.q == 2:
            return self._whole_power(graph.add(codes.ROOT, self.read(base)), int(exponent.p))
        return graph.add(codes.EXP, graph.times(graph.add(codes.LOG, self.read(base)), self.read(exponent)))

    def _whole_power(self, base: int, n: int) -> int:
        if abs(n) > LARGEST_POWER:
            raise BadInput("exponent", str(n), f"at most {LARGEST_POWER} in size")
        return self.graph.power(base, n)

    def _branches(self, node: sp.Piecewise) -> int:
        *first, (last, _) = [(value, condition) for value, condition in node.args]
        found = self.read(last)
        for value, condition in reversed(first):
            found = self.graph.add(codes.CHOOSE, self.read(condition), self.read(value), found)
        return found

    def _condition(self, node: sp.Basic) -> int:
        if isinstance(node, sp.And | sp.Or):
            code = codes.AND if isinstance(node, sp.And) else codes.OR
            return reduce(lambda a, b: self.graph.add(code, a, b), map(self.read, node.args))
        if isinstance(node, sp.Not):
            return self.graph.add(codes.NOT, self.read(node.args[0]))
        if isinstance(node, sp.ITE):
            test, first, second = node.args
            return self.read(sp.Or(sp.And(test, first), sp.And(sp.Not(test), second), evaluate=False))
        if node.func not in RELATIONS:
            raise BadInput("expression", str(node), "exact numbers, the variables, + * ** and the enclosed functions")
        code, exchanged, denied = RELATIONS[node.func]
        left, right = (self.read(side) for side in node.args)
        found = self.graph.add(code, *((right, left) if exchanged else (left, right)))
        return self.graph.add(codes.NOT, found) if denied else found
