"""How the parts of a proof begin: let x be arbitrary, suppose that, choose, cases, induction."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping

from ._latex_pieces import Display, Piece
from ._latex_references import References, series
from ._latex_text import ROOM
from ._scopes import Path, Scopes
from ._trace import Block, Step

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
SPACES = {"vector": r" \in \mathbb{R}^{d}", "scalar": r" \in \mathbb{R}", "nat": r" \in \mathbb{N}"}


class Opening(ABC):
    """What a proof in prose keeps track of, and how each kind of scope is opened."""

    def __init__(self, block: Block, place: str, lemmas: Mapping[str, str]):
        self.block, self.scopes = block, Scopes(block)
        self.known = References(block, place, lemmas)
        self.count = self.depth = 0
        self.claims: dict[str, str] = {}  # step → the number it got where it was first shown
        last = block.steps[block.last]
        parts = last.thm.concl[1] if last.thm.concl[0] == "and" else ()
        self.known.parts.update((part, f"part~({number})") for part, number in zip(parts, ROMAN, strict=False))
        self.openings: dict[str, Callable[[str, Path], Iterator[Piece]]] = {
            "generalize": self._let, "discharge": self._let, "choose": self._chosen,
            "cases": self._cases, "induction": self._induction,
        }  # fmt: skip

    @abstractmethod
    def scope(self, path: Path) -> Iterator[Piece]:
        """Everything said in a scope, its goal last."""

    @abstractmethod
    def shown(self, name: str) -> bool:
        """Whether a step gets a sentence of its own."""

    # -- displays --------------------------------------------------------------------------------------

    def display(self, step: Step, end: str = ".") -> Display:
        """What a step says; its numbers count only once it is remembered."""
        parts = self.known.split(step.surface, step.thm.concl)
        return self._display([(node, self._label()) for node, _ in parts], end)

    def remember(self, step: Step, display: Display) -> None:
        """From now on a step may be referred to by its numbers."""
        parts = self.known.split(step.surface, step.thm.concl)
        for (_, formula), (_, label) in zip(parts, display.rows, strict=True):
            self.known.numbers.setdefault(formula, label)

    def _assumed(self, path: Path) -> Display:
        """What a scope assumes, each part with a number of its own."""
        formula = self.scopes[path].assumption
        rows = []
        for node, part in self.known.split(self.block.words(formula), formula):
            rows.append((node, self._label()))
            self.known.numbers.setdefault(part, rows[-1][1])
        return self._display(rows, ".", inline=True)

    def _display(self, rows: list[tuple[ast.expr, str]], end: str, inline: bool = False) -> Display:
        return Display(tuple(rows), self.block.declared, end, inline, ROOM - 2 * self.depth)

    def _label(self) -> str:
        self.count += 1
        return f"eq:{self.known.place}:{self.count}"

    def deeper(self) -> str:
        """Begin an indented part."""
        self.depth += 1
        return "\n\\begin{proofscope}\n\\item"

    def shallower(self) -> str:
        """End an indented part."""
        self.depth -= 1
        return "\n\\end{proofscope}\n"

    # -- let, suppose ------------------------------------------------------------------------------------

    def _let(self, name: str, path: Path) -> Iterator[Piece]:
        """Let x be arbitrary, and suppose that …"""
        symbols: list[str] = []
        while self.block.steps[name].rule == "generalize":
            symbols.append(self.block.steps[name].record["symbol"])
            path, name = (*path, (name, 0)), self.block.steps[name].premises[0]
            if self._busy(path):
                break
        if self.block.steps[name].rule != "discharge" or (symbols and self._busy(path)):
            yield f"Let {series(map(self._typed, symbols))} be arbitrary."
            yield from self.scope(path)
            return
        path = (*path, (name, 0))
        yield f"Let {series(map(self._typed, symbols))} be such that" if symbols else "Suppose that"
        yield self._assumed(path)
        yield from self.scope(path)

    def _busy(self, path: Path) -> bool:
        """Whether anything is said in a scope before its goal, or the goal is known already."""
        scope = self.scopes[path]
        return scope.goal not in scope.items or any(self.shown(name) for name in scope.items if name != scope.goal)

    def _typed(self, symbol: str) -> str:
        space = SPACES.get(self.block.declared[symbol], "")
        return f"{self.known.inline(ast.Name(symbol))[:-1]}{space}$"

    def _chosen(self, name: str, path: Path) -> Iterator[Piece]:
        """By …, there is x such that …"""
        step = self.block.steps[name]
        some = self.block.steps[step.premises[0]]
        inner, symbol = (*path, (name, 1)), self._typed(step.record["symbol"])
        if some.rule == "solve":
            yield f"As {self.known.fact(self.block.steps[some.premises[0]])}, there is {symbol} with"
        else:
            yield f"By {self.known.refer(some)}, there is {symbol} such that"
        yield self._assumed(inner)
        yield from self.scope(inner)

    # -- cases and induction ---------------------------------------------------------------------------------

    def _cases(self, name: str, path: Path) -> Iterator[Piece]:
        step = self.block.steps[name]
        split, inner = self.block.steps[step.premises[0]], [(*path, (name, k)) for k in range(1, len(step.premises))]
        trivial = [at for at in inner if self.scopes[at].assumption == step.thm.concl]
        if split.rule == "decide" and trivial:
            (other,) = (at for at in inner if at != trivial[0])
            yield "Suppose, to the contrary, that"
            yield self._assumed(other)
            yield from self.scope(other)
            return
        yield "There are two cases." if split.rule == "decide" else f"By {self.known.refer(split)}, there are cases."
        for number, at in enumerate(inner, 1):
            yield from self._item(f"Case {number}:", at, number == 1)
        yield self.shallower()

    def _item(self, head: str, path: Path, first: bool) -> Iterator[Piece]:
        yield (self.deeper() if first else "\n\\item") + rf" \emph{{{head}}}"
        outside = dict(self.known.numbers)
        if self.scopes[path].assumption is not None:
            yield self._assumed(path)
        yield from self.scope(path)
        self.known.numbers = outside

    def _induction(self, name: str, path: Path) -> Iterator[Piece]:
        symbol = self.known.inline(ast.Name(self.block.steps[name].record["symbol"]))
        yield f"We use induction on {symbol}."
        yield from self._item("Start:", (*path, (name, 0)), True)
        yield from self._item(rf"Step: \normalfont suppose that, for some {symbol},", (*path, (name, 1)), False)
        yield self.shallower()
