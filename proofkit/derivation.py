"""A `Derivation`: a statement with its finished proof, shipped with the library or written anew."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from . import shipped
from .draft import Block, Draft, Fact, source
from .errors import ProofRefused, UnknownName
from .kernel.replay import AXIOMS, Proof, replay
from .kernel.rules import Refused
from .statement import Statement

__all__ = ["Block", "Derivation", "Draft", "Fact", "Lemma", "derive", "shipped_derivation", "unchecked_derivation"]


@dataclass(frozen=True)
class Derivation:
    """A statement with a finished proof.

    Args:
        statement: what is proved.
        blocks: name → JSON lines, one block per theorem, the cited ones first.
        is_shipped: whether the proof was read from the library's proof files.
    """

    statement: Statement
    blocks: Mapping[str, tuple[str, ...]]
    is_shipped: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The proof file, line by line."""
        return tuple(line for block in self.blocks.values() for line in block)

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """What the kernel's replay of the lines returned, a `Proof` per block.

        Raises:
            ProofRefused: a step does not follow; the message quotes it.
        """
        try:
            return replay(self.lines)
        except Refused as error:
            raise ProofRefused(str(error)) from None

    def _repr_latex_(self) -> str:
        """What is proved, as mathematics, for notebooks."""
        return self.statement._repr_latex_()

    def replay(self) -> Proof:
        """Let the kernel check everything (once); returns its `Proof` of the last theorem.

        Raises:
            ProofRefused: a step does not follow; the message quotes it.
        """
        return self.proofs[-1]


@dataclass(frozen=True)
class Lemma:
    """A small proved fact that derivations cite: its statement and the function that writes its proof."""

    statement: Statement
    write: Callable[[Draft], Fact]

    @cached_property
    def derivation(self) -> Derivation:
        """The finished proof."""
        return shipped_derivation(self.statement) or self.anew()

    def anew(self) -> Derivation:
        """Write the proof again."""
        return derive(self.statement, self.write)


def derive(statement: Statement, write: Callable[[Draft], Fact]) -> Derivation:
    """Run a derivation function and return the finished proof, with those of all it cites (each once, in order)."""
    draft = Draft(statement)
    return concluded(draft, write(draft))


def derive_from_some(statement: Statement, write: Callable[[Draft], Fact]) -> Derivation:
    """Do the same, and leave out of the statement the hypotheses and symbols that the proof does not use."""
    draft = Draft(statement)
    last = write(draft)
    hypotheses = {k: t for k, t in statement.hypotheses.items() if draft.formula(t) in last.thm.hyps}
    texts = " ".join((*hypotheses.values(), statement.conclusion))
    words = set(re.findall(r"[A-Za-z_]\w*", texts))
    declare = {name: sort for name, sort in statement.declare.items() if name in words}
    draft.statement = replace(statement, declare=declare, hypotheses=hypotheses)
    return concluded(draft, last)


def concluded(draft: Draft, last: Fact) -> Derivation:
    """Return a written proof with those of all it cites (each once, in order)."""
    block, statement = tuple(draft.lines(last)), draft.statement
    blocks: dict[str, tuple[str, ...]] = {}
    for name in _cited(block):
        blocks.update(source(name).derivation.blocks)
    return Derivation(statement, {**blocks, statement.name: block})


def shipped_derivation(statement: Statement) -> Derivation | None:
    """Return the library's proof file of exactly this statement; None if there is none that the kernel replays."""
    try:
        found = unchecked_derivation(statement)
        return found if found and found.proofs else None
    except (ProofRefused, UnknownName, TypeError, AttributeError, RecursionError):  # a damaged file is as good as none
        return None


def unchecked_derivation(statement: Statement) -> Derivation | None:
    """Return the shipped block of a statement after those of all it cites, not yet replayed; None if one is missing."""
    block = shipped.block(statement.header)
    if block is None:
        return None
    blocks: dict[str, tuple[str, ...]] = {}
    for name in _cited(block):
        cited = unchecked_derivation(source(name).statement)
        if cited is None:
            return None
        blocks.update(cited.blocks)
    return Derivation(statement, {**blocks, statement.name: block}, is_shipped=True)


def _cited(block: tuple[str, ...]) -> list[str]:
    """What the steps of a proof cite, in order, axioms left out."""
    names = (json.loads(line).get("cite") for line in block)
    return [name for name in dict.fromkeys(names) if name and name not in AXIOMS]
