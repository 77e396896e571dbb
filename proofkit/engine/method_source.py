"""Method → source of one step: the update text, read coordinate by coordinate."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from ..errors import BadInput
from ..method import Method

VECTORS = ("x", "xi")
NAMES = {*VECTORS, "eta", "g"}
OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


@dataclass
class StepSource:
    """Translates the vector expression of an update rule; each call g(…) becomes one gradient evaluation.

    Args:
        dimension: d.
        lines: statements evaluated before the result, in order.
    """

    dimension: int
    lines: list[str] = field(default_factory=list)

    def coordinates(self, node: ast.expr) -> list[str]:
        """Return the source of each coordinate of an expression (a scalar repeats itself d times)."""
        if isinstance(node, ast.Name):
            return [f"{node.id}[{i}]" if node.id in VECTORS else node.id for i in range(self.dimension)]
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            return [f"{node.value}.0"] * self.dimension
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            sign = OPERATORS[type(node.op)]
            pairs = zip(self.coordinates(node.left), self.coordinates(node.right), strict=True)
            return [f"({left} {sign} {right})" for left, right in pairs]
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "g" and len(node.args) == 1:
            return self._gradient(self.coordinates(node.args[0]))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return [f"({_integer(node.left)} / {_integer(node.right)})"] * self.dimension
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return [f"(-{part})" for part in self.coordinates(node.operand)]
        raise _unreadable(node)

    def _gradient(self, at: list[str]) -> list[str]:
        name = f"g{len(self.lines)}"
        self.lines.append(f"{name} = gradient(({', '.join(at)},), p)")
        return [f"{name}[{i}]" for i in range(self.dimension)]


def _integer(node: ast.expr) -> str:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return f"(-{_integer(node.operand)})"
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return f"{node.value}.0"
    raise _unreadable(node)


def _unreadable(node: ast.expr) -> BadInput:
    return BadInput("update rule", ast.unparse(node), "sums and multiples of x, xi and g(…)")


def step_source(method: Method, dimension: int) -> str:
    """Return the body of `step(x, eta, xi, p) -> next point` for a method in d dimensions.

    Raises:
        BadInput: a method that keeps a state, is implicit, has a parameter without a value or another noise
            than the bounded one, or an update rule outside the small language of sums, multiples and gradients.
    """
    further = sorted(method.symbols & {"x_next", *method.state, *method.parameters} - NAMES)
    if further or method.noise not in (None, "ball"):
        uses = ", ".join([*further, *([f"noise {method.noise!r}"] if method.noise else [])])
        raise BadInput("method to run", method.name, f"one that uses x, eta, g and bounded noise alone, not {uses}")
    writer = StepSource(dimension)
    result = writer.coordinates(ast.parse(method.update, mode="eval").body)
    return "\n".join([*writer.lines, f"return ({', '.join(result)},)"])
