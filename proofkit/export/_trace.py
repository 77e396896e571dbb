"""A replayed proof, step by step: what the kernel concluded at each, and how the proof's own text words it."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from typing import Any

from ..kernel.formulas import symbols
from ..kernel.parser import Ill
from ..kernel.replay import AXIOMS, Context, parse_statement, replay
from ..kernel.rules import RULES, Thm
from ..printing import formula_text
from ._surface import (
    atom_in_two_sides,
    call,
    call_of,
    cancelled,
    conjuncts,
    negation,
    opened,
    read,
    replaced,
    substitute,
    unfolded,
)  # fmt: skip

FORMULAS = ("implies", "iff", "forall", "exists", "measure_le", "ae", "tends")


@dataclass(frozen=True)
class Step:
    """One accepted step: its record in the proof file, the kernel's conclusion, and that conclusion in words."""

    record: Mapping[str, Any]
    premises: tuple[str, ...]
    thm: Thm
    surface: ast.expr

    @property
    def rule(self) -> str:
        """The kernel rule."""
        return str(self.record["rule"])


@dataclass(frozen=True)
class Block:
    """One theorem or lemma of a proof file, traced."""

    header: Mapping[str, Any]
    steps: Mapping[str, Step]
    last: str
    context: Context
    wording: Mapping[Any, ast.expr]

    def words(self, formula: Any) -> ast.expr:
        """A kernel formula in somebody's words, or else in the kernel's."""
        return self.wording.get(formula) or atom_in_two_sides(read(formula_text(formula)))

    def is_formula(self, node: ast.expr) -> bool:
        """Whether this is a formula, not a term."""
        if isinstance(node, ast.Compare | ast.BoolOp):
            return True
        if isinstance(node, ast.UnaryOp):
            return isinstance(node.op, ast.Not)
        return call_of(node) in FORMULAS or self.declared.get(call_of(node), "").endswith("prop")

    @property
    def name(self) -> str:
        """The theorem's name."""
        return str(self.header["theorem"])

    @cached_property
    def declared(self) -> dict[str, str]:
        """Symbol → signature, local symbols too."""
        return {**self.header["declare"], **self.header.get("locals", {})}

    @cached_property
    def hypotheses(self) -> dict[Any, str]:
        """Kernel formula → label."""
        return {self.context.formula(text): label for label, text in self.header["hypotheses"].items()}

    @property
    def cited(self) -> set[str]:
        """The axioms and lemmas that some step uses."""
        return {str(step.record["cite"]) for step in self.steps.values() if step.rule == "cite"}

    def assumptions(self, step: Step) -> frozenset[Any]:
        """What a step rests on besides the hypotheses."""
        return frozenset(formula for formula in step.thm.hyps if formula not in self.hypotheses)

    def local_symbols(self, step: Step) -> set[str]:
        """The proof's own symbols that are free in a step."""
        found = set().union(*(symbols(formula) for formula in (step.thm.concl, *step.thm.hyps)))
        return found & set(self.header.get("locals", {}))


def trace(lines: Iterable[str], wanted: Container[str] | None = None) -> list[Block]:
    """Replay a proof file and return its blocks with every intermediate conclusion.

    Args:
        lines: of the file.
        wanted: names of the blocks to return; None means all.
    Raises:
        Refused: the kernel does not accept the file.
    """
    lines = [line for line in lines if line.strip()]
    replay(lines)
    citables = {name: parse_statement(axiom) for name, axiom in AXIOMS.items()}
    headers: dict[str, Mapping[str, Any]] = dict(AXIOMS)
    blocks, records = [], []
    for record in map(json.loads, lines):
        if "qed" not in record:
            records.append(record)
            continue
        header, *steps = records
        if wanted is None or header["theorem"] in wanted:
            blocks.append(_Tracer(header, dict(citables), headers).block(steps, record["qed"]))
        citables[header["theorem"]], headers[header["theorem"]] = parse_statement(header), header
        records = []
    return blocks


