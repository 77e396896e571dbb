"""Run any explicit method in plain NumPy, its rule read from its own text: slow, with state and parameters."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadInput
from ..method import Method

Floats = NDArray[np.float64]
Rule = Callable[[Mapping[str, Any]], Any]
OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def plain_run(
    method: Method, given: Mapping[str, Any], start: Mapping[str, Floats], eta: float | Floats, iterations: int
) -> Floats:
    """Return the last point.

    Args:
        method: explicit and without noise.
        given: the gradient `g` (a map of arrays of points) and every parameter of the method.
        start: the point `x` and every kept vector, arrays of one shape (…, d).
        eta: step size, or an array of them that broadcasts against the points.
        iterations: number of steps.
    Raises:
        BadInput: an implicit or noisy method, or a value that is missing.
    """
    if method.implicit or method.noise:
        raise BadInput("method to run", method.name, "an explicit method without noise")
    missing = sorted(method.symbols - {*given, *start, "eta"})
    if missing or set(start) != {"x", *method.state}:
        needs = ", ".join(sorted({"x", *method.state} - set(start)) + missing)
        raise BadInput(f"values for {method.name}", ", ".join((*given, *start)), f"also {needs}")
    rules = {name: _rule(_tree(text)) for name, text in {"x": method.update, **method.state}.items()}
    values: dict[str, Any] = {**given, **start, "eta": eta}
    for _ in range(iterations):
        values.update({name: rule(values) for name, rule in rules.items()})
    return np.asarray(values["x"])


def _tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _rule(node: ast.expr) -> Rule:
    """Return the function that an expression of kernel text denotes."""
    if isinstance(node, ast.Name):
        return operator.itemgetter(node.id)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        value = node.value
        return lambda values: value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _rule(node.operand)
        return lambda values: -inner(values)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        apply, left, right = OPERATIONS[type(node.op)], _rule(node.left), _rule(node.right)
        return lambda values: apply(left(values), right(values))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        field, argument = node.func.id, _rule(node.args[0])
        return lambda values: values[field](argument(values))
    raise BadInput("update rule", ast.unparse(node), "sums, multiples and fields of points")
