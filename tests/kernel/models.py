"""A second reading of the kernel's text, independent of the kernel: what it says in a model with rational numbers.

A model gives every declared symbol a value: a scalar a `Fraction`, a nat an `int`, a vector a tuple of
`Fraction`s, a function or a set a Python function. Truth is three-valued, True, False or None (unknown), and
sampled where a quantifier has infinitely many instances:

    forall      False if a sampled instance is false, None if one is unknown, else True (at the sample).
                What is assumed ranges over a larger sample than what is claimed, so that a claim about
                sampled points is supported by what was assumed about the points that its proof may visit.
    exists      True if a sampled instance is true, else None: it may be elsewhere.
    tends       the proxy of `_tends`.
    measure_le, ae, quantifiers over sets and functions      None: out of scope.
    an atom that asks a sequence for a term beyond those sampled (`TooFar`)      None.

In a `finite` model the samples are everything there is, and `tends` is what it abbreviates.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any


class TooFar(Exception):
    """A sequence was asked for a term so late that its numbers would be too long."""


Vector = tuple[Fraction, ...]
Truth = bool | None
Env = dict[str, Any]

COMPARISONS = {
    ast.LtE: operator.le,
    ast.Lt: operator.lt,
    ast.GtE: operator.ge,
    ast.Gt: operator.gt,
    ast.Eq: operator.eq,
}


@dataclass(frozen=True)
class Model:
    """Values for the declared symbols, and the samples that quantifiers range over.

    Args:
        dimension: of the space.
        values: symbol → value.
        points: where a claim about all vectors is tested.
        near: more points: where an assumption about all vectors is tested, and witnesses are looked for.
        scalars: where a statement about all scalars is tested.
        small: more scalars, where witnesses are looked for.
        horizon: claims about all nats are tested at 0 … horizon, assumptions at 0 … 2·horizon + 4.
        late: how far a sequence is followed to see whether it tends to 0.
        finite: whether the samples are everything: what is assumed and what is claimed range over the same.
    """

    dimension: int
    values: Mapping[str, Any]
    points: tuple[Vector, ...] = ()
    near: tuple[Vector, ...] = ()
    scalars: tuple[Fraction, ...] = (Fraction(-1), Fraction(0), Fraction(1, 3), Fraction(5))
    small: tuple[Fraction, ...] = ()
    horizon: int = 5
    late: int = 32
    finite: bool = False

    def domain(self, sort: str, wide: bool) -> Iterable[Any] | None:
        """Return the sample of a sort, or None if there is none."""
        wide = wide and not self.finite
        if sort == "nat":
            return range(2 * self.horizon + 5 if wide else self.horizon + 1)
        if sort == "vector":
            return self.points + self.near if wide else self.points
        return {"scalar": self.scalars + self.small if wide else self.scalars}.get(sort)


def truth(text: str, model: Model, assumed: bool = False) -> Truth:
    """Return whether a statement holds in a model; `assumed` says that it is a hypothesis."""
    return _holds(_tree(text), dict(model.values), model, assumed)


@cache
def _tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def well_sorted(model: Model, declare: Mapping[str, str]) -> bool:
    """Return whether every symbol has a value of its declared sort (of functions: whether it is one)."""
    kinds = {"nat": lambda v: type(v) is int and v >= 0, "vector": lambda v: isinstance(v, tuple)}
    kinds["scalar"] = lambda v: isinstance(v, int | Fraction)
    return all(name in model.values for name in declare) and all(
        callable(model.values[name]) if "->" in sort else kinds[sort](model.values[name])
        for name, sort in declare.items()
    )


# -- formulas ------------------------------------------------------------------------------------------


def _holds(node: ast.expr, env: Env, model: Model, assumed: bool) -> Truth:
    try:
        return _decided(node, env, model, assumed)
    except TooFar:
        return None


def _decided(node: ast.expr, env: Env, model: Model, assumed: bool) -> Truth:
    if isinstance(node, ast.BoolOp):
        parts = (_holds(part, env, model, assumed) for part in node.values)
        return _all(parts) if isinstance(node.op, ast.And) else _any(parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _not(_holds(node.operand, env, model, not assumed))
    if isinstance(node, ast.Compare):
        return _compare(node, env, model)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(node.func.id, node.args, env, model, assumed)
    raise ValueError(f"not a formula: {ast.unparse(node)}")


def _not(value: Truth) -> Truth:
    return None if value is None else not value


def _all(values: Iterable[Truth]) -> Truth:
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def _any(values: Iterable[Truth]) -> Truth:
    return _not(_all(_not(value) for value in values))


def _compare(node: ast.Compare, env: Env, model: Model) -> Truth:
    right, op = node.comparators[0], node.ops[0]
    left = _value(node.left, env, model)
    if not isinstance(op, ast.In | ast.NotIn):
        return COMPARISONS[type(op)](left, _value(right, env, model))
    name, arguments = (right.func, right.args) if isinstance(right, ast.Call) else (right, [])
    member = bool(env[name.id](*(_value(a, env, model) for a in arguments), left))  # type: ignore[attr-defined]
    return member if isinstance(op, ast.In) else not member


def _call(name: str, args: list[ast.expr], env: Env, model: Model, assumed: bool) -> Truth:
    if name == "implies":
        return _implies(args[0], args[1], env, model, assumed)
    if name == "iff":
        return _all(_implies(a, b, env, model, assumed) for a, b in (args, args[::-1]))
    if name in ("forall", "exists"):
        return _quantified(name, args, env, model, assumed)
    if name in ("measure_le", "ae"):
        return None
    if name == "tends":
        return _tends(args[0].id, args[1], env, model)  # type: ignore[attr-defined]
    return bool(env[name](*(_value(a, env, model) for a in args)))


def _implies(a: ast.expr, b: ast.expr, env: Env, model: Model, assumed: bool) -> Truth:
    premise = _holds(a, env, model, not assumed)
    if premise is False:
        return True
    claim = _holds(b, env, model, assumed)
    return True if claim else (None if premise is None else claim)


def _quantified(kind: str, args: list[ast.expr], env: Env, model: Model, assumed: bool) -> Truth:
    name, sort, body = args[0].id, getattr(args[1], "id", None) or args[1].value, args[2]  # type: ignore[attr-defined]
    values = model.domain(sort, wide=assumed if kind == "forall" and sort != "scalar" else kind == "exists")
    if values is None:
        return None
    instances = (_holds(body, {**env, name: value}, model, assumed) for value in values)
    if kind == "forall":
        return _all(instances)
    return _any(instances) or (False if model.finite else None)


def _tends(index: str, body: ast.expr, env: Env, model: Model) -> Truth:
    """A finite proxy: True if the last of the terms followed is a thousandth of the largest (or 0), False if
    the second half of them never falls below its first, non-zero term; otherwise unknown."""
    if model.finite:
        return _tends_here(index, body, env, model)
    sizes = [abs(_value(body, {**env, index: t}, model)) for t in range(model.late + 1)]
    if sizes[-1] * 1000 <= max(sizes):
        return True
    second = sizes[model.late // 2 :]
    return False if min(second) >= second[0] else None


def _tends_here(index: str, body: ast.expr, env: Env, model: Model) -> bool:
    naturals = range(model.horizon + 1)

    def stays_below(bound: Fraction, start: int) -> bool:
        return all(abs(_value(body, {**env, index: start + t}, model)) < bound for t in naturals)

    return all(any(stays_below(e, start) for start in naturals) for e in model.scalars if e > 0)


# -- terms ---------------------------------------------------------------------------------------------


def dot(u: Vector, v: Vector) -> Fraction:
    """Return the inner product."""
    return sum((a * b for a, b in zip(u, v, strict=True)), start=Fraction(0))


def add(u: Vector, v: Vector, factor: Fraction | int = 1) -> Vector:
    """Return u + factor·v."""
    return tuple(a + factor * b for a, b in zip(u, v, strict=True))


def scale(factor: Fraction | int, v: Vector) -> Vector:
    """Return factor·v."""
    return tuple(factor * a for a in v)


BUILT_IN: dict[str, Callable[..., Any]] = {"dot": dot, "sq": lambda v: dot(v, v)}


def _value(node: ast.expr, env: Env, model: Model) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return env[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _value(node.operand, env, model)
        return scale(-1, value) if isinstance(value, tuple) else -value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        values = [_value(a, env, model) for a in node.args]
        if node.func.id == "powd":
            return values[0] ** model.dimension
        return (BUILT_IN.get(node.func.id) or env[node.func.id])(*values)
    if isinstance(node, ast.BinOp):
        return _operation(node.op, _value(node.left, env, model), _value(node.right, env, model))
    raise ValueError(f"not a term: {ast.unparse(node)}")


def _operation(op: ast.operator, a: Any, b: Any) -> Any:
    vectors = isinstance(a, tuple), isinstance(b, tuple)
    if isinstance(op, ast.Add):
        return add(a, b) if vectors[0] else a + b
    if isinstance(op, ast.Sub):
        return add(a, b, -1) if vectors[0] else a - b
    if isinstance(op, ast.Mult):
        return scale(b, a) if vectors[0] else (scale(a, b) if vectors[1] else a * b)
    if isinstance(op, ast.Div):
        return scale(Fraction(1) / b, a) if vectors[0] else Fraction(a) / b
    if isinstance(op, ast.Pow):
        return a**b
    raise ValueError("not an operation of the kernel")
