"""The parts of a LaTeX document about theorems: statement, thresholds, what is only stated, proof, lemmas, axioms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..draft import source
from ..kernel.replay import AXIOMS
from ..references import UNCITED, citation
from ..typesetting import range_latex
from ._latex_pieces import written
from ._latex_proof import proof_pieces
from ._latex_references import series
from ._latex_statement import conclusion, hypotheses, setting
from ._latex_text import escape, identifier, inline, prose, words
from ._surface import read
from ._trace import Block

DELTA = (
    r"For a numbered (in)equality $\Delta_k$ stands for its larger minus its smaller side, for an equation"
    r" its left minus its right side (of vectors: the squared norm of that);"
    r" so ($k$) says that $\Delta_k$ is non-negative, positive or zero."
    r" $\Delta$ alone belongs to the formula that has just been displayed, a label in place of $k$ to that"
    r" hypothesis. Every such identity is checked by multiplying out."
)


def heading(title: str) -> str:
    """Return a heading inside what is said of one theorem."""
    return rf"\proofkitheading{{{title}}}"


def cited_axioms(blocks: Iterable[Block]) -> list[str]:
    """Return the axioms that proofs cite."""
    return sorted({name for block in blocks for name in block.cited if name in AXIOMS})


def lemma_names(blocks: Iterable[Block]) -> dict[str, str]:
    """Return how proofs refer to lemmas."""
    return {block.name: rf"Lemma~\ref{{lem:{block.name}}} ({words(block.name)})" for block in blocks}


def axiom_names(axioms: Iterable[str]) -> dict[str, str]:
    """Return how proofs refer to axioms."""
    return {name: rf"Axiom~\ref{{ax:{name}}} ({words(name)})" for name in axioms}


def theorem_statement(theorem: Any, place: str) -> Iterator[str]:
    """The theorem itself, its source, and where its hypotheses hold; said to be unproved if it is.

    Args:
        theorem: a loaded `Theorem`.
        place: what the labels of its hypotheses begin with.
    """
    credit = UNCITED.get(theorem.source, rf"\cite{{{theorem.source}}}")
    yield rf"\begin{{theorem}}[{credit}]\label{{thm:{theorem.name}}}"
    yield statement(theorem.statement.header, place)
    yield r"\end{theorem}"
    if theorem.witnesses:
        shown = series(identifier(name) for name, _ in theorem.witnesses)
        yield rf"\noindent Functions that satisfy the hypotheses, certified apart from this proof: {shown}."
    if not theorem.derived:
        yield r"\noindent\textbf{Stated, not proved here.} " + (
            "The theorem is cited from its source; what it says was compared with numerical experiments only."
        )


def statement(header: Mapping[str, Any], place: str) -> str:
    """Return a statement: the symbols, the labelled hypotheses, the conclusion."""
    given = hypotheses(header, place)
    suppose = f"{setting(header)} Suppose that\n{given}\nThen" if given else f"{setting(header)} Then"
    return f"{suppose} {conclusion(header['conclusion'], header['declare'])}"


def stated(theorem: Any) -> Iterator[str]:
    """What the source says beyond what is derived."""
    if theorem.stated:
        items = [rf"\item {prose(sentence, theorem.statement.declare)}" for sentence in theorem.stated]
        cited = "Cited, and compared with numerical experiments; no part of a checked derivation."
        yield "\n".join([heading("Stated, not derived"), cited, r"\begin{itemize}", *items, r"\end{itemize}"])


def thresholds(theorem: Any) -> Iterator[str]:
    """The ranges that follow, sharp or sufficient."""
    if not theorem.thresholds:
        return
    yield heading("Thresholds")
    yield r"\begin{itemize}"
    for threshold in theorem.thresholds:
        yield rf"\item {_threshold(threshold, theorem.statement.declare)}"
    yield r"\end{itemize}"


def _threshold(threshold: Any, declared: Mapping[str, str]) -> str:
    _ = threshold.proofs  # the kernel confirms that the range is equivalent to the inequalities
    on = f", exhibited on {identifier(threshold.sharpness_witness)}" if threshold.sharpness_witness else ""
    inequalities = series(inline(read(text), declared) for text in threshold.conditions)
    return (
        f"\\emph{{{words(threshold.name)}}} ({threshold.tag}{on}):\n"
        f"\\[ {range_latex(threshold)}. \\]\n"
        f"For positive constants this is equivalent to {inequalities}: the kernel has confirmed both directions. "
        f"Outside it, {prose(threshold.failure, declared)}."
    )


def basis(theorem: Any, steps: int) -> str:
    """Return what a proof was written out from and rests on."""
    based = series(rf"Axiom~\ref{{ax:{name}}}" for name in theorem.axioms) if theorem.axioms else "no axioms"
    checked_steps = f"Written out from the derivation that the kernel checked ({steps} steps with all lemmas)."
    return f"{checked_steps} It rests on {based}."


def proof(block: Block, place: str, names: Mapping[str, str]) -> str:
    """Return the proof of one block; `names` says how to refer to what it cites."""
    return f"\\begin{{proof}}\n{written(proof_pieces(block, place, names))}\n\\end{{proof}}"


def axioms_section(axioms: Iterable[str]) -> Iterator[str]:
    """The axioms, each with its source."""
    for name in axioms:
        axiom = AXIOMS[name]
        yield rf"\begin{{axiom}}[{words(name)}]\label{{ax:{name}}}"
        yield f"{statement(axiom, name)}\n\n\\noindent Source: {escape(axiom['source'])}."
        yield r"\end{axiom}"


def lemma(block: Block, written_proof: str) -> Iterator[str]:
    """A lemma and its proof."""
    yield rf"\begin{{lemma}}[{words(block.name)}{_credit(block.name)}]\label{{lem:{block.name}}}"
    yield statement(block.header, block.name)
    yield r"\end{lemma}"
    yield written_proof


def _credit(name: str) -> str:
    """The source of a lemma that is a theorem or an implication of the library."""
    key = getattr(source(name), "source", "own")
    return "" if key in UNCITED else rf", \cite{{{key}}}"


def remarks(theorem: Any) -> Iterator[str]:
    """What else a reader should know."""
    if theorem.remarks:
        yield heading("Remarks")
        yield f"Not part of the checked derivation: {prose(theorem.remarks, theorem.statement.declare)}"


def cited_keys(text: str) -> list[str]:
    """Return the keys of references.bib that a text cites."""
    return sorted(set(re.findall(r"\\cite\{([^{}]*)\}", text)))


def sources(text: str) -> Iterator[str]:
    """Every entry of references.bib that the text cites."""
    keys = cited_keys(text)
    if keys:
        items = [rf"\bibitem{{{key}}} {escape(citation(key))}." for key in keys]
        yield "\n".join([r"\begin{thebibliography}{99}", *items, r"\end{thebibliography}"])
