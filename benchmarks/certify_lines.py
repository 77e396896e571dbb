"""From a SymPy expression to the lines that every engine of the benchmark is given (see `peers/protocol.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

FUNCTIONS = {sp.exp: "exp", sp.log: "log", sp.sin: "sin", sp.cos: "cos"}


def lines_of(expression: sp.Expr, variables: Sequence[sp.Symbol]) -> list[list[Any]]:
    """Return the lines of an expression, nothing computed twice; sums and products from the left.

    Raises:
        ValueError: an operation that the benchmark does not use.
    """
    lines: list[list[Any]] = []
    places: dict[tuple[Any, ...], int] = {}

    def add(*line: Any) -> int:
        if line not in places:
            lines.append(list(line))
            places[line] = len(lines) - 1
        return places[line]

    def read(node: sp.Basic) -> int:
        if isinstance(node, sp.Rational):
            return add("number", int(node.p), int(node.q))
        if node in variables:
            return add("variable", list(variables).index(node))
        if isinstance(node, sp.Add | sp.Mul):
            first, *rest = map(read, node.args)
            for other in rest:
                first = add("plus" if isinstance(node, sp.Add) else "times", first, other)
            return first
        if isinstance(node, sp.Pow) and node.exp.is_Integer:
            base, n = read(node.base), abs(int(node.exp))
            power = base if n == 1 else add("power", base, n)
            return add("inverse", power) if node.exp < 0 else power
        if node.func in FUNCTIONS:
            return add(FUNCTIONS[node.func], read(node.args[0]))
        raise ValueError(f"no line for {node}")

    read(expression)
    return lines
