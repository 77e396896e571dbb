"""The whole library as one LaTeX article: every theorem with its proof, every lemma and axiom once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ._latex_parts import (
    DELTA,
    axiom_names,
    axioms_section,
    basis,
    cited_axioms,
    heading,
    lemma,
    lemma_names,
    proof,
    remarks,
    sources,
    stated,
    theorem_statement,
    thresholds,
)
from ._latex_preamble import document
from ._latex_text import identifier, title, words
from ._steps import checked
from ._trace import Block

TITLE = "Theorems about gradient descent, with the proofs that were checked"


def library(theorems: Sequence[Any]) -> str:
    """Return all theorems as one document.

    Raises:
        ProofRefused: a proof does not replay.
    """
    blocks = blocks_of(theorems)
    text = "\n\n".join(sections(theorems, blocks))
    front = [rf"\title{{{TITLE}}}", "\\author{}\n\\date{}\n\\maketitle", *_reading(theorems), r"\tableofcontents"]
    body = "\n\n".join([r"\numberwithin{equation}{section}", *front, text, *sources(text)])
    return document(body, r"\subsection*")


def blocks_of(theorems: Sequence[Any]) -> dict[str, Block]:
    """Return every proof once, replayed and traced, those that are cited before those that cite them."""
    lines: dict[str, tuple[str, ...]] = {}
    for theorem in theorems:
        lines.update(theorem.derivation.blocks if theorem.derived else {})
    return {block.name: block for block in checked(line for block in lines.values() for line in block)} if lines else {}


def _reading(theorems: Sequence[Any]) -> Iterator[str]:
    derived = sum(theorem.derived for theorem in theorems)
    rest = (
        f"; the other {len(theorems) - derived} are \\emph{{stated}}: cited from their sources and compared with"
        " numerical experiments only"
    )
    yield (
        f"Of the {len(theorems)} theorems here, {derived} are \\emph{{derived}}: their proofs were written out from"
        f" derivations that a kernel checked step by step{rest if derived < len(theorems) else ''}. Facts outside the"
        " algebra of the kernel are cited as axioms; each theorem names those it rests on. Lemmas and axioms are at the"
        " end."
    )
    yield DELTA


def sections(theorems: Sequence[Any], blocks: dict[str, Block]) -> Iterator[str]:
    """Each theorem in a section with its proof, then the lemmas and axioms."""
    named = {theorem.name for theorem in theorems}
    lemmas, axioms = [block for name, block in blocks.items() if name not in named], cited_axioms(blocks.values())
    names = {**lemma_names(lemmas), **axiom_names(axioms)}
    names |= {name: rf"Theorem~\ref{{thm:{name}}} ({words(name)})" for name in named}
    for theorem in theorems:
        yield from _section(theorem, blocks, names)
    yield r"\appendix"
    if lemmas:
        yield r"\section{Lemmas}"
    for block in lemmas:
        yield from lemma(block, proof(block, block.name, names))
    if axioms:
        yield "\\section{Axioms}\nFacts outside the algebra, which are cited and not derived."
        yield from axioms_section(axioms)


def _section(theorem: Any, blocks: dict[str, Block], names: dict[str, str]) -> Iterator[str]:
    name = theorem.name
    yield rf"\section{{{title(theorem.title, theorem.statement.declare)}}}" + f"\n\\noindent {identifier(name)}"
    yield from theorem_statement(theorem, name)
    yield from thresholds(theorem)
    yield from stated(theorem)
    if theorem.derived:
        yield heading("Proof")
        yield basis(theorem, sum(len(blocks[cited].steps) for cited in theorem.derivation.blocks))
        yield proof(blocks[name], name, names)
    yield from remarks(theorem)
