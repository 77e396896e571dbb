"""From a graph to the instructions that compute some of its nodes: only what is needed, in few registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from . import codes
from .graph import Graph, Node

OPERANDS = {codes.NUMBER: 0, codes.VARIABLE: 0, codes.CHOOSE: 3, codes.NOT: 1}
TWO = (codes.PLUS, codes.TIMES, codes.LESS, codes.AT_MOST, codes.EQUAL, codes.AND, codes.OR)


@dataclass(frozen=True)
class Assembled:
    """What the interpreter is given (see `machine.execute`)."""

    lines: Any
    numbers: Any
    registers: int
    outputs: Any


def operands(node: Node) -> tuple[int, ...]:
    """Return the nodes that a node is computed from."""
    count = 2 if node[0] in TWO else OPERANDS.get(node[0], 1)
    return node[1 : 1 + count]


def assemble(graph: Graph, wanted: Sequence[int]) -> Assembled:
    """Return instructions that compute the wanted nodes; a register is used again once nothing reads it any more."""
    needed = _needed(graph, wanted)
    last = {a: node for node in needed for a in operands(graph.nodes[node])}
    last.update(dict.fromkeys(wanted, -1))
    free: list[int] = []
    place: dict[int, int] = {}
    lines, count = [], 0
    for node in needed:
        code, *rest, n = graph.nodes[node]
        parts = operands(graph.nodes[node])
        if free:
            register = free.pop()
        else:
            register, count = count, count + 1
        read = [place[a] for a in parts] or rest[:1]
        place[node] = register
        lines.append((code, register, *read, *(0,) * (3 - len(read)), n))
        free += {place[a] for a in parts if last[a] == node}
    numbers = [around(x) if isinstance(x, Fraction) else x for x in graph.numbers]
    return Assembled(
        np.array(lines, dtype=np.int64).reshape(-1, 6),
        np.array(numbers, dtype=np.float64).reshape(-1, 2),
        max(count, 1),
        np.array([place[node] for node in wanted], dtype=np.int64),
    )


def _needed(graph: Graph, wanted: Sequence[int]) -> list[int]:
    """The nodes that the wanted ones are computed from, in order."""
    seen: set[int] = set()
    todo = list(wanted)
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += operands(graph.nodes[node])
    return sorted(seen)


def around(number: Fraction) -> tuple[float, float]:
    """Return the floating-point numbers next to an exact one on both sides: itself twice, if it is one."""
    if abs(number) > Fraction(1e308):
        return (1e308, float("inf")) if number > 0 else (-float("inf"), -1e308)
    near = float(number)
    if Fraction(near) == number:
        return near, near
    if Fraction(near) < number:
        return near, float(np.nextafter(near, np.inf))
    return float(np.nextafter(near, -np.inf)), near
