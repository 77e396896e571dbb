"""The steps of a checked proof, numbered, each with its reason and the hypotheses it rests on."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..errors import ProofRefused
from ..kernel.replay import Refused
from ..typesetting import typeset
from ._trace import Block, trace


@dataclass(frozen=True)
class Line:
    """One step.

    Args:
        number: from 1.
        latex: what it says.
        reason: the kernel rule, and the numbers of the steps it was applied to.
        rests_on: labels of the hypotheses used so far, and numbers of the assumptions it is made under.
    """

    number: int
    latex: str
    reason: str
    rests_on: tuple[str, ...]


def checked(lines: Iterable[str]) -> list[Block]:
    """Return the blocks of a proof file, replayed and traced.

    Raises:
        ProofRefused: it does not replay.
    """
    try:
        return trace(lines)
    except Refused as error:
        raise ProofRefused(str(error)) from None


def steps(block: Block) -> Iterator[Line]:
    """Yield the steps of one theorem or lemma."""
    numbers = {name: number for number, name in enumerate(block.steps, 1)}
    assumed = {step.thm.concl: str(numbers[name]) for name, step in block.steps.items() if step.rule == "assume"}
    for name, step in block.steps.items():
        known = {formula: block.hypotheses.get(formula) or assumed[formula] for formula in step.thm.hyps}
        cited = f" {step.record['cite']}" if step.rule == "cite" else ""
        used = ", ".join(str(numbers[premise]) for premise in step.premises)
        reason = f"{step.rule}{cited}{': ' if used else ''}{used}"
        yield Line(numbers[name], typeset(ast.unparse(step.surface), block.declared), reason, _sorted(known.values()))


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    """Labels first, then numbers in order."""
    return tuple(sorted(set(names), key=lambda name: (name.isdigit(), int(name) if name.isdigit() else 0, name)))
