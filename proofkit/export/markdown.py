"""Markdown, for notebooks and for GitHub: a theorem with formulas between dollars, and its proof step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..exporter import Exporter
from ..references import citation
from ..statement import DIMENSIONS
from ..typesetting import range_latex, typeset
from ._answer import DECLARED, FIRST, FREE, RADIUS, Told, basis, piece, told, weight
from ._clauses import clauses
from ._prose import segments
from ._steps import checked, steps
from ._trace import Block

#: what Markdown would read as its own, in other words that mean the same in mathematics
_SAFE = {r"\{": r"\lbrace ", r"\}": r"\rbrace ", r"\, ": " ", r"\;": "~", "<": r"\lt ", ">": r"\gt ", "*": r"\ast "}


def theorem_text(theorem: Any) -> str:
    """Return one theorem with its proof.

    Raises:
        ProofRefused: its proof does not replay.
    """
    head = f"# {_words(theorem.title, theorem.statement.declare)}\n"
    return "\n".join([head, *_body(theorem), *_proof(theorem)]) + "\n"


def library_text(theorems: Sequence[Any]) -> str:
    """Return theorems without their proofs."""
    parts = [f"# {len(theorems)} theorems about gradient descent\n"] if len(theorems) > 1 else []
    for theorem in theorems:
        parts += [f"## {_words(theorem.title, theorem.statement.declare)}\n", *_body(theorem)]
    return "\n".join(parts) + "\n"


def answer_text(found: Any) -> str:
    """Return what `derive` found: the answer, then each piece with its proof.

    Raises:
        ProofRefused: a proof does not replay.
    """
    parts = list(_answer(told(found)))
    for theorem in told(found).theorems:
        parts += [f"## {_words(theorem.title, theorem.statement.declare)}\n", *_body(theorem), *_proof(theorem)]
    return "\n".join(parts) + "\n"


def _answer(said: Told) -> Iterator[str]:
    yield f"# {_words(said.title, DECLARED)}\n\n{_words(said.subtitle, DECLARED)}\n"
    yield f"{_words(said.setting, DECLARED)} Suppose that, everywhere, f is\n"
    yield from (f"- {_words(words, DECLARED)}: {_math(typeset(text, DECLARED))}" for words, text, _ in said.classes)
    yield f"\n**Then**, for every x, {_math(said.claim)}, where\n" if said.claim else f"\n{_words(RADIUS, DECLARED)}\n"
    for formula in said.formulas:
        for value, where in formula.cases:
            yield f"- {_math(f'{formula.symbol} = {value}')} for {_words(where, DECLARED)}"
    yield f"\n{FIRST}\n" if len(said.pieces) > 1 else ""
    for index, (words, name, free) in enumerate(said.pieces, 1):
        best = "".join(f" {FREE}{_math(f'{weight(symbol)} = {value}')}." for symbol, value in free.items())
        yield f"- {piece(said, index)} (`{name}`) is {_words(words, DECLARED)}.{best}"
    yield f"\n{' '.join(_words(sentence, DECLARED) for sentence in said.ends)}\n\n{_plain(basis(said))}\n"


def _body(theorem: Any) -> Iterator[str]:
    statement = theorem.statement
    declared = statement.declare
    yield f"`{theorem.name}` · **{theorem.strength.value}** · {DIMENSIONS[statement.dimension]}\n"
    yield "**Suppose that**\n"
    for label, text in statement.hypotheses.items():
        yield f"- _{_plain(label)}_: {_math(typeset(text, declared))}"
    yield "\n**Then**\n"
    yield from (f"{'  ' * indent}- {_math(latex)}" for indent, latex in clauses(statement.conclusion, declared))
    yield from _list("Thresholds", [_threshold(threshold, declared) for threshold in theorem.thresholds])
    yield from _list("Stated, not derived", [_words(sentence, declared) for sentence in theorem.stated])
    yield f"\n**Rests on** {_basis(theorem)}\n"
    if theorem.witnesses:
        yield f"**Holds on** {', '.join(f'`{name}`' for name, _ in theorem.witnesses)}\n"
    yield f"**Source** {_plain(citation(theorem.source))}\n"
    if theorem.remarks:
        yield f"**Remarks** {_words(theorem.remarks, declared)}\n"


def _basis(theorem: Any) -> str:
    if not theorem.derived:
        return "its source: the theorem is stated, not proved here."
    axioms = ", ".join(f"`{name}`" for name in theorem.axioms) or "none"
    return f"a derivation of {len(theorem.proof.steps)} steps that the kernel replayed; axioms: {axioms}."


def _threshold(threshold: Any, declared: Mapping[str, str]) -> str:
    outside = _words(threshold.failure, declared)
    return f"{_plain(threshold.name)} ({threshold.tag}): {_math(range_latex(threshold))}; outside, {outside}"


def _list(head: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"\n**{head}**\n"
        yield from (f"- {item}" for item in items)


def _proof(theorem: Any) -> Iterator[str]:
    for block in checked(theorem.derivation.lines) if theorem.derived else ():
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    """One theorem or lemma of a proof as a numbered list of steps, folded."""
    rows = list(steps(block))
    yield f"<details><summary>Proof of {block.name} ({len(rows)} steps)</summary>\n"
    yield "| step | statement | by | rests on |\n|---:|---|---|---|"
    for line in rows:
        yield f"| {line.number} | {_math(line.latex)} | {_plain(line.reason)} | {_plain(', '.join(line.rests_on))} |"
    yield "\n</details>\n"


def _math(latex: str) -> str:
    """Return mathematics between dollars, with nothing in it that Markdown reads as its own."""
    pattern = "|".join(re.escape(old) for old in _SAFE)
    return f"${re.sub(pattern, lambda found: _SAFE[found[0]], latex).strip()}$"


def _words(text: str, declared: Mapping[str, str]) -> str:
    return "".join(_math(latex) if latex else _plain(words) for words, latex in segments(text, declared))


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|$])", r"\\\1", text)


markdown = Exporter(
    name="markdown", title="Markdown", suffix=".md", theorem=theorem_text, library=library_text, answer=answer_text
)
