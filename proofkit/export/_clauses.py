"""A long formula as indented lines: one line for each part of a conjunction, under what it depends on."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from ..typesetting import typeset


def clauses(text: str, declared: Mapping[str, str]) -> list[tuple[int, str]]:
    """Return (indent, LaTeX) lines that together say what the kernel text says.

    Args:
        text: a formula in kernel text.
        declared: symbol → signature.
    """
    return list(_lines(ast.parse(text, mode="eval").body, declared, 0))


def _lines(node: ast.expr, declared: Mapping[str, str], indent: int) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in node.values[:-1]:
            *before, (last_indent, last) = _lines(part, declared, indent)
            yield from before
            yield last_indent, rf"{last} \text{{, and}}"
        yield from _lines(node.values[-1], declared, indent)
        return
    head = _head(node)
    if head is None:
        yield indent, typeset(ast.unparse(node), declared)
        return
    opening, body = head
    yield indent, typeset(ast.unparse(opening), declared).removesuffix(typeset(HOLE, declared)).rstrip()
    yield from _lines(body, declared, indent + 1)


HOLE = "hole == 0"  #: stands for the body while the part before it is printed


def _head(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """Split a quantifier or implication over a conjunction into (the same over HOLE, the conjunction)."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return None
    if node.func.id not in ("forall", "exists", "implies", "ae") or not _is_long(node.args[-1]):
        return None
    inner = _head(node.args[-1])
    rest, body = inner if inner else (ast.parse(HOLE, mode="eval").body, node.args[-1])
    return ast.Call(node.func, [*node.args[:-1], rest], []), body


def _is_long(node: ast.expr) -> bool:
    if isinstance(node, ast.BoolOp):
        return isinstance(node.op, ast.And)
    return isinstance(node, ast.Call) and bool(node.args) and _head(node) is not None
