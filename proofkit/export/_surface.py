"""Kernel text as syntax trees: substitution, negation and parts of formulas, in the wording they were written in.

The kernel keeps formulas in a normal form that no reader would write. What is printed is the text of the
proof, carried along by these functions; every result is read back by the kernel before it is used.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

OPPOSITE = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
BINDERS = {"forall": 2, "exists": 2, "measure_le": 1, "ae": 1, "tends": 1}  # index of the formula under the binder


def read(text: str) -> ast.expr:
    """Return kernel text as a syntax tree."""
    return ast.parse(text, mode="eval").body


def call_of(node: ast.expr) -> str:
    """Return the name of the function called, "" for anything that is not a call."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """Return name(arguments)."""
    return ast.Call(ast.Name(name), list(arguments), [])


def free_names(node: ast.AST) -> set[str]:
    """Return every name in a tree, less the parameters of a lambda."""
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    return names - {a.arg for a in node.args.args} if isinstance(node, ast.Lambda) else names


def substitute(node: ast.expr, mapping: Mapping[str, ast.expr]) -> ast.expr:
    """Replace names by terms, and applied names by lambdas; bound variables step aside where they would capture."""
    if isinstance(node, ast.Name):
        return mapping.get(node.id, node)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        return _member(node, mapping)
    name = call_of(node)
    if name in BINDERS and isinstance(node, ast.Call):
        return _under_binder(node, name, mapping)
    if isinstance(node, ast.Call):
        return _applied(name, [substitute(argument, mapping) for argument in node.args], mapping)
    return _mapped(node, lambda inner: substitute(inner, mapping))


def _mapped(node: ast.expr, change: Callable[[ast.expr], ast.expr]) -> ast.expr:
    """Rebuild a node from its changed children."""

    def changed(value: object) -> object:
        if isinstance(value, list):
            return [changed(item) for item in value]
        return change(value) if isinstance(value, ast.expr) else value

    fields: dict[str, Any] = {field: changed(value) for field, value in ast.iter_fields(node)}
    return type(node)(**fields)


def _member(node: ast.Compare, mapping: Mapping[str, ast.expr]) -> ast.expr:
    point, where = substitute(node.left, mapping), node.comparators[0]
    name = where.id if isinstance(where, ast.Name) else call_of(where)
    given = [substitute(a, mapping) for a in where.args] if isinstance(where, ast.Call) else []
    found = mapping.get(name)
    if isinstance(found, ast.Lambda):
        body = _applied(name, [*given, point], mapping)
        return body if isinstance(node.ops[0], ast.In) else negation(body)
    shown = found if isinstance(found, ast.Name) else ast.Name(name)
    return ast.Compare(point, node.ops, [call(shown.id, *given) if given else shown])


def _applied(name: str, arguments: list[ast.expr], mapping: Mapping[str, ast.expr]) -> ast.expr:
    found = mapping.get(name)
    if isinstance(found, ast.Lambda):
        return substitute(found.body, dict(zip((a.arg for a in found.args.args), arguments, strict=True)))
    return call(found.id if isinstance(found, ast.Name) else name, *arguments)


def _under_binder(node: ast.Call, name: str, mapping: Mapping[str, ast.expr]) -> ast.expr:
    bound, at = node.args[0], BINDERS[name]
    assert isinstance(bound, ast.Name)
    inner = {key: value for key, value in mapping.items() if key != bound.id}
    taken = {n for key, value in inner.items() if key in free_names(node.args[at]) for n in free_names(value)}
    shown = bound.id
    if shown in taken:
        shown = next(letter for letter in _letters(shown) if letter not in taken | free_names(node))
        inner[bound.id] = ast.Name(shown)
    outside = [substitute(a, mapping) for a in node.args[at + 1 :]]
    return call(name, ast.Name(shown), *node.args[1:at], substitute(node.args[at], inner), *outside)


def _letters(name: str) -> Iterator[str]:
    yield from {"t": "sk", "p": "rz", "s": "tk"}.get(name, "")
    yield from (f"{name}{number}" for number in range(1, 100))


def negation(node: ast.expr) -> ast.expr:
    """Return the negation, pushed inwards as the kernel pushes it."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OPPOSITE:
        return ast.Compare(node.left, [OPPOSITE[type(node.ops[0])]()], node.comparators)
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return ast.BoolOp(other, [negation(part) for part in node.values])
    name = call_of(node)
    if isinstance(node, ast.Call) and name == "implies":
        return ast.BoolOp(ast.And(), [node.args[0], negation(node.args[1])])
    if isinstance(node, ast.Call) and name in ("forall", "exists"):
        other_name = "exists" if name == "forall" else "forall"
        return call(other_name, *node.args[:2], negation(node.args[2]))
    return ast.UnaryOp(ast.Not(), node)


