"""The kernel's `combine` as a sentence and an identity: multiplier · goal = Σ c · ∏ facts, for a referee to expand."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from ..typesetting import fenced
from ._factored import factored
from ._latex_text import ROOM, closed_up, mathematics, set_out, width
from ._surface import call, call_of, negation
from ._trace import Block, Step

SHORT = 16  # a fact no wider than this is written out in the identity, others by number

#: a fact's number, as LaTeX to put below Δ; None if it has none
Number = Callable[[Step], str | None]


def larger_minus_smaller(node: ast.expr, vectors: bool) -> ast.expr:
    """Return the term that an (in)equality says is ≥ 0, > 0 or = 0 (u ≠ v says that (u − v)² > 0)."""
    if isinstance(node, ast.UnaryOp):
        opposite = negation(node.operand)
        if isinstance(opposite, ast.Compare):
            return larger_minus_smaller(opposite, vectors)
        return ast.BinOp(larger_minus_smaller(node.operand, vectors), ast.Pow(), ast.Constant(2))
    assert isinstance(node, ast.Compare)
    left, op, right = node.left, node.ops[0], node.comparators[0]
    high, low = (right, left) if isinstance(op, ast.Lt | ast.LtE) else (left, right)
    gap = high if ast.unparse(low) == "0" else ast.BinOp(high, ast.Sub(), low)
    return call("sq", gap) if vectors else gap


class Combination:
    """One `combine` step, ready to be printed."""

    def __init__(self, step: Step, block: Block, number: Number):
        self.step, self.declared, self.number = step, block.declared, number
        self.facts = [block.steps[name] for name in step.premises]
        self.terms = [(factored(c, block.context.symbols), Counter(chosen)) for c, chosen in step.record["terms"]]
        self.divisors = Counter(step.record.get("multiplier", ()))

    @property
    def clash(self) -> bool:
        """Whether it proves 0 > 0."""
        return self.step.thm.concl[0] == "gt" and not self.step.thm.concl[1].terms

    @property
    def cited(self) -> list[Step]:
        """The facts that need a reference: those that are not seen to hold by themselves."""
        return [fact for fact in self.facts if fact.rule not in ("square", "natural") or fact.premises]

    def simple(self) -> list[tuple[str, Step]] | None:
        """Return (factor, fact) pairs if the goal is a sum of multiples of facts and nothing more needs saying."""
        if self.divisors or self.clash or not 0 < len(self.terms) <= 3:
            return None
        found = []
        for c, powers in self.terms:
            numbered = [i for i in powers if self._explicit(self.facts[i]) is None]
            if len(numbered) != 1 or powers[numbered[0]] != 1:
                return None
            rest = Counter({i: n for i, n in powers.items() if i != numbered[0]})
            found.append((closed_up(self._product(c, rest)), self.facts[numbered[0]]))
        return found

    def plain_facts(self) -> list[Step]:
        """The facts that the identity writes out and that need a reference."""
        return [fact for fact in self.cited if self._explicit(fact) is not None]

    def identity(self, end: str) -> str:
        """Return "multiplier · (difference of the goal's sides) = …" as inline mathematics or a display."""
        total = " + ".join(self._product(c, powers) for c, powers in self.terms).replace("+ -", "- ")
        left = self._product(ast.Constant(1), self.divisors) if self.divisors else ""
        goal = "0" if self.clash else r"\Delta"
        text = (rf"{left}\, {goal}" if left else goal) + f" = {total or '0'}"
        return f"${closed_up(text)}${end}" if width(text) < ROOM // 2 else f"\\[\n{set_out(text + end)}\n\\]"

    def _product(self, c: ast.expr, powers: Mapping[int, int]) -> str:
        factors = [self._power(self.facts[i], n) for i, n in sorted(powers.items())]
        coefficient = mathematics(c, self.declared)
        if _is_sum(c) and not isinstance(c, ast.UnaryOp) and factors:
            coefficient = fenced("(", coefficient, ")")
        if coefficient in ("1", "-1") and factors:
            coefficient = coefficient[:-1]
        return r"\, ".join([coefficient, *factors]).removeprefix(r"\, ")

    def _power(self, fact: Step, exponent: int) -> str:
        explicit = self._explicit(fact)
        if explicit is None:
            text = rf"\Delta_{{{self.number(fact)}}}"
        else:
            text = mathematics(explicit, self.declared)
            loose = _is_sum(explicit) or (exponent > 1 and not isinstance(explicit, ast.Name))
            text = fenced("(", text, ")") if loose else text
        return text if exponent == 1 else f"{text}^{{{exponent}}}"

    def _explicit(self, fact: Step) -> ast.expr | None:
        """What the identity writes for a fact instead of its number."""
        gap = larger_minus_smaller(fact.surface, self._vectors(fact.surface))
        plain = fact not in self.cited or isinstance(fact.surface, ast.UnaryOp) or self.number(fact) is None
        short = fact.thm.concl[0] != "eq" and width(mathematics(gap, self.declared)) <= SHORT
        return gap if plain or short else None

    def _vectors(self, node: ast.expr) -> bool:
        """Whether this is an equation between vectors, which the kernel reads as ‖u − v‖² = 0."""
        inner = node.operand if isinstance(node, ast.UnaryOp) else node
        if not isinstance(inner, ast.Compare) or not isinstance(inner.ops[0], ast.Eq):
            return False
        return is_vector(inner.left, self.declared)


def is_vector(node: ast.expr, declared: Mapping[str, Any]) -> bool:
    """Whether a term is a vector."""
    if isinstance(node, ast.BinOp):
        sides = [node.left] if isinstance(node.op, ast.Pow | ast.Div) else [node.left, node.right]
        return any(is_vector(side, declared) for side in sides)
    if isinstance(node, ast.UnaryOp):
        return is_vector(node.operand, declared)
    name = node.id if isinstance(node, ast.Name) else call_of(node)
    return str(declared.get(name, "")).rpartition("->")[2].strip() == "vector"


def _is_sum(node: ast.expr) -> bool:
    return isinstance(node, ast.UnaryOp) or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub))
