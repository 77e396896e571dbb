"""An `Operation` on functions (sum, scaling, …), with its rules: which class the result is in, with which constants."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .derivation import Derivation, Draft, Fact, derive
from .function_class import rename
from .implication import SYMBOLS, Implication, Write, inequality, on_region, spoken_of
from .statement import Statement
from .verdict import Strength

#: the second function of an operation on two, and its gradient
SECOND = {"f": "h", "g": "w"}

Facts = Callable[[Draft, "Rule"], list[Fact]]
Prove = Callable[[Draft, "Rule", Fact, str], Fact]


@dataclass(frozen=True)
class Counterexample:
    """Functions of the classes whose result is in that class with no constant: it has a second stationary point.

    Args:
        first, second: the functions, in x and y ("" where there is no second one).
        minimiser: of both functions and of the result.
        point: another point where the result's gradient is 0, at a larger value.
        words: why, in a sentence.
    """

    first: str
    second: str
    minimiser: tuple[str, ...]
    point: tuple[str, ...]
    words: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule(Implication):
    """The result of an operation is in a class, if its functions are in some classes.

    Args:
        about_second: how many of the premises, the last ones, are about the second function.
        asks: which of the operation's conditional hypotheses it needs.
        facts: what its combination uses besides premises and signs.
        prove: proves the inequality for the result at p (and r), where that is no such combination.
        operation: filled in by the `Operation`.
    """

    name: str = ""
    write: Write | None = None
    source: str = "own"
    about_second: int = 0
    asks: tuple[str, ...] = ()
    facts: Facts | None = None
    prove: Prove | None = None
    operation: Any = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of the premises: the class, with `h_` before it for the second function."""
        first = len(self.given) - self.about_second
        return tuple(b.name if i < first else f"h_{b.name}" for i, b in enumerate(self.given))

    @cached_property
    def statement(self) -> Statement:
        """The rule in kernel text."""
        hypotheses = {}
        for label, premise in zip(self.labels, self.given, strict=True):
            text = on_region(premise.kind, inequality(premise.kind, premise.constants))
            hypotheses[label] = rename(text, SECOND) if label.startswith("h_") else text
        hypotheses |= {label: self.operation.assumptions[label] for label in self.asks}
        hypotheses |= {f"sign{i}": text for i, text in enumerate(self.signs, 1)}
        hypotheses |= {f"value_{k}": f"{k}*({bottom}) == {top}" for k, (top, bottom) in self.named.items()}
        conclusion = self.operation.result(on_region(self.found.kind, self.goal))
        declare = spoken_of(self.operation.symbols(self._scalars), [*hypotheses.values(), conclusion])
        return Statement(self.name, "any", declare, hypotheses, conclusion)

    @property
    def _scalars(self) -> tuple[str, ...]:
        constants = [name for premise in self.given for name in premise.constants]
        return (*dict.fromkeys(constants), *self.operation.parameters, *self.named)

    @cached_property
    def derivation(self) -> Derivation:
        """The written-out proof."""
        return self.anew()

    def anew(self) -> Derivation:
        """Write the proof."""
        return derive(self.statement, self.written)

    def written(self, d: Draft) -> Fact:
        """At p (and r): the premises at the operation's image of these points, combined."""
        points = self.found.kind.points
        d.local(**dict.fromkeys(points, "vector"))
        guard = self.said(" and ".join(f"{point} in S" for point in points))
        goal = self.said(self.goal)

        def at(inside: Fact) -> Fact:
            return self.prove(d, self, inside, goal) if self.prove else self._combined(d, inside, goal)

        return d.generalize(d.implies(guard, at), *points)

    def said(self, text: str) -> str:
        """Return a formula about f, g, S, c and the points, said of the result instead."""
        return self.operation.result(text)

    def _combined(self, d: Draft, inside: Fact, goal: str) -> Fact:
        premises = [self.at(d, label, inside) for label in self.labels]
        facts = [*signs(d), *(self.facts(d, self) if self.facts else [])]
        target = d.formula(goal)
        if target[0] != "implies":
            return d.combine(goal, *premises, *facts)
        return d.implies(target[1], lambda same: d.combine(target[2], *(d.use(p, [], same) for p in premises), *facts))

    def at(self, d: Draft, label: str, inside: Fact, *points: str) -> Fact:
        """A premise at the image of the points (p, and r for a pair, unless others are given)."""
        kind = self.given[self.labels.index(label)].kind
        images = [self.operation.image.format(p=point) for point in points or kind.points]
        members = {"p": inside, "r": inside}
        if inside.formula[0] == "and":
            members = dict(zip(("p", "r"), d.parts(inside), strict=True))
        chosen = [members[point] for point in points or kind.points]
        return d.use(d[label], images, d.conj(*chosen))

    @property
    def strength(self) -> Strength:
        """PROVED, once the proof has been replayed (which this does)."""
        return Strength.PROVED if self.derivation.replay().name == self.name else Strength.STATED

    @property
    def axioms(self) -> tuple[str, ...]:
        """Names of all axioms the proof rests on."""
        return tuple(sorted({name for proof in self.derivation.proofs for name in proof.axioms}))


