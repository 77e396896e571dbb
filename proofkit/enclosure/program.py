"""A program: SymPy expressions and conditions, and their derivatives, ready to be enclosed on many boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp

from .assembled import assemble
from .compiled import execute
from .reader import Reader
from .rounding import follows_ieee


class Program:
    """Several expressions (or conditions) over the same variables, enclosed together.

    Args:
        expressions: SymPy expressions or Booleans.
        variables: the coordinates, in the order of a box's sides.
        order: 1 or 2 for the first or second derivatives to follow each expression.
        reader: a reader of the same variables, which another program was made by: what both need is worked out once.
    Raises:
        BadInput: a function without an enclosure, a number that is not exact, or a symbol that is no variable.
    """

    def __init__(
        self,
        expressions: Sequence[sp.Basic],
        variables: Sequence[sp.Symbol],
        order: int = 0,
        reader: Reader | None = None,
    ):
        reader, size = reader or Reader(variables), len(variables)
        wanted: list[int] = []
        for node in map(reader.read, expressions):
            wanted.append(node)
            slopes = [reader.graph.derivative(node, i) for i in range(size)] if order else []
            wanted += slopes
            if order == 2:
                wanted += [reader.graph.derivative(slopes[i], j) for i in range(size) for j in range(i, size)]
        self.assembled = assemble(reader.graph, wanted)

    def run(self, low: Any, high: Any) -> Any:
        """Return enclosures on boxes.

        Args:
            low, high: the ends of the boxes; shape (variables, boxes), float64.
        Returns:
            Lower and upper ends; shape (2, outputs, boxes). The outputs are the expressions, each followed by its
            gradient and by the upper triangle of its Hessian, row by row, if they are wanted. What has no bound, or
            is not defined, is ±∞. A condition is [1, 1] where it certainly holds, [0, 0] where it certainly does
            not, else [0, 1].
        Raises:
            RuntimeError: the processor does not round to nearest or takes small numbers for 0: the enclosures rest
                on both.
        """
        if not follows_ieee():
            raise RuntimeError("floating-point arithmetic here does not round to nearest, or takes small numbers for 0")
        a = self.assembled
        sides = (np.ascontiguousarray(side, dtype=np.float64) for side in (low, high))
        return execute(a.lines, a.numbers, a.registers, a.outputs, *sides)
