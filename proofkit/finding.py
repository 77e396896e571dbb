"""A `Finding`: a class that was given or follows, with its constants, the path to it, and the proof of that path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from .composition import compose
from .derivation import Derivation
from .function_class import rename
from .implication import FOLLOWS, NEEDS, SYMBOLS, Bound, Implication, compared
from .known import stronger
from .operation import SECOND, Rule
from .symbolic import to_kernel
from .verdict import Strength, weakest


@dataclass(frozen=True)
class Finding:
    """A class that was given or follows.

    Args:
        name: the class.
        constants: their exact values in the given constants.
        edge: the last implication used; None for what was given.
        parents: its premises.
        needs: what the whole path asks of region and function (keys of NEEDS, with `h_` before them for the second
            function; labels of an operation), nothing that follows from the rest.
        subject: what it is about: "f", the second function "h", or the "result" of an operation on them.
        arguments: (parameter of the operation, its value).
    """

    name: str
    constants: tuple[sp.Expr, ...]
    edge: Implication | None = None
    parents: tuple[Finding, ...] = ()
    needs: frozenset[str] = frozenset()
    subject: str = "f"
    arguments: tuple[tuple[str, sp.Expr], ...] = ()

    @property
    def bound(self) -> Bound:
        """The class with its constants as text."""
        return Bound(self.name, tuple(map(str, self.constants)))

    @cached_property
    def path(self) -> tuple[Finding, ...]:
        """Every finding on the way, each after those it follows from, this one last."""
        steps = dict.fromkeys(step for parent in self.parents for step in parent.path)
        return (*steps, self)

    @property
    def edges(self) -> tuple[Implication, ...]:
        """The implications used, in order."""
        return tuple(dict.fromkeys(step.edge for step in self.path if step.edge))

    @property
    def strength(self) -> Strength:
        """That of the weakest edge."""
        return weakest([Strength.PROVED, *(edge.strength for edge in self.edges)])

    @property
    def axioms(self) -> tuple[str, ...]:
        """The axioms that the edges rest on."""
        return tuple(sorted({axiom for edge in self.edges for axiom in edge.axioms}))

    @property
    def label(self) -> str:
        """What a given class is called among the hypotheses."""
        return f"h_{self.name}" if self.subject == "h" else self.name

    def need_label(self, need: str) -> str:
        """Return what a need of this function is called among the hypotheses."""
        return label(need, self.subject)

    @property
    def roles(self) -> dict[str, str]:
        """The function that an edge is used for."""
        return dict(SECOND) if self.subject == "h" else {}

    def about(self, text: str) -> str:
        """Return kernel text about f, said of what this is about."""
        if isinstance(self.edge, Rule):
            return self.edge.operation.result(text, self._numbers)
        return rename(text, self.roles)

    @property
    def values(self) -> dict[str, sp.Expr]:
        """Parameter of the operation → its value."""
        return dict(self.arguments)

    @property
    def _numbers(self) -> dict[str, str]:
        return {name: f"({to_kernel(value)})" for name, value in self.arguments}

    @property
    def parameters(self) -> list[str]:
        """The values that are names."""
        return [value.name for _, value in self.arguments if value.is_Symbol]

    @property
    def _scalars(self) -> tuple[str, ...]:
        given = [value for step in self.path if step.edge is None for value in step.constants]
        names = [value.name for value in given if value.is_Symbol]
        return (*dict.fromkeys([*names, *self.parameters]), "k", "l")

    @property
    def declared(self) -> dict[str, str]:
        """Every symbol that its statement may speak of."""
        own = self.edge.operation.symbols() if isinstance(self.edge, Rule) else {**SYMBOLS}
        return {**own, **dict.fromkeys(self._scalars, "scalar")}

    @property
    def asked(self) -> dict[str, str]:
        """What it asks of region and function: label → kernel text."""
        found = {need: NEEDS[need][0] for need in NEEDS if need in self.needs}
        found |= {f"h_{need}": rename(NEEDS[need][0], SECOND) for need in NEEDS if f"h_{need}" in self.needs}
        if isinstance(self.edge, Rule):
            texts = self.edge.operation.assumptions
            found |= {label: rename(texts[label], self._numbers) for label in texts if label in self.needs}
        return found

    @property
    def words(self) -> dict[str, str]:
        """What it asks of region and function: label → words."""
        found = {need: NEEDS[need][1] for need in NEEDS if need in self.needs}
        second = {f"h_{need}": f"for the second function: {words}" for need, (_, words) in NEEDS.items()}
        found |= {need: words for need, words in second.items() if need in self.needs}
        if isinstance(self.edge, Rule):
            shown, texts = {name: str(value) for name, value in self.arguments}, self.edge.operation.words
            found |= {label: rename(text, shown) for label, text in texts.items() if label in self.needs}
        return found

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """What it asks of the constants, besides that they are positive and what the given classes ask of theirs."""
        given = {gap for step in self.path if step.edge is None for gap in step._asks}
        own = [gap for step in self.path for gap in step._used] + self._asks
        return tuple(dict.fromkeys(_written(*gap) for gap in own if gap not in given and not _sure(*gap)))

    @property
    def _asks(self) -> list[tuple[sp.Expr, bool]]:
        """What the class asks of its constants."""
        values = dict(zip(self.bound.kind.constants, self.constants, strict=True))
        return [compared(sign, values) for sign in self.bound.kind.signs]

    @property
    def _used(self) -> list[tuple[sp.Expr, bool]]:
        """What the last edge asks of the constants."""
        if self.edge is None:
            return []
        values = self.values
        for premise, parent in zip(self.edge.given, self.parents, strict=True):
            values |= dict(zip(premise.constants, parent.constants, strict=True))
        return [compared(sign, values) for sign in self.edge.signs]

    @cached_property
    def derivation(self) -> Derivation:
        """One proof of the whole path, which cites the edges.

        Raises:
            ProofRefused: an edge is only stated.
        """
        return compose(self)

    def at_least(self, other: Finding, order: Mapping[sp.Symbol, sp.Expr]) -> bool:
        """Whether this is the same class with constants as strong, and asks for no more."""
        kind = self.bound.kind
        pairs = zip(kind.constants, self.constants, other.constants, strict=True)
        better = self.needs <= closure(other.needs) and all(stronger(name, a, b, order) for name, a, b in pairs)
        return better and set(self.conditions) <= set(other.conditions)


def _sure(gap: sp.Expr, weak: bool) -> bool:
    """Whether it holds for all positive constants."""
    return bool(gap.is_nonnegative if weak else gap.is_positive)


def _written(gap: sp.Expr, weak: bool) -> str:
    """The comparison, without minus signs."""
    terms = sp.Add.make_args(gap)
    larger, smaller = ([t for t in terms if t.could_extract_minus_sign() is minus] for minus in (False, True))
    return f"{sp.Add(*larger)} {'>=' if weak else '>'} {-sp.Add(*smaller)}"


def label(need: str, subject: str) -> str:
    """Return a need's label; about region and centre alone, it is the same for both functions."""
    text = NEEDS[need][0] if need in NEEDS else "f"
    return f"h_{need}" if subject == "h" and rename(text, SECOND) != text else need


def closure(needs: frozenset[str]) -> frozenset[str]:
    """Return what is asked for together with what follows from it."""
    return needs | {weak for weak, strong in FOLLOWS.items() if strong in needs}


def reduced(needs: frozenset[str]) -> frozenset[str]:
    """Return what is asked for without what follows from the rest of it."""
    return needs - {weak for weak, strong in FOLLOWS.items() if strong in needs}
