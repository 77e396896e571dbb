"""Reads a function class's inequality text with SymPy vectors, so that the inequality is written in one place only."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from ..errors import BadInput

Vector = sp.ImmutableMatrix
Field = Callable[[sp.ImmutableMatrix], sp.ImmutableMatrix]
Function = Callable[[sp.ImmutableMatrix], sp.Expr]

_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Pow: operator.pow}


def residual(text: str, names: Mapping[str, Any], field: Field, function: Function) -> sp.Expr:
    """Return (greater side) − (smaller side) of an inequality.

    Args:
        text: kernel text such as "dot(g(p), p - c) >= mu*sq(p - c)".
        names: scalars as SymPy expressions, vectors as column matrices.
        field: what `g` does to a vector.
        function: what `f` does to a vector.
    Raises:
        BadInput: text that is not one inequality in dot, sq, f, g, + − * ** and the names.
    """
    tree = ast.parse(text, mode="eval").body
    if not (isinstance(tree, ast.Compare) and len(tree.ops) == 1 and isinstance(tree.ops[0], ast.GtE | ast.LtE)):
        raise BadInput("inequality", text, "one >= or <=")
    fields = {"g": field, "f": function}
    left, right = (_read(side, names, fields) for side in (tree.left, tree.comparators[0]))
    return left - right if isinstance(tree.ops[0], ast.GtE) else right - left


def _read(node: ast.expr, names: Mapping[str, Any], fields: Mapping[str, Callable]) -> Any:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_read(node.left, names, fields), _read(node.right, names, fields))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_read(node.operand, names, fields)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return sp.Integer(node.value)
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(node.func.id, [_read(a, names, fields) for a in node.args], fields)
    raise BadInput("inequality", ast.unparse(node), f"dot, sq, f, g and the names {', '.join(names)}")


def _call(name: str, arguments: list, fields: Mapping[str, Callable]) -> Any:
    if name in fields and len(arguments) == 1:
        return fields[name](arguments[0])
    if name == "sq" and len(arguments) == 1:
        return arguments[0].dot(arguments[0])
    if name == "dot" and len(arguments) == 2:
        return arguments[0].dot(arguments[1])
    raise BadInput("inequality", f"{name} with {len(arguments)} arguments", "dot(u, v), sq(u), f(p) or g(p)")
