"""Kernel text and SymPy expressions to LaTeX mathematics; what is printed is what was checked."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Any

import sympy as sp

#: letters that are written out in kernel text
GREEK = frozenset(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split()
)
MARKS = {"star": r"\ast", "dagger": r"\dagger", "next": "+", "prev": "-"}
SHORT = {"eps": "varepsilon", "lam": "lambda"}
PRIMES = {"prime": "'", "primeprime": "''"}  # in prose only
OPERATORS = ("sqrt", "exp", "log", "ln", "sin", "cos", "tan", "max", "min", "det", "vol", "Var")  # in prose only
COMPARISONS = {
    ast.Eq: "=", ast.NotEq: r"\neq", ast.Lt: "<", ast.LtE: r"\le", ast.Gt: ">", ast.GtE: r"\ge",
    ast.In: r"\in", ast.NotIn: r"\notin",
}  # fmt: skip
NEGATED = {ast.In: ast.NotIn, ast.Eq: ast.NotEq, ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt}
SPACES = {"vector": r"\mathbb{R}^{d}", "scalar": r"\mathbb{R}", "nat": r"\mathbb{N}"}
SUM, PRODUCT, POWER = 1, 2, 3  # how tightly an operation binds
LOOSE, TIGHT = 0, 2  # how tightly a formula binds: a quantifier or ⇒ loosely, a comparison tightly


def name_latex(name: str) -> str:
    """Return the LaTeX of a symbol's name: mu_star → \\mu_{\\ast}, x_star → x^{\\ast}, x_0 → x_{0}."""
    base, _, mark = name.rstrip("_").partition("_")
    digits = re.fullmatch(r"([A-Za-z]+?)(\d+)", base)
    if digits and not mark:
        base, mark = digits[1], digits[2]
    base = SHORT.get(base, base)
    letter = f"\\{base}" if base in GREEK else base if len(base) == 1 else rf"\mathrm{{{base}}}"
    if not mark or mark in PRIMES:
        return letter + PRIMES.get(mark, "")
    shown = MARKS.get(mark, mark if len(mark) == 1 or mark.isdigit() else rf"\mathrm{{{mark.replace('_', ' ')}}}")
    return f"{letter}^{{{shown}}}" if base == "x" and mark in MARKS else f"{letter}_{{{shown}}}"


def indexed(latex: str, index: str) -> str:
    """Return a symbol with an index: x, t → x_{t}; w_{0}, t → w_{0, t}."""
    if not index:
        return latex
    head, mark, tail = latex.partition("_{")
    return f"{head}_{{{tail.removesuffix('}')}, {index}}}" if mark else f"{latex}_{{{index}}}"


def fenced(left: str, content: str, right: str) -> str:
    """Return content in brackets, which grow with it only where it holds a fraction (so that lines can break)."""
    return rf"\left{left}{content}\right{right}" if r"\frac" in content else f"{left}{content}{right}"


def typeset(text: str, declared: Mapping[str, str] | None = None) -> str:
    """Return kernel text, a formula or a term, as LaTeX (math mode).

    Args:
        text: in the syntax of `proofkit/kernel/parser.py`.
        declared: symbol → signature; symbols indexed by naturals alone get subscripts.
    """
    return _Writer(dict(declared or {})).formula(ast.parse(text, mode="eval").body)[0]


def expression_latex(expression: sp.Expr) -> str:
    """Return a SymPy expression in named roles as LaTeX, -D(q - 1) written D(1 - q)."""
    names = {symbol: name_latex(symbol.name) for symbol in expression.free_symbols}
    return sp.latex(_without_leading_minus(expression), symbol_names=names)


def range_latex(threshold: Any) -> str:
    """Return the range of a `Threshold`: lower < symbol < upper, with ≤ where an end is allowed; no end, no sign."""
    above, below = ({"<": "<", "<=": r"\le"}[relation] for relation in threshold.relations)
    left = "" if threshold.lower is None else f"{expression_latex(threshold.lower)} {above} "
    right = "" if threshold.upper is None else f" {below} {expression_latex(threshold.upper)}"
    return left + name_latex(str(threshold.symbol)) + right


def _without_leading_minus(expression: sp.Expr) -> sp.Expr:
    coefficient, factors = expression.as_coeff_mul()
    sums = [factor for factor in factors if factor.is_Add and factor.could_extract_minus_sign() is False]
    if not coefficient.is_negative or not sums:
        return expression
    return sp.Mul(-coefficient, *(sp.expand(-f) if f is sums[0] else f for f in factors))


