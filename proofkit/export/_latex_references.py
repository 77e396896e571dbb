"""How a step of a proof is referred to: a number, a hypothesis' label, or how it follows from such."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._latex_text import closed_up, identifier, inline, mathematics, named, width
from ._surface import conjuncts, read, unfolded
from ._trace import Block, Step

CHAIN = ("instance", "detach", "part")
NEARBY = 44  # a fact no wider than this is repeated where it is used


def series(items: Iterable[str]) -> str:
    """Return "a", "a and b", "a, b and c", each item once."""
    *first, last = dict.fromkeys(items) or [""]
    return f"{', '.join(first)} and {last}" if first else last


@dataclass
class References:
    """Knows what has a number at the present place of a proof.

    Args:
        block: the proof.
        place: what labels of this proof begin with.
        lemmas: name → label of what may be cited.
        numbers: kernel formula → equation label.
        parts: kernel formula → which part of the claim it is.
        shown: the parts that are shown by now.
    """

    block: Block
    place: str
    lemmas: Mapping[str, str]
    numbers: dict[Any, str] = field(default_factory=dict)
    parts: dict[Any, str] = field(default_factory=dict)
    shown: set[Any] = field(default_factory=set)

    def inline(self, node: ast.expr) -> str:
        """Return a formula for a line of text."""
        return inline(node, self.block.declared)

    def hypothesis(self, label: str) -> str:
        """Return a link to a hypothesis of this statement."""
        return rf"\hyperlink{{hyp:{self.place}:{label}}}{{\textup{{{named(label)}}}}}"

    def number(self, step: Step) -> str | None:
        """Return what stands below Δ for a step that has a number or is a hypothesis."""
        formula = step.thm.concl
        if formula in self.numbers:
            return rf"\gapref{{{self.numbers[formula]}}}"
        label = self.block.hypotheses.get(formula)
        if label is not None:
            return identifier(label)
        source = self.same_as(step)
        return self.number(source) if source else None

    def same_as(self, step: Step) -> Step | None:
        """The fact that a step only states in other words, if it does."""
        if step.rule != "combine" or step.record.get("multiplier"):
            return None
        terms = step.record["terms"]
        if len(terms) != 1 or len(terms[0][1]) != 1 or terms[0][0] != "1":
            return None
        return self.block.steps[step.premises[terms[0][1][0]]]

    def trivial(self, step: Step) -> bool:
        """Whether a step is an (in)equality between polynomials that needs no fact."""
        return step.rule == "combine" and not step.premises

    def known(self, step: Step) -> bool:
        """Whether a step can be referred to by one number or label."""
        return step.thm.concl in self.numbers or step.thm.concl in self.block.hypotheses

    def refer(self, step: Step) -> str:
        """Return how to refer to a step."""
        formula = step.thm.concl
        if formula in self.numbers:
            return rf"\eqref{{{self.numbers[formula]}}}"
        if formula in self.block.hypotheses:
            return self.hypothesis(self.block.hypotheses[formula])
        if formula in self.shown:
            return self.parts[formula]
        source = self.same_as(step)
        if source:
            return self.refer(source)
        if step.rule == "both":
            return series(self.refer(self.block.steps[name]) for name in step.premises)
        if step.rule in CHAIN:
            return self._chain(step)
        if step.rule == "cite":
            return self.citation(step)
        if step.rule == "archimedes":
            return "the Archimedean property"
        return self.inline(step.surface)

    def fact(self, step: Step) -> str:
        """Return a reference, after the fact itself where that is short and is not itself the reference."""
        shown, reference = self.inline(step.surface), self.refer(step)
        if shown == reference or reference.startswith(r"\eqref") or width(shown) > NEARBY:
            return reference
        return f"{shown} {self._bracketed(reference)}"

    def equation(self, step: Step) -> str:
        """Return an equation and why it holds, for "and since …"."""
        return f"{self.inline(step.surface)} {self._bracketed(self.refer(step))}"

    def witness(self, step: Step) -> str:
        """Return "with x = value, " for a step that found a witness; nothing where they share the name."""
        node = unfolded(step.surface)
        assert isinstance(node, ast.Call)
        name = ast.unparse(node.args[0])
        term = step.record["term"]
        return "" if name == term else f"with {self.assignment(name, term, '=')}, "

    @staticmethod
    def _bracketed(reference: str) -> str:
        link = r"\\hyperlink\{[^{}]*\}\{\\textup\{(\\mbox\{)?\(\\textsf\{[^{}]*\}\)\}*"  # brackets are there already
        return reference if re.fullmatch(link, reference) else f"(by {reference})"

    def _chain(self, step: Step) -> str:
        base = self.block.steps[step.premises[0]]
        if step.rule == "part":
            return self.refer(base)
        if step.rule == "detach":
            return self.refer(base) + self._because(self.block.steps[step.premises[1]])
        return f"{self.refer(base)}{self._values(base, step.record['terms'])}"

    def _because(self, antecedent: Step) -> str:
        """Why an implication applies; what was just assumed goes without saying."""
        parts = [antecedent]
        while any(part.rule == "both" for part in parts):
            parts = [inner for part in parts for inner in self._split(part)]
        reasons = [self.fact(part) for part in parts if not self._obvious(part)]
        return f", since {series(reasons)}" if reasons else ""

    def _split(self, step: Step) -> list[Step]:
        return [self.block.steps[name] for name in step.premises] if step.rule == "both" else [step]

    def _obvious(self, step: Step) -> bool:
        if self.trivial(step):
            return True
        while step.rule == "part":
            step = self.block.steps[step.premises[0]]
        short = not isinstance(step.surface, ast.Call) and width(self.inline(step.surface)) < 20
        return step.rule == "assume" and short

    def _values(self, base: Step, terms: list[str]) -> str:
        """At which values of its variables a universal fact is used; where they speak of the variables, in order."""
        node, names = base.surface, []
        for _ in terms:
            node = unfolded(node)
            names.append(node.args[0].id if isinstance(node, ast.Call) and isinstance(node.args[0], ast.Name) else "")
            node = node.args[2] if isinstance(node, ast.Call) and len(node.args) == 3 else node
        changed = [(name, text) for name, text in zip(names, terms, strict=True) if name != text]
        if any(name in re.findall(r"\w+", text) for name, _ in changed for _, text in changed):
            return f" applied at {' and '.join(self.value(text) for text in terms)}"
        return f" at {series(self.assignment(name, text, '=') for name, text in changed)}" if changed else ""

    def assignment(self, name: str, text: str, sign: str) -> str:
        """Return "name = value" (or :=); sets and functions as such."""
        return f"${mathematics(ast.Name(name), self.block.declared)} {sign} {self.value(text)[1:]}"

    def value(self, text: str) -> str:
        """Return a term for a line of text; sets and functions as such."""
        value, declared = read(text), self.block.declared
        if isinstance(value, ast.Lambda):
            names = [a.arg for a in value.args.args]
            parameters = ", ".join(mathematics(ast.Name(name), declared) for name in names)
            body = closed_up(mathematics(value.body, {**declared, **dict.fromkeys(names, "")}))
            formula = self.block.is_formula(value.body)
            shown = rf"\{{{parameters} : {body}\}}" if formula else rf"({parameters} \mapsto {body})"
        else:
            shown = closed_up(mathematics(value, declared))
        return f"${shown}$"

    def citation(self, step: Step) -> str:
        """Return which statement a step cites, at which symbols, and why its hypotheses hold."""
        name, given = step.record["cite"], step.record.get("with", {})
        changed = [self.assignment(symbol, text, ":=") for symbol, text in given.items() if symbol != text]
        kind = self.lemmas[name]
        at = f" with {series(changed)}" if changed else ""
        premises = [self.block.steps[premise] for premise in step.premises]
        telling = [fact for fact in premises if not self.trivial(fact)]
        reasons = [self.refer(fact) if self.known(fact) else self.fact(fact) for fact in telling]
        return f"{kind}{at}{', using ' + series(reasons) if reasons else ''}"

    def split(self, node: ast.expr, formula: Any) -> list[tuple[ast.expr, Any]]:
        """Return the parts of a conjunction with their kernel formulas."""
        nodes = conjuncts(node)
        if formula[0] != "and" or len(nodes) != len(formula[1]) or len(nodes) == 1:
            return [(node, formula)]
        return [part for pair in zip(nodes, formula[1], strict=True) for part in self.split(*pair)]