def unfolded(node: ast.expr) -> ast.expr:
    """Write out the abbreviations ae, tends and iff at the top of a formula."""
    name = call_of(node)
    if isinstance(node, ast.Call) and name == "iff":
        a, b = node.args
        return ast.BoolOp(ast.And(), [call("implies", a, b), call("implies", b, a)])
    if isinstance(node, ast.Call) and name == "ae":
        return call("measure_le", node.args[0], negation(node.args[1]), ast.Constant(0))
    if isinstance(node, ast.Call) and name == "tends":
        return _limit(*node.args)
    return node


def _limit(index: ast.expr, value: ast.expr) -> ast.expr:
    assert isinstance(index, ast.Name)
    later = substitute(value, {index.id: ast.BinOp(ast.Name("T"), ast.Add(), ast.Name(index.id))})
    close = ast.BoolOp(ast.And(), [
        ast.Compare(later, [ast.Lt()], [ast.Name("e")]),
        ast.Compare(ast.UnaryOp(ast.USub(), later), [ast.Lt()], [ast.Name("e")]),
    ])  # fmt: skip
    tail = call("exists", ast.Name("T"), ast.Name("nat"), call("forall", index, ast.Name("nat"), close))
    positive = ast.Compare(ast.Name("e"), [ast.Gt()], [ast.Constant(0)])
    return call("forall", ast.Name("e"), ast.Name("scalar"), call("implies", positive, tail))


def opened(node: ast.expr, value: ast.expr) -> ast.expr:
    """Return the body of a quantified formula at a value of its variable."""
    node = unfolded(node)
    if call_of(node) not in ("forall", "exists") or not isinstance(node, ast.Call):
        raise ValueError("not a quantified formula")
    bound = node.args[0]
    assert isinstance(bound, ast.Name)
    return substitute(node.args[2], {bound.id: value})


def conjuncts(node: ast.expr) -> list[ast.expr]:
    """Return the parts of a conjunction (of one part, where it is none)."""
    node = unfolded(node) if call_of(node) == "iff" else node
    return list(node.values) if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) else [node]


def replaced(node: ast.expr, old: ast.expr, new: ast.expr) -> ast.expr:
    """Replace every subtree that reads the same as `old`."""
    if isinstance(node, ast.expr) and ast.unparse(node) == ast.unparse(old):
        return new
    return _mapped(node, lambda inner: replaced(inner, old, new))


def cancelled(node: ast.expr) -> ast.expr:
    """Drop what a sum adds and takes away again: (u − v) + (v − w) is u − w."""
    node = _mapped(node, cancelled)
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub):
        return node
    terms = _summands(node)
    kept = list(terms)
    for sign, term in terms:
        opposite = next((t for t in kept if t[0] == -sign and ast.unparse(t[1]) == ast.unparse(term)), None)
        if opposite is not None and (sign, term) in kept:
            kept.remove(opposite)
            kept.remove((sign, term))
    return node if len(kept) == len(terms) else _signed_sum(kept)


def _signed_sum(terms: list[tuple[int, ast.expr]]) -> ast.expr:
    """The sum of terms with signs, one with a plus sign first if there is one."""
    if not terms:
        return ast.Constant(0)
    (sign, total), *others = sorted(terms, key=lambda term: -term[0])
    total = total if sign > 0 else ast.UnaryOp(ast.USub(), total)
    for sign, term in others:
        total = ast.BinOp(total, ast.Add() if sign > 0 else ast.Sub(), term)
    return total


def atom_in_two_sides(node: ast.expr) -> ast.expr:
    """Return "a − b ≥ 0" as "a ≥ b": terms with a minus sign move to the other side."""
    if not isinstance(node, ast.Compare) or ast.unparse(node.comparators[0]) != "0":
        return node
    terms = _summands(node.left)
    plus, minus = ([(1, term) for sign, term in terms if sign == wanted] for wanted in (1, -1))
    return ast.Compare(_signed_sum(plus), node.ops, [_signed_sum(minus)])


def _summands(node: ast.expr) -> list[tuple[int, ast.expr]]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        sign = 1 if isinstance(node.op, ast.Add) else -1
        return [*_summands(node.left), *((sign * s, term) for s, term in _summands(node.right))]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [(-s, term) for s, term in _summands(node.operand)]
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.UnaryOp) and isinstance(node.left.op, ast.USub):
        return [(-1, ast.BinOp(node.left.operand, node.op, node.right))]
    return [(1, node)]