class _Writer:
    """Walks the syntax tree; formulas return (LaTeX, how tightly it binds), terms likewise."""

    def __init__(self, declared: dict[str, str]):
        self.declared = declared

    # -- formulas ------------------------------------------------------------------------------------

    def formula(self, node: ast.expr) -> tuple[str, int]:
        if isinstance(node, ast.BoolOp):
            word = r" \text{ and } " if isinstance(node.op, ast.And) else r" \text{ or } "
            return word.join(self._inside(part) for part in node.values), 1
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self._negation(node.operand), TIGHT
        if isinstance(node, ast.Compare):
            return self._comparison(node), TIGHT
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            special = _SPECIAL.get((node.func.id, len(node.args)))
            if special:
                return special(self, *node.args)
            if self.declared.get(node.func.id, "").endswith("prop"):
                return self._predicate(node.func.id, node.args), TIGHT
        return self.term(node)[0], TIGHT

    def _predicate(self, name: str, arguments: list[ast.expr]) -> str:
        """A predicate's last argument is what belongs to it: p in A(t), or just A(t) where all are naturals."""
        sorts = self.declared.get(name, "").partition("->")[0]
        if not sorts.rstrip().endswith("vector"):
            return self._application(name, arguments)
        *indices, point = arguments
        where = self._application(name, indices) if indices else name_latex(name)
        return rf"{self.term(point)[0]} \in {where}"

    def _inside(self, node: ast.expr) -> str:
        text, tightness = self.formula(node)
        left, right = (r"\bigl(", r"\bigr)") if r"\frac" in text else "()"  # between these, lines can break
        return text if tightness == TIGHT else f"{left}{text}{right}"

    def _negation(self, node: ast.expr) -> str:
        if isinstance(node, ast.Compare) and type(node.ops[0]) in NEGATED:
            return self._comparison(ast.Compare(node.left, [NEGATED[type(node.ops[0])]()], node.comparators))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "tends":
            return self.formula(node)[0].replace(r"\to 0", r"\not\to 0")
        return rf"\neg {self._inside(node)}"

    def _comparison(self, node: ast.Compare) -> str:
        sides = [self.term(side)[0] for side in (node.left, *node.comparators)]
        return sides[0] + "".join(
            f" {COMPARISONS[type(op)]} {side}" for op, side in zip(node.ops, sides[1:], strict=True)
        )

    def _implies(self, a: ast.expr, b: ast.expr) -> tuple[str, int]:
        return rf"{self._inside(a)} \;\Rightarrow\; {self.formula(b)[0]}", LOOSE

    def _iff(self, a: ast.expr, b: ast.expr) -> tuple[str, int]:
        return rf"{self._inside(a)} \;\Leftrightarrow\; {self._inside(b)}", LOOSE

    def _forall(self, name: ast.expr, sort: ast.expr, body: ast.expr) -> tuple[str, int]:
        inner, letter = self._bound(name, sort)
        guard, rest = _guard(body, ast.unparse(name))
        where = inner.formula(guard)[0] if guard else _ranging(letter, _text(sort))
        return rf"\forall {where}\colon\; {inner.formula(rest)[0]}", LOOSE

    def _exists(self, name: ast.expr, sort: ast.expr, body: ast.expr) -> tuple[str, int]:
        inner, letter = self._bound(name, sort)
        return rf"\exists {_ranging(letter, _text(sort))}\colon\; {inner.formula(body)[0]}", LOOSE

    def _measure_le(self, name: ast.expr, body: ast.expr, bound: ast.expr) -> tuple[str, int]:
        inner, letter = self._bound(name, ast.Name("vector"))
        size = self.term(bound)[0]
        relation = "=" if size == "0" else r"\le"
        return rf"\mathrm{{vol}}\{{{letter} : {inner.formula(body)[0]}\}} {relation} {size}", TIGHT

    def _ae(self, name: ast.expr, body: ast.expr) -> tuple[str, int]:
        inner, letter = self._bound(name, ast.Name("vector"))
        return rf"\text{{for almost every }} {letter}\colon\; {inner.formula(body)[0]}", LOOSE

    def _tends(self, name: ast.expr, value: ast.expr) -> tuple[str, int]:
        inner, letter = self._bound(name, ast.Name("nat"))
        return rf"{inner.term(value)[0]} \to 0 \;\text{{ as }}\; {letter} \to \infty", TIGHT

    def _bound(self, name: ast.expr, sort: ast.expr) -> tuple[_Writer, str]:
        return _Writer({**self.declared, ast.unparse(name): _text(sort)}), name_latex(ast.unparse(name))

    # -- terms ---------------------------------------------------------------------------------------

    def term(self, node: ast.expr, tightness: int = 0) -> tuple[str, int]:
        text, binds = self._term(node)
        return (text, binds) if binds >= tightness else (fenced("(", text, ")"), POWER)

    def _term(self, node: ast.expr) -> tuple[str, int]:
        if isinstance(node, ast.Constant):
            return r"\dots" if node.value is ... else str(node.value), POWER
        if isinstance(node, ast.Tuple):  # in prose only
            return fenced("(", ", ".join(self.term(part)[0] for part in node.elts), ")"), POWER
        if isinstance(node, ast.Name):
            return name_latex(node.id), POWER
        if isinstance(node, ast.UnaryOp):
            return f"-{self.term(node.operand, PRODUCT)[0]}", SUM
        if isinstance(node, ast.BinOp):
            positive = _without_minus(node)
            return (f"-{self.term(positive, PRODUCT)[0]}", SUM) if positive else self._operation(node)
        if isinstance(node, ast.Call):
            return self._application(ast.unparse(node.func), node.args), POWER
        if isinstance(node, ast.Subscript):  # E[h], in prose only
            return f"{self.term(node.value, POWER)[0]}[{self.term(node.slice)[0]}]", POWER
        return rf"\texttt{{{ast.unparse(node)}}}", POWER

    def _operation(self, node: ast.BinOp) -> tuple[str, int]:
        if isinstance(node.op, ast.Pow):
            if isinstance(node.left, ast.Call) and ast.unparse(node.left.func) in ("sq", "powd"):
                return f"{fenced('(', self.term(node.left)[0], ')')}^{{{self.term(node.right)[0]}}}", PRODUCT
            return f"{self.term(node.left, POWER)[0]}^{{{self.term(node.right)[0]}}}", PRODUCT
        if isinstance(node.op, ast.Div):
            return rf"\frac{{{self.term(node.left)[0]}}}{{{self.term(node.right)[0]}}}", PRODUCT
        if isinstance(node.op, ast.Mult):
            left, right = self.term(node.left, PRODUCT)[0], self.term(node.right, PRODUCT)[0]
            return left + (r" \cdot " if right[0].isdigit() else r"\, ") + right, PRODUCT
        sign, tightness = ("+", SUM) if isinstance(node.op, ast.Add) else ("-", PRODUCT)
        left, right = self.term(node.left)[0], self.term(node.right, tightness)[0]
        if sign == "+" and right.startswith("-"):
            return f"{left} - {right[1:]}", SUM
        return f"{left} {sign} {right}", SUM

    def _application(self, name: str, arguments: list[ast.expr]) -> str:
        shown = [self.term(argument)[0] for argument in arguments]
        if name == "dot" and len(shown) == 2:
            return fenced(r"\langle ", f"{shown[0]}, {shown[1]}", r" \rangle")
        if name == "sq" and len(shown) == 1:
            return fenced(r"\lVert ", shown[0], r" \rVert^{2}")
        if name == "abs" and len(shown) == 1:  # in prose only
            return fenced(r"\lvert ", shown[0], r" \rvert")
        if name == "norm" and len(shown) == 1:  # in prose only
            return fenced(r"\lVert ", shown[0], r" \rVert")
        if name in OPERATORS and name not in self.declared:
            command = rf"\mathrm{{{name}}}" if name in ("vol", "Var") else rf"\{name}"
            return rf"\sqrt{{{shown[0]}}}" if name == "sqrt" else command + fenced("(", ", ".join(shown), ")")
        if name == "powd" and len(shown) == 1:
            return f"{self.term(arguments[0], POWER)[0]}^{{d}}"
        sorts = [sort.strip() for sort in self.declared.get(name, "").partition("->")[0].split(",")]
        indices = [text for text, _ in takewhile(lambda pair: pair[1] == "nat", zip(shown, sorts, strict=False))]
        others = shown[len(indices) :]
        return indexed(name_latex(name), ", ".join(indices)) + (fenced("(", ", ".join(others), ")") if others else "")


