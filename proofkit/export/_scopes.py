"""Where each step of a proof is said: in the widest scope in which everything it rests on is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..kernel.formulas import instantiate
from ._trace import Block, Step

#: from the whole proof inwards: (the step that closes a scope, the premise that is proved in it)
Path = tuple[tuple[str, int], ...]

#: these are said as early as possible, all else where it is used
CLAIMS = ("induction", "generalize", "discharge")


@dataclass
class Scope:
    """A part of a proof, under one more assumption or about one more symbol.

    Args:
        goal: id of the step it establishes.
        assumption: kernel formula assumed in it, if any.
        variable: the symbol it is about, if any.
        items: ids of the steps said in it, in order.
    """

    goal: str
    assumption: Any = None
    variable: str | None = None
    items: list[str] = field(default_factory=list)


class Scopes:
    """All scopes of a block, by path; `scopes[()]` is the whole proof."""

    def __init__(self, block: Block):
        self.block = block
        self.found: dict[Path, Scope] = {(): Scope(block.last)}
        self.consumers: dict[str, list[tuple[str, int]]] = {}
        uses: dict[str, set[Path]] = {block.last: {()}}
        for name in reversed(list(block.steps)):
            for place in sorted(self._places(block.steps[name], uses.get(name, set()))):
                self.found[place].items.insert(0, name)
                self._use(name, place, uses)

    def __getitem__(self, path: Path) -> Scope:
        return self.found[path]

    def _use(self, name: str, place: Path, uses: dict[str, set[Path]]) -> None:
        step = self.block.steps[name]
        for index, premise in enumerate(step.premises):
            scope = self._opens(step, index)
            inner = place if scope is None else (*place, (name, index))
            if scope is not None:
                self.found[inner] = scope
            uses.setdefault(premise, set()).add(inner)
            if (name, index) not in self.consumers.setdefault(premise, []):
                self.consumers[premise].append((name, index))

    def _opens(self, step: Step, index: int) -> Scope | None:
        """The scope in which a step's premise is proved, if it is one of its own."""
        goal, record, block = step.premises[index], step.record, self.block
        if step.rule == "generalize":
            return Scope(goal, None, record["symbol"])
        if step.rule == "discharge":
            return Scope(goal, block.context.formula(record["formula"]))
        if step.rule == "cases" and index:
            return Scope(goal, block.steps[step.premises[0]].thm.concl[1][index - 1])
        if step.rule == "choose" and index:
            return Scope(goal, self._at(block.steps[step.premises[0]].thm.concl, record["symbol"]), record["symbol"])
        if step.rule == "induction":
            here = self._at(step.thm.concl, record["symbol"])
            return Scope(goal, here, record["symbol"]) if index else Scope(goal)
        return None

    def _at(self, quantified: Any, symbol: str) -> Any:
        return instantiate(quantified, self.block.context.lambda_(symbol, quantified[1]))

    def _places(self, step: Step, uses: Iterable[Path]) -> set[Path]:
        """One place if the scopes that use a step share enough, else one for each group that does."""
        paths = list(uses)
        if not paths:
            return set()
        shared = _common(paths)
        fixed = set().union(*(self._variables(path) for path in paths))
        known = self.block.assumptions(step) <= self._assumed(shared)
        if shared in paths or (known and self.block.local_symbols(step) & fixed <= self._variables(shared)):
            early = step.rule in CLAIMS and not self._ends(step, paths)
            return {self._widest(step, shared, fixed) if early else shared}
        groups: dict[Path, list[Path]] = {}
        for path in paths:
            groups.setdefault(path[: len(shared) + 1], []).append(path)
        return set().union(*(self._places(step, group) for group in groups.values()))

    def _ends(self, step: Step, paths: list[Path]) -> bool:
        """Whether a step is what one of these scopes is there to prove."""
        return any(self.found[path].goal == step.record["id"] for path in paths)

    def _widest(self, step: Step, path: Path, fixed: set[str]) -> Path:
        """The widest scope in which a step still makes sense."""
        needed, local = self.block.assumptions(step), self.block.local_symbols(step) & fixed
        while path and needed <= self._assumed(path[:-1]) and local <= self._variables(path[:-1]):
            path = path[:-1]
        return path

    def _prefixes(self, path: Path) -> list[Scope]:
        return [self.found[path[:length]] for length in range(len(path) + 1)]

    def _assumed(self, path: Path) -> set[Any]:
        return {scope.assumption for scope in self._prefixes(path) if scope.assumption is not None}

    def _variables(self, path: Path) -> set[str]:
        return {scope.variable for scope in self._prefixes(path) if scope.variable}


def _common(paths: list[Path]) -> Path:
    first, last = min(paths), max(paths)
    length = next((k for k, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:length]