def signs(d: Draft) -> list[Fact]:
    """What a rule asks of the constants."""
    return [d[label] for label in d.statement.hypotheses if label.startswith("sign")]


@dataclass(frozen=True, eq=False)
class Operation:
    """Something done to one function, or to two, with the classes that the result is known to be in.

    Args:
        name: file name in `calculus/`.
        title: what the result is, in mathematics.
        given: rules, each a `Rule` without a name.
        lambdas: f, g, S, c of the result in those of the given function (kernel text; those left out stay).
        parameters: scalars the user gives ("delta").
        two: whether there is a second function.
        declare: further symbols of the result, symbol → signature.
        assumptions: what rules may assume of these symbols: label → kernel text.
        words: the same assumptions in words.
        image: where the given function is taken for the result's value at `{p}`.
        refused: classes that do not carry over → why not.
    """

    name: str
    title: str
    given: tuple[Rule, ...]
    lambdas: Mapping[str, str]
    parameters: tuple[str, ...] = ()
    two: bool = False
    declare: Mapping[str, str] = field(default_factory=dict)
    assumptions: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    image: str = "{p}"
    refused: Mapping[str, Counterexample] = field(default_factory=dict)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, each with its name."""
        made = []
        for rule in self.given:
            premises = "_and_".join(dict.fromkeys(premise.name for premise in rule.given))
            made.append(replace(rule, name=f"{self.name}__{rule.found.name}_of_{premises}", operation=self))
        return tuple(made)

    def symbols(self, scalars: tuple[str, ...] = ()) -> dict[str, str]:
        """Return the declarations of everything a statement about this operation may speak of."""
        second = {SECOND[name]: SYMBOLS[name] for name in SECOND}
        return {**SYMBOLS, **second, **self.declare, **dict.fromkeys(scalars, "scalar")}

    def result(self, text: str, values: Mapping[str, str] | None = None) -> str:
        """Return a formula about f, g, S, c, said of the result instead, the parameters replaced by texts."""
        lambdas = {name: rename(lambda_, values or {}) for name, lambda_ in self.lambdas.items()}
        return expanded(text, lambdas)


def expanded(text: str, lambdas: Mapping[str, str]) -> str:
    """Return kernel text in which functions and sets of one point are replaced by the bodies of lambdas.

    The names that the bodies use must not be bound in the text.
    """
    bodies = {name: ast.parse(lambda_, mode="eval").body for name, lambda_ in lambdas.items()}
    return ast.unparse(_Expander(bodies).visit(ast.parse(text, mode="eval")))


class _Expander(ast.NodeTransformer):
    """Replaces f(u), and u in S, by the lambda's body at u."""

    def __init__(self, lambdas: Mapping[str, ast.expr]):
        self.lambdas = lambdas

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """f(u)."""
        self.generic_visit(node)
        return self._at(node.func, node.args[0], node) if len(node.args) == 1 else node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """u in S."""
        self.generic_visit(node)
        return self._at(node.comparators[0], node.left, node) if isinstance(node.ops[0], ast.In) else node

    def _at(self, function: ast.expr, point: ast.expr, node: ast.AST) -> ast.AST:
        lambda_ = self.lambdas.get(getattr(function, "id", ""))
        if not isinstance(lambda_, ast.Lambda):
            return node
        body = copy.deepcopy(lambda_.body)
        return _Point(lambda_.args.args[0].arg, point).visit(body)


class _Point(ast.NodeTransformer):
    """Replaces a name by a term."""

    def __init__(self, name: str, term: ast.expr):
        self.name, self.term = name, term

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """The name."""
        return copy.deepcopy(self.term) if node.id == self.name else node
