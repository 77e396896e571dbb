"""A traced proof as prose: the kernel's steps in order, those that only pass a fact on folded into the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ._latex_combination import Combination
from ._latex_opening import Opening
from ._latex_pieces import Piece
from ._latex_references import CHAIN, series
from ._scopes import Path
from ._trace import Block, Step

SILENT = ("assume", "both", "square", "decide", "solve", "archimedes")
BLOCKS = ("generalize", "discharge", "cases", "choose", "induction", "absurd")


def proof_pieces(block: Block, place: str, lemmas: Mapping[str, str]) -> list[Piece]:
    """Return the proof of one block.

    Args:
        block: the traced proof.
        place: what its labels begin with; different for every block of a document.
        lemmas: name → how to refer to what may be cited.
    """
    return list(_Prose(block, place, lemmas).scope(()))


class _Prose(Opening):
    """Walks the scopes of a proof; `Opening` words how they begin."""

    def scope(self, path: Path) -> Iterator[Piece]:
        """Everything said in a scope, its goal last; numbers given in it end with it."""
        scope, outside = self.scopes[path], dict(self.known.numbers)
        for name in scope.items:
            if name != scope.goal and self.shown(name):
                yield from self._said(name, path)
        goal = self.block.steps[scope.goal]
        if scope.goal in scope.items and goal.thm.concl not in self.known.numbers:
            yield from self.concluded(scope.goal, path)
        else:
            yield f"This is {self.known.fact(goal)}."
        self.known.numbers = outside

    def shown(self, name: str) -> bool:
        """Whether a step gets a sentence of its own."""
        step, consumers = self.block.steps[name], self.scopes.consumers.get(name, [])
        if step.rule in SILENT or self._false(step) or self.known.known(step):
            return False
        if self.known.trivial(step) or self.known.same_as(step):
            return False
        if step.rule in CHAIN:
            return any(self._needs_number(*consumer) for consumer in consumers)
        if step.rule == "cite":
            return len(consumers) != 1 or not self._passes_on(*consumers[0])
        if step.rule in ("generalize", "discharge"):
            return not self._plain(step)
        return step.rule != "natural" or bool(step.premises)

    @staticmethod
    def _false(step: Step) -> bool:
        """Whether a step says 0 > 0."""
        return bool(step.thm.concl[0] == "gt" and not step.thm.concl[1].terms)

    def _needs_number(self, consumer: str, index: int) -> bool:
        step = self.block.steps[consumer]
        if step.rule in (*CHAIN, "rewrite", "choose", "solve", "absurd") or (step.rule == "cases" and index == 0):
            return False
        if step.rule in ("both", "generalize", "discharge") or self.known.same_as(step):
            return any(self._needs_number(*further) for further in self.scopes.consumers.get(consumer, []))
        return True

    def _passes_on(self, consumer: str, index: int) -> bool:
        rule = self.block.steps[consumer].rule
        return (rule in (*CHAIN, "choose", "cases") and index == 0) or (rule == "rewrite" and index == 1)

    def _plain(self, step: Step) -> bool:
        """Whether a universal statement is plain from what is proved for each x."""
        while step.rule in ("generalize", "discharge"):
            step = self.block.steps[step.premises[0]]
        return step.rule == "square" or (step.rule in CHAIN and self.known.known(self.block.steps[step.premises[0]]))

    # -- a step that others build on -----------------------------------------------------------------

    def _said(self, name: str, path: Path) -> Iterator[Piece]:
        step = self.block.steps[name]
        if step.rule not in BLOCKS:
            yield from self._sentence(step)
            return
        part, display = self.known.parts.get(step.thm.concl), self.display(step)
        if name in self.claims and not part:
            yield rf"In the same way as \eqref{{{self.claims[name]}}},"
            yield display
            self.remember(step, display)
            return
        self.claims.setdefault(name, display.rows[0][1])
        yield f"We show {part}." if part else "We show that"
        if not part:
            yield display
        yield self.deeper()
        yield from self.concluded(name, path)
        yield self.shallower()
        if part:
            self.known.shown.add(step.thm.concl)
        else:
            self.remember(step, display)

    def _sentence(self, step: Step) -> Iterator[Piece]:
        """One step that takes no assumption: its reason and what it says."""
        if step.rule == "combine":
            yield from self._combined(step)
            return
        display = self.display(step)
        yield self._reason(step)
        yield display
        self.remember(step, display)

    def _reason(self, step: Step) -> str:
        facts = [self.block.steps[name] for name in step.premises]
        if step.rule == "rewrite":
            return f"By {self.known.refer(facts[1])}, and since {self.known.equation(facts[0])},"
        if step.rule == "witness":
            return f"Hence, {self.known.witness(step)}by {self.known.fact(facts[0])},"
        if step.rule == "either":
            return f"From {self.known.fact(facts[0])},"
        if step.rule == "natural":
            return f"These being whole numbers, {self.known.refer(facts[0])} says that"
        return "In dimension one," if step.rule == "line" else f"By {self.known.refer(step)},"

    def _combined(self, step: Step) -> Iterator[Piece]:
        made = Combination(step, self.block, self.known.number)
        if made.clash:
            yield f"But {self._all(made.cited)} cannot hold{' together' if len(made.cited) > 1 else ''}:"
            yield made.identity(",")
            yield "where no term on the right is negative and one is positive."
            return
        simple, display = made.simple(), self.display(step, "." if not made.facts or made.simple() else ",")
        yield self._added(simple, made) if simple else f"From {self._all(made.cited)}," if made.cited else "Clearly,"
        yield display
        if made.facts and not simple:
            name = step.record["id"]
            first = self.claims.setdefault(name, display.rows[0][1])
            yield f"since {made.identity('.')}" if first == display.rows[0][1] else rf"as for \eqref{{{first}}}."
        self.remember(step, display)

    def _added(self, simple: list[tuple[str, Step]], made: Combination) -> str:
        """Adding multiples of facts is all there is to it."""
        using = f", using {self._all(made.plain_facts())}," if made.plain_facts() else ""
        factor, fact = simple[0]
        if len(simple) > 1:
            parts = [f"{f'${c}$ times ' if c != '1' else ''}{self.known.refer(part)}" for c, part in simple]
            return f"Adding {series(parts)}{using} gives"
        if factor in ("1", "-1"):
            return f"By {self.known.refer(fact)}{using or ','}"
        return f"Multiplying {self.known.refer(fact)} by ${factor}${using} gives"

    def _all(self, facts: list[Step]) -> str:
        return series(self.known.fact(fact) for fact in facts)

    # -- the step that a scope is there for ---------------------------------------------------------------

    def concluded(self, name: str, path: Path) -> Iterator[Piece]:
        """The step that a scope is there for: what it says is known already; assumptions made for it end with it."""
        step = self.block.steps[name]
        if step.rule in self.openings:
            outside = dict(self.known.numbers)
            yield from self.openings[step.rule](name, path)
            self.known.numbers = outside
        elif step.rule == "absurd":
            yield from self._absurd(step, path)
        elif step.rule == "both":
            yield from self._both(step)
        elif step.rule in ("witness", "either"):
            at = self.known.witness(step).rstrip(", ") if step.rule == "witness" else ""
            yield f"By {self.known.fact(self.block.steps[step.premises[0]])}, the claim holds{' ' if at else ''}{at}."
        else:
            yield from self._sentence(step)

    def _both(self, step: Step) -> Iterator[Piece]:
        facts = [self.block.steps[name] for name in step.premises]
        found = [fact for fact in facts if fact.thm.concl not in self.known.parts]
        if found:
            yield f"So {self._all(found)} hold, as was to be shown."

    def _absurd(self, step: Step, path: Path) -> Iterator[Piece]:
        first, second = (self.block.steps[name] for name in step.premises)
        if self._false(first):
            yield from self.concluded(step.premises[0], path)
        else:
            yield f"This is a contradiction: {self.known.fact(first)}, but also {self.known.fact(second)}."