_SPECIAL: dict[tuple[str, int], Callable[..., tuple[str, int]]] = {
    ("implies", 2): _Writer._implies,
    ("iff", 2): _Writer._iff,
    ("forall", 3): _Writer._forall,
    ("exists", 3): _Writer._exists,
    ("measure_le", 3): _Writer._measure_le,
    ("ae", 2): _Writer._ae,
    ("tends", 2): _Writer._tends,
}


def _without_minus(node: ast.expr) -> ast.expr | None:
    """Return a for −a, and a·b for (−a)·b; None if the term does not begin with a minus sign."""
    if isinstance(node, ast.UnaryOp):
        return node.operand
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        left = _without_minus(node.left)
        return ast.BinOp(left, node.op, node.right) if left is not None else None
    return None


def _text(sort: ast.expr) -> str:
    return str(sort.value) if isinstance(sort, ast.Constant) else ast.unparse(sort)


def _ranging(letter: str, sort: str) -> str:
    if sort in SPACES:
        return rf"{letter} \in {SPACES[sort]}"
    arguments, _, result = (part.strip() for part in sort.partition("->"))
    spaces = r" \times ".join(SPACES[part.strip()] for part in arguments.split(","))
    if result == "prop":
        return rf"{letter} \subseteq {spaces}"
    return rf"{letter} : {spaces} \to {SPACES[result]}"


def _guard(body: ast.expr, name: str) -> tuple[ast.expr | None, ast.expr]:
    """Split `implies(p in M, B)` under a quantifier over p into its guard and B."""
    if isinstance(body, ast.Call) and ast.unparse(body.func) == "implies" and len(body.args) == 2:
        guard = body.args[0]
        core = guard.operand if isinstance(guard, ast.UnaryOp) else guard
        if isinstance(core, ast.Compare) and ast.unparse(core.left) == name:
            return (guard, body.args[1]) if isinstance(core.ops[0], ast.In | ast.NotIn) else (None, body)
    return None, body
