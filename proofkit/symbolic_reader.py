"""Safe reading of text: a Python syntax tree, rebuilt node by node as SymPy from a whitelist; nothing is evaluated."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from .errors import BadInput, UnknownName
from .symbolic_rational import exact, parse_rational

MAX_CHARACTERS, MAX_DEPTH, MAX_EXPONENT = 2000, 100, 64
MAX_CONSTANT_OPERATIONS = 24  #: in a constant that is not a plain number
MAX_BITS = 4096  #: of a number's numerator or denominator
MAX_CONSTANT = 10**300  #: of the absolute value of a constant sub-expression

#: The one table of functions: name → (SymPy function, fewest arguments, most arguments).
FUNCTIONS: dict[str, tuple[Any, int, int]] = {
    "exp": (sp.exp, 1, 1),
    "log": (sp.log, 1, 1),
    "sin": (sp.sin, 1, 1),
    "cos": (sp.cos, 1, 1),
    "tan": (sp.tan, 1, 1),
    "atan": (sp.atan, 1, 1),
    "sinh": (sp.sinh, 1, 1),
    "cosh": (sp.cosh, 1, 1),
    "tanh": (sp.tanh, 1, 1),
    "sqrt": (sp.sqrt, 1, 1),
    "abs": (sp.Abs, 1, 1),
    "Abs": (sp.Abs, 1, 1),
    "min": (sp.Min, 2, 8),
    "Min": (sp.Min, 2, 8),
    "max": (sp.Max, 2, 8),
    "Max": (sp.Max, 2, 8),
}
CONNECTIVES: dict[str, tuple[Any, int, int]] = {"And": (sp.And, 1, 8), "Or": (sp.Or, 1, 8), "Not": (sp.Not, 1, 1)}
CONSTANTS = {"pi": sp.pi, "E": sp.E}
_NOT_FINITE = {"nan", "inf", "infinity", "oo", "zoo"}
_COMPARISONS = {ast.Lt: sp.Lt, ast.LtE: sp.Le, ast.Gt: sp.Gt, ast.GtE: sp.Ge}
_GRAMMAR = "arithmetic with the functions " + " ".join(sorted({*map(str.lower, FUNCTIONS)})) + " Piecewise"


@dataclass(frozen=True)
class Reader:
    """Rebuilds one syntax tree as SymPy, from what it was given to allow and nothing else."""

    text: str
    names: Mapping[str, sp.Symbol]
    functions: Mapping[str, tuple[Any, int, int]]
    constants: Mapping[str, sp.Expr] = field(default_factory=dict)

    def expression(self, node: ast.AST, depth: int = 0) -> sp.Expr:
        """Return the real expression a node denotes."""
        if depth > MAX_DEPTH:
            raise BadInput("expression", short(self.text), f"at most {MAX_DEPTH} nested levels")
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return sp.Rational(parse_rational(self._source(node), "number in expression"))
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            inner = self.expression(node.operand, depth + 1)
            return -inner if isinstance(node.op, ast.USub) else inner
        if isinstance(node, ast.BinOp):
            return self._operation(node, depth + 1)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            return self._call(node.func.id, node, depth + 1)
        raise BadInput("expression", self._source(node), _GRAMMAR)

    def condition(self, node: ast.AST, depth: int = 0) -> sp.Basic:
        """Return the Boolean a node denotes: True, comparisons, and/or/not."""
        if depth > MAX_DEPTH:
            raise BadInput("expression", short(self.text), f"at most {MAX_DEPTH} nested levels")
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            return sp.true if node.value else sp.false
        if isinstance(node, ast.Compare) and all(type(op) in _COMPARISONS for op in node.ops):
            ends = [self.expression(end, depth + 1) for end in (node.left, *node.comparators)]
            pairs = zip(node.ops, ends, ends[1:], strict=False)
            return sp.And(*(_COMPARISONS[type(op)](a, b) for op, a, b in pairs))
        if isinstance(node, ast.BoolOp):
            kind = sp.And if isinstance(node.op, ast.And) else sp.Or
            return kind(*(self.condition(v, depth + 1) for v in node.values))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return sp.Not(self.condition(node.operand, depth + 1))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CONNECTIVES:
            kind, arguments = self._arguments(node.func.id, CONNECTIVES, node)
            return kind(*(self.condition(a, depth + 1) for a in arguments))
        raise BadInput("condition", self._source(node), "comparisons < <= > >= joined by And, Or, Not; or True")

    def _name(self, name: str) -> sp.Expr:
        if name in self.names:
            return self.names[name]
        if name in self.constants:
            return self.constants[name]
        if name.lower() in _NOT_FINITE:
            raise BadInput("expression", name, "finite numbers")
        raise UnknownName("name in expression", name, {*self.names, *self.constants, *self.functions})

    def _operation(self, node: ast.BinOp, depth: int) -> sp.Expr:
        left, right = self.expression(node.left, depth), self.expression(node.right, depth)
        if isinstance(node.op, ast.Pow):
            self._check_power(left, right, node)
            return self._finite(left**right, node)
        operators = {ast.Add: sp.Add, ast.Sub: lambda a, b: a - b, ast.Mult: sp.Mul, ast.Div: lambda a, b: a / b}
        if type(node.op) not in operators:
            raise BadInput("expression", self._source(node), _GRAMMAR)
        return self._finite(operators[type(node.op)](left, right), node)

    def _call(self, name: str, node: ast.Call, depth: int) -> sp.Expr:
        if name == "Piecewise" and self.functions:
            return self._piecewise(node, depth)
        function, arguments = self._arguments(name, self.functions, node)
        return self._finite(function(*(self.expression(a, depth) for a in arguments)), node)

    def _piecewise(self, node: ast.Call, depth: int) -> sp.Expr:
        pairs = []
        for pair in node.args:
            if not isinstance(pair, ast.Tuple) or len(pair.elts) != 2:
                raise BadInput("Piecewise", self._source(pair), "pairs (expression, condition)")
            pairs.append((self.expression(pair.elts[0], depth), self.condition(pair.elts[1], depth)))
        if not pairs or pairs[-1][1] != sp.true:
            raise BadInput("Piecewise", self._source(node), "a last pair (expression, True) for everywhere else")
        return sp.Piecewise(*pairs, evaluate=False)

    def _arguments(self, name: str, table: Mapping[str, tuple[Any, int, int]], node: ast.Call) -> tuple[Any, list]:
        if name not in table:
            raise UnknownName("function in expression", name, table or {"no function here"})
        function, fewest, most = table[name]
        if not fewest <= len(node.args) <= most:
            count = str(fewest) if fewest == most else f"{fewest} to {most}"
            raise BadInput("expression", self._source(node), f"{name} with {count} arguments")
        return function, node.args

    def _check_power(self, base: sp.Expr, exponent: sp.Expr, node: ast.AST) -> None:
        if exponent.is_Rational and max(abs(exponent.p), exponent.q) > MAX_EXPONENT:
            raise BadInput("expression", self._source(node), f"exponents with parts up to {MAX_EXPONENT}")
        if base.is_Rational and exponent.is_Rational and _bits(base) * abs(exponent.p) > MAX_BITS:
            raise BadInput("expression", self._source(node), f"numbers of at most {MAX_BITS} bits")

    def _finite(self, found: sp.Expr, node: ast.AST) -> sp.Expr:
        """Return what was built, unless it has no finite real value or is a constant too large to handle."""
        if found.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I):
            raise BadInput("expression", self._source(node), "finite real values")
        if found.is_Rational and _bits(found) > MAX_BITS:
            raise BadInput("expression", self._source(node), f"numbers of at most {MAX_BITS} bits")
        if not found.free_symbols and not found.is_Rational:
            if found.count_ops() > MAX_CONSTANT_OPERATIONS:
                raise BadInput("expression", self._source(node), "simpler constants")
            value = sp.N(found)
            if not (value.is_Float and abs(value) <= MAX_CONSTANT):
                raise BadInput("expression", self._source(node), f"real constants up to {float(MAX_CONSTANT):.0e}")
        return found

    def _source(self, node: ast.AST) -> str:
        return short(self.text[getattr(node, "col_offset", 0) : getattr(node, "end_col_offset", None)])


def syntax_tree(text: str) -> ast.AST:
    """Return the syntax tree of one expression.

    Raises:
        BadInput: not one expression in plain ASCII, or too long.
    """
    if not text.strip() or len(text) > MAX_CHARACTERS or not re.fullmatch(r"[ -~]*", text) or "#" in text:
        raise BadInput("expression", short(text), f"1 to {MAX_CHARACTERS} plain ASCII characters")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise BadInput("expression", short(text), "a formula such as x^2/2 + 0.1*sin(y)") from None


def _bits(number: sp.Rational) -> int:
    value = exact(number)
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def short(text: str) -> str:
    """Return the text, cut for a one-line message."""
    return text if len(text) <= 60 else f"{text[:57]}…"
