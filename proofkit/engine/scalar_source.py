"""SymPy expression → one line of scalar Python source that Numba compiles.

Numbers do not appear in the source: each becomes an entry `p[i]` of a constants array that is passed at
run time. So two landscapes that differ only in their parameters share one compiled kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp

from ..errors import BadInput

#: SymPy function → the scalar function Numba knows
FUNCTIONS = {
    sp.exp: "math.exp", sp.log: "math.log", sp.sin: "math.sin", sp.cos: "math.cos", sp.tan: "math.tan",
    sp.sinh: "math.sinh", sp.cosh: "math.cosh", sp.tanh: "math.tanh", sp.atan: "math.atan", sp.Abs: "abs",
    sp.Min: "min", sp.Max: "max", sp.sign: "np.sign", sp.erf: "math.erf",
}  # fmt: skip
RELATIONS = {sp.Lt: "<", sp.Le: "<=", sp.Gt: ">", sp.Ge: ">=", sp.Eq: "==", sp.Ne: "!="}
LONGEST_PRODUCT = 8


@dataclass
class ScalarSource:
    """Writes expressions as source and collects their numbers.

    Args:
        names: SymPy symbol → the Python name that holds its value; the coordinates, in order, where a region
            is to be written.
        constants: the numbers met so far, in the order of their `p[i]`.
    """

    names: Mapping[sp.Symbol, str]
    constants: list[float] = field(default_factory=list)

    def constant(self, value: Fraction | sp.Expr | float) -> str:
        """Return the source of a number: a fresh entry of the constants array."""
        exact = Fraction(int(value.p), int(value.q)) if isinstance(value, sp.Rational) else value
        self.constants.append(float(exact))
        return f"p[{len(self.constants) - 1}]"

    def write(self, node: sp.Basic) -> str:
        """Return the source of an expression or a condition.

        Raises:
            BadInput: a function or symbol that has no scalar translation.
        """
        for kind, writer in _WRITERS.items():
            if isinstance(node, kind):
                return writer(self, node)
        if node.func in FUNCTIONS:
            return f"{FUNCTIONS[node.func]}({', '.join(map(self.write, node.args))})"
        raise BadInput("expression", str(node), "arithmetic, Piecewise and elementary functions of the variables")

    def _symbol(self, node: sp.Symbol) -> str:
        if node not in self.names:
            raise BadInput("expression", str(node), f"only the variables {', '.join(map(str, self.names))}")
        return self.names[node]

    def _joined(self, node: sp.Basic, sign: str) -> str:
        return "(" + sign.join(map(self.write, node.args)) + ")"

    def _power(self, node: sp.Pow) -> str:
        base, exponent = node.args
        if exponent == sp.Rational(1, 2):
            return f"math.sqrt({self.write(base)})"
        if exponent.is_Integer and exponent < 0:
            return f"(1.0/{self.write(base ** (-exponent))})"
        if exponent.is_Integer and exponent <= LONGEST_PRODUCT and base.is_Symbol:
            return "(" + "*".join([self.write(base)] * int(exponent)) + ")"
        return f"({self.write(base)}**{int(exponent) if exponent.is_Integer else self.write(exponent)})"

    def _piecewise(self, node: sp.Piecewise) -> str:
        source = "math.nan"
        for value, condition in reversed(node.args):
            taken = self.write(value)
            source = taken if condition == sp.true else f"({taken} if {self.write(condition)} else {source})"
        return source

    def _relation(self, node: sp.Basic) -> str:
        left, right = map(self.write, node.args)
        return f"({left} {RELATIONS[node.func]} {right})"


_WRITERS: dict[type, Callable[[ScalarSource, sp.Basic], str]] = {
    sp.Symbol: ScalarSource._symbol,
    sp.Number: ScalarSource.constant,
    sp.NumberSymbol: ScalarSource.constant,
    sp.Add: lambda self, node: self._joined(node, " + "),
    sp.Mul: lambda self, node: self._joined(node, "*"),
    sp.Pow: ScalarSource._power,
    sp.Piecewise: ScalarSource._piecewise,
    sp.core.relational.Relational: ScalarSource._relation,
    sp.And: lambda self, node: self._joined(node, " and "),
    sp.Or: lambda self, node: self._joined(node, " or "),
    sp.Not: lambda self, node: f"(not {self.write(node.args[0])})",
    sp.logic.boolalg.BooleanTrue: lambda self, node: "True",
    sp.logic.boolalg.BooleanFalse: lambda self, node: "False",
}
