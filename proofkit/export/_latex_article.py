"""LaTeX about one theorem: an article of its own, or a piece to be read into another document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._latex_parts import (
    DELTA,
    axiom_names,
    axioms_section,
    basis,
    cited_axioms,
    cited_keys,
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
from ._latex_preamble import ENVIRONMENTS, PACKAGES, document, headings
from ._latex_text import escape, title
from ._steps import checked

MAIN = "theorem"  # what the labels of the theorem itself begin with


def article(theorem: Any) -> str:
    """Return the theorem as a document of its own.

    Raises:
        ProofRefused: the theorem's proof does not replay.
    """
    text = "\n\n".join(_body(theorem, MAIN))
    return document("\n\n".join([*_front(theorem), text, *sources(text)]), r"\section*")


def snippet(theorem: Any) -> str:
    """Return the theorem, its proof and its lemmas for `\\input` in a document that loads the packages it names.

    Raises:
        ProofRefused: the theorem's proof does not replay.
    """
    text = "\n\n".join(_body(theorem, theorem.name))
    needs = [f"% {line}" for line in ("In the preamble:", *PACKAGES.splitlines())]
    cited = f"% cites {', '.join(cited_keys(text)) or 'nothing'}; proofkit export {theorem.name} --to bibtex"
    head = [f"% {theorem.name}: \\input this file", *needs, cited]
    return "\n".join([*head, ENVIRONMENTS, headings(r"\paragraph"), text, ""])


def _front(theorem: Any) -> Iterator[str]:
    yield rf"\title{{{title(theorem.title, theorem.statement.declare)}}}"
    yield rf"\author{{\normalsize Theorem \texttt{{{escape(theorem.name)}}}}}"
    yield "\\date{}\n\\maketitle"


def _body(theorem: Any, place: str) -> Iterator[str]:
    yield from theorem_statement(theorem, place)
    yield from thresholds(theorem)
    yield from stated(theorem)
    if theorem.derived:
        yield from _proofs(theorem, place)
    yield from remarks(theorem)


def _proofs(theorem: Any, place: str) -> Iterator[str]:
    """The proof, then the axioms and lemmas that it cites."""
    *lemmas, main = checked(theorem.derivation.lines)
    axioms = cited_axioms([*lemmas, main])
    names = {**lemma_names(lemmas), **axiom_names(axioms)}
    proofs = [proof(block, block.name, names) for block in lemmas]
    own = proof(main, place, names)
    yield heading(rf"Proof of Theorem~\ref{{thm:{theorem.name}}}")
    yield basis(theorem, sum(len(block.steps) for block in (*lemmas, main)))
    if any(r"\Delta" in text for text in (own, *proofs)):
        yield DELTA
    yield own
    if axioms:
        yield f"{heading('Axioms')}\nFacts outside the algebra, which are cited and not derived."
        yield from axioms_section(axioms)
    if lemmas:
        yield heading("Lemmas")
        yield from (text for block, shown in zip(lemmas, proofs, strict=True) for text in lemma(block, shown))