class _Tracer:
    """Runs the kernel's rules over one block once more, keeping what `replay` does not."""

    def __init__(self, header: Mapping[str, Any], citables: dict[str, Any], headers: Mapping[str, Mapping[str, Any]]):
        statement = parse_statement(header)
        local = parse_statement({**header, "declare": header.get("locals", {}), "hypotheses": {}, "conclusion": "0==0"})
        self.context = Context(statement.dimension, {**statement.declared, **local.declared}, citables)
        self.header, self.headers = header, headers
        self.sorts = {**header["declare"], **header.get("locals", {})}
        self.wording: dict[Any, ast.expr] = {}
        self.readings: dict[str, Any] = {}
        self.steps: dict[str, Step] = {}

    def block(self, records: list[Mapping[str, Any]], last: str) -> Block:
        for text in (self.header["conclusion"], *self.header["hypotheses"].values()):
            self._learn(read(text))
        for record in records:
            self._learn_record(record)
        for record in records:
            premises = tuple(record.get("from", ()))
            thm = RULES[record["rule"]](record, [self.steps[i].thm for i in premises], self.context)
            surface = self._worded(record, [self.steps[i] for i in premises], thm)
            self.steps[record["id"]] = Step(record, premises, thm, surface)
            self._learn_from(record, records, surface)
        return Block(self.header, self.steps, last, self.context, self.wording)

    # -- wordings: kernel formula → the text somebody wrote ------------------------------------------

    def _kernel(self, node: ast.expr) -> Any:
        """The kernel's reading of a tree, None if it is not a formula here."""
        text = ast.unparse(node)
        if text not in self.readings:
            try:
                self.readings[text] = self.context.formula(text)
            except (Ill, TypeError, ValueError, KeyError, AttributeError, RecursionError):
                self.readings[text] = None
        return self.readings[text]

    def _learn(self, node: ast.expr) -> None:
        """Remember the wording of a formula and of every formula in it, unless a program wrote it."""
        if self._printed(node):
            return
        for inner in ast.walk(node):
            if isinstance(inner, ast.BoolOp | ast.Compare | ast.Call | ast.UnaryOp):
                self._learn_one(inner)

    def _learn_one(self, node: ast.expr) -> None:
        formula = self._kernel(node)
        if formula is None or self._printed(node):
            return
        if len(ast.unparse(node)) < len(ast.unparse(self.wording.get(formula, node))) or formula not in self.wording:
            self.wording[formula] = node

    def _printed(self, node: ast.expr) -> bool:
        formula = self._kernel(node)
        return formula is not None and ast.unparse(node) == ast.unparse(read(formula_text(formula)))

    def _learn_record(self, record: Mapping[str, Any]) -> None:
        for text in (record.get("formula"), *record.get("with", {}).values(), *record.get("terms", ())):
            if isinstance(text, str):
                self._learn(read(text))
        if record["rule"] == "cite":
            given = {name: read(text) for name, text in record.get("with", {}).items()}
            for text in self.headers[record["cite"]]["hypotheses"].values():
                self._learn(cancelled(substitute(read(text), given)))

    def _learn_from(self, record: Mapping[str, Any], records: list[Mapping[str, Any]], surface: ast.expr) -> None:
        """A wording for what later steps assume because of this one: alternatives, witnesses, induction."""
        found = []
        if isinstance(surface, ast.BoolOp) and isinstance(surface.op, ast.Or):
            found += surface.values
        if call_of(surface) == "exists":
            chosen = [r["symbol"] for r in records if r["rule"] == "choose" and r["from"][0] == record["id"]]
            found += [opened(surface, ast.Name(symbol)) for symbol in chosen]
        for node in found:
            for inner in (node, *conjuncts(node)):
                self._learn_one(inner)

    # -- the wording of each rule's conclusion ---------------------------------------------------------

    def _worded(self, record: Mapping[str, Any], premises: list[Step], thm: Thm) -> ast.expr:
        for attempt in (self._own_text, self._by_rule):
            try:
                found = attempt(record, premises)
            except (ValueError, IndexError):
                continue
            if found is not None and self._kernel(found) == thm.concl:
                other = self.wording.get(thm.concl, found)
                by_hand = attempt == self._own_text
                return found if by_hand or len(ast.unparse(found)) <= len(ast.unparse(other)) else other
        if thm.concl in self.wording:
            return self.wording[thm.concl]
        return atom_in_two_sides(read(formula_text(thm.concl)))

    def _own_text(self, record: Mapping[str, Any], premises: list[Step]) -> ast.expr | None:
        """The formula that the step itself states, if a person wrote it."""
        if "formula" not in record or record["rule"] == "discharge":
            return None
        node, formula = read(record["formula"]), self.context.formula(record["formula"])
        if record["rule"] == "decide":
            return ast.BoolOp(ast.Or(), [self.wording.get(formula, node), negation(self.wording.get(formula, node))])
        printed = ast.unparse(node) == ast.unparse(read(formula_text(formula)))
        return None if printed and (formula in self.wording or len(record["formula"]) > 12) else node

    def _by_rule(self, record: Mapping[str, Any], premises: list[Step]) -> ast.expr | None:
        made: dict[str, Callable[..., ast.expr | None]] = {
            "discharge": self._discharge, "detach": self._detach, "both": self._both, "part": self._part,
            "cases": lambda _, __, branch, *rest: branch.surface, "generalize": self._generalize,
            "instance": self._instance, "choose": lambda _, some, then: then.surface, "square": self._square,
            "rewrite": self._rewrite, "cite": self._cite, "natural": self._natural, "solve": self._solve,
            "line": self._line, "archimedes": lambda _: read("forall(b, scalar, exists(n, nat, n > b))"),
        }  # fmt: skip
        rule = made.get(record["rule"])
        return rule(record, *premises) if rule else None

    def _discharge(self, record: Mapping[str, Any], then: Step) -> ast.expr:
        formula = self.context.formula(record["formula"])
        return call("implies", self.wording.get(formula, read(record["formula"])), then.surface)

    def _detach(self, record: Mapping[str, Any], implication: Step, _: Step) -> ast.expr | None:
        node = implication.surface
        return node.args[1] if isinstance(node, ast.Call) and call_of(node) == "implies" else None

    def _both(self, record: Mapping[str, Any], *parts: Step) -> ast.expr:
        return ast.BoolOp(ast.And(), [part.surface for part in parts])

    def _part(self, record: Mapping[str, Any], whole: Step) -> ast.expr:
        return conjuncts(unfolded(whole.surface))[record["index"]]

    def _generalize(self, record: Mapping[str, Any], body: Step) -> ast.expr:
        name = record["symbol"]
        sort = self.sorts[name]
        shown = ast.Constant(sort) if "->" in sort else ast.Name(sort)
        return call("forall", ast.Name(name), shown, body.surface)

    def _instance(self, record: Mapping[str, Any], whole: Step) -> ast.expr:
        node = whole.surface
        for text in record["terms"]:
            node = opened(node, read(text))
        return node

    def _square(self, record: Mapping[str, Any]) -> ast.expr:
        value = call("sq", read(record["vector"])) if "vector" in record else read(f"({record['scalar']})**2")
        return ast.Compare(value, [ast.GtE()], [ast.Constant(0)])

    def _natural(self, record: Mapping[str, Any], *premise: Step) -> ast.expr | None:
        return None if premise else ast.Compare(read(record["term"]), [ast.GtE()], [ast.Constant(0)])

    def _solve(self, record: Mapping[str, Any], premise: Step) -> ast.expr:
        node = premise.surface
        node = negation(node.operand) if isinstance(node, ast.UnaryOp) else node
        assert isinstance(node, ast.Compare)
        left, op, right = node.left, node.ops[0], node.comparators[0]
        high, low = (left, right) if isinstance(op, ast.Gt | ast.GtE) else (right, left)
        value = ast.unparse(high if ast.unparse(low) == "0" else ast.BinOp(high, ast.Sub(), low))
        names = chain("bwyz", (f"b{n}" for n in count(1)))
        b = next(name for name in names if name not in self.sorts)
        equation = f"({value})*{b} == 1" if isinstance(op, ast.Gt | ast.Lt) else f"{b}**2 == {value}"
        return read(f"exists({b}, scalar, {b} >= 0 and {equation})")

    def _line(self, record: Mapping[str, Any]) -> ast.expr:
        if "scalar" in record:
            return read(f"powd({record['scalar']}) == {record['scalar']}")
        u, v, w, z = record["vectors"]
        return ast.Compare(_product((u, v), (w, z)), [ast.Eq()], [_product((u, w), (v, z))])

    def _rewrite(self, record: Mapping[str, Any], equation: Step, fact: Step) -> ast.expr:
        return replaced(fact.surface, read(record["old"]), read(record["new"]))

    def _cite(self, record: Mapping[str, Any], *premises: Step) -> ast.expr:
        given = {name: read(text) for name, text in record.get("with", {}).items()}
        return cancelled(substitute(read(self.headers[record["cite"]]["conclusion"]), given))


def _product(*pairs: tuple[str, str]) -> ast.expr:
    """The product of two inner products; of the same vectors, a square."""
    first, second = (f"sq({u})" if u == v else f"dot({u}, {v})" for u, v in pairs)
    return read(f"{first}**2" if first == second else f"{first}*{second}")
