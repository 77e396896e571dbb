"""Expressions as a graph in which nothing occurs twice, and its derivatives, as more of the same graph."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from . import codes

Node = tuple[int, int, int, int, int]  # (code, operand, operand, operand, exponent)

COMMUTATIVE = (codes.PLUS, codes.TIMES, codes.EQUAL, codes.AND, codes.OR)


class Graph:
    """Nodes that are only ever added; a node is the number of its place in `nodes`."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.numbers: list[Fraction | tuple[float, float]] = []
        self._places: dict[object, int] = {}
        self._slopes: dict[tuple[int, int], int] = {}
        self.zero, self.one = self.number(Fraction(0)), self.number(Fraction(1))

    # -- making nodes --------------------------------------------------------------------------------------

    def add(self, code: int, a: int = 0, b: int = 0, c: int = 0, n: int = 0) -> int:
        """Return the node of an instruction on earlier nodes, made if there is none."""
        a, b = (min(a, b), max(a, b)) if code in COMMUTATIVE else (a, b)
        key = (code, a, b, c, n)
        if key not in self._places:
            self.nodes.append(key)
            self._places[key] = len(self.nodes) - 1
        return self._places[key]

    def number(self, value: Fraction | tuple[float, float]) -> int:
        """Return the node of an exact number, or of an enclosure of one."""
        if ("number", value) not in self._places:
            self.numbers.append(value)
            self._places["number", value] = self.add(codes.NUMBER, len(self.numbers) - 1)
        return self._places["number", value]

    def exact(self, node: int) -> Fraction | None:
        """Return the exact number that a node is, or None."""
        code, place, *_ = self.nodes[node]
        value = self.numbers[place] if code == codes.NUMBER else None
        return value if isinstance(value, Fraction) else None

    def plus(self, a: int, b: int) -> int:
        """Return a + b."""
        x, y = self.exact(a), self.exact(b)
        if x is not None and y is not None:
            return self.number(x + y)
        return b if x == 0 else a if y == 0 else self.add(codes.PLUS, a, b)

    def times(self, a: int, b: int) -> int:
        """Return a·b; a square is one, also in (c·a)·a, since it is enclosed without a negative end."""
        x, y = self.exact(a), self.exact(b)
        if x is not None and y is not None:
            return self.number(x * y)
        if x is not None or y is not None:
            return self._scaled(b, x) if x is not None else self._scaled(a, y or Fraction(0))
        for one, other in ((a, b), (b, a)):
            code, c, d, *_ = self.nodes[one]
            if code == codes.TIMES and other in (c, d):
                return self.times(self.square(other), d if other == c else c)
            if code == codes.NEGATIVE:
                return self.negative(self.times(c, other))
        return self.square(a) if a == b else self.add(codes.TIMES, a, b)

    def _scaled(self, a: int, factor: Fraction) -> int:
        if factor in (0, 1):
            return self.zero if factor == 0 else a
        return self.negative(a) if factor == -1 else self.add(codes.TIMES, a, self.number(factor))

    def negative(self, a: int) -> int:
        """Return −a."""
        value = self.exact(a)
        if value is not None:
            return self.number(-value)
        return self.nodes[a][1] if self.nodes[a][0] == codes.NEGATIVE else self.add(codes.NEGATIVE, a)

    def square(self, a: int) -> int:
        """Return a²."""
        value = self.exact(a)
        return self.add(codes.SQUARE, a) if value is None else self.number(value**2)

    def inverse(self, a: int) -> int:
        """Return 1/a."""
        value = self.exact(a)
        return self.number(1 / value) if value else self.add(codes.INVERSE, a)

    def power(self, a: int, n: int) -> int:
        """Return aⁿ for an integer n."""
        simple: dict[int, Callable[[int], int]] = {
            0: lambda _: self.one,
            1: lambda same: same,
            2: self.square,
            -1: self.inverse,
        }
        return simple[n](a) if n in simple else self.add(codes.POWER, a, n=n)

    # -- derivatives ---------------------------------------------------------------------------------------

    def derivative(self, node: int, variable: int) -> int:
        """Return the derivative of a node by a variable (its index); branch by branch where there are branches."""
        if (node, variable) not in self._slopes:
            self._slopes[node, variable] = self._derivative(node, variable)
        return self._slopes[node, variable]

    def _derivative(self, node: int, variable: int) -> int:
        code, a, b, c, n = self.nodes[node]
        if code == codes.NUMBER:
            return self.zero
        if code == codes.VARIABLE:
            return self.one if a == variable else self.zero
        if code == codes.PLUS:
            return self.plus(self.derivative(a, variable), self.derivative(b, variable))
        if code == codes.TIMES:
            left, right = self.times(a, self.derivative(b, variable)), self.times(b, self.derivative(a, variable))
            return self.plus(left, right)
        if code == codes.CHOOSE:
            first, second = self.derivative(b, variable), self.derivative(c, variable)
            return first if first == second else self.add(codes.CHOOSE, a, first, second)
        inner = self.derivative(a, variable)
        return self.zero if inner == self.zero else self.times(self._outer(node, code, a, n), inner)

    def _outer(self, node: int, code: int, a: int, n: int) -> int:
        """φ′(a) for node = φ(a), from φ(a) itself where that is possible."""
        number, f = self.number, node
        rules: dict[int, Callable[[], int]] = {
            codes.NEGATIVE: lambda: number(Fraction(-1)),
            codes.SQUARE: lambda: self.times(number(Fraction(2)), a),
            codes.POWER: lambda: self.times(number(Fraction(n)), self.power(a, n - 1)),
            codes.INVERSE: lambda: self.negative(self.square(f)),
            codes.ROOT: lambda: self.times(number(Fraction(1, 2)), self.inverse(f)),
            codes.EXP: lambda: f,
            codes.LOG: lambda: self.inverse(a),
            codes.SIN: lambda: self.add(codes.COS, a),
            codes.COS: lambda: self.negative(self.add(codes.SIN, a)),
            codes.TAN: lambda: self.plus(self.one, self.square(f)),
            codes.SINH: lambda: self.add(codes.COSH, a),
            codes.COSH: lambda: self.add(codes.SINH, a),
            codes.TANH: lambda: self.plus(self.one, self.negative(self.square(f))),
            codes.ATAN: lambda: self.inverse(self.plus(self.one, self.square(a))),
            codes.ABSOLUTE: lambda: self.add(codes.SIGN, a),
            codes.SIGN: lambda: self.add(codes.KINK, a),
            codes.KINK: lambda: self.add(codes.KINK, a),
        }
        return rules[code]()
