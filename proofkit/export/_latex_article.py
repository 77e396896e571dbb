"""A LaTeX article about one theorem: statement, thresholds, lemmas, axioms, proof, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .. import discovery
from ..errors import ProofRefused
from ..kernel.replay import AXIOMS, Refused
from ..references import OWN, citation
from ._latex_pieces import written
from ._latex_proof import proof_pieces
from ._latex_references import series
from ._latex_statement import conclusion, hypotheses, setting
from ._latex_text import escape, identifier, inline, prose, words
from ._range import range_latex
from ._surface import read
from ._trace import Block, trace

PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{lmodern}
\usepackage[a4paper, margin=27mm]{geometry}
\usepackage{amsmath, amssymb, amsthm, mathtools, enumitem, microtype}
\usepackage[colorlinks, allcolors=black]{hyperref}
\allowdisplaybreaks
\emergencystretch=4em
\theoremstyle{definition}
\newtheorem{theorem}{Theorem}
\newtheorem{lemma}{Lemma}
\newtheorem{axiom}{Axiom}
\newlist{scope}{itemize}{20}
\setlistdepth{20}
\setlist[scope]{label={}, labelsep=0pt, labelwidth=0pt, leftmargin=1.2em, topsep=2pt, itemsep=2pt, parsep=0pt}
\newlist{hypotheses}{description}{1}
\setlist[hypotheses]{font=\normalfont, labelsep=0.6em, leftmargin=1.2em, topsep=4pt, itemsep=1pt, parsep=0pt}
\newlist{parts}{enumerate}{4}
\setlist[parts]{topsep=2pt, itemsep=2pt, parsep=0pt}
\setlist[parts, 1]{label=(\roman*)}
\setlist[parts, 2]{label=(\alph*)}
\setlist[parts, 3]{label=(\arabic*)}
% the difference between the larger and the smaller side of a numbered formula
\newcommand{\gapref}[1]{\textup{\ref{#1}}}
"""


MAIN = "theorem"  # what the labels of the theorem itself begin with
DELTA = (
    r"For a numbered (in)equality $\Delta_k$ stands for its larger minus its smaller side, for an equation"
    r" its left minus its right side (of vectors: the squared norm of that);"
    r" so ($k$) says that $\Delta_k$ is non-negative, positive or zero."
    r" $\Delta$ alone belongs to the formula that has just been displayed, a label in place of $k$ to that"
    r" hypothesis. Every such identity is checked by multiplying out."
)


def article(theorem: Any) -> str:
    """Return the document.

    Raises:
        ProofRefused: the theorem's proof does not replay.
    """
    if not theorem.derived:
        return _document([*_front(theorem), *_unproved(theorem), *_thresholds(theorem), *_stated(theorem),
                          *_remarks(theorem)])  # fmt: skip
    *lemmas, main = _checked(theorem.derivation.lines)
    axioms = sorted({name for block in (*lemmas, main) for name in block.cited if name in AXIOMS})
    names = {block.name: rf"Lemma~\ref{{lem:{block.name}}} ({words(block.name)})" for block in lemmas}
    names |= {name: rf"Axiom~\ref{{ax:{name}}} ({words(name)})" for name in axioms}
    proofs = {block.name: _proof(block, names) for block in (*lemmas, main)}
    body = [
        *_front(theorem),
        *_theorem(theorem),
        *_thresholds(theorem),
        *_stated(theorem),
        *_reading(axioms, [*lemmas, main], proofs[main.name]),
        proofs[main.name],
        *_axioms(axioms),
        *_lemmas(lemmas, proofs),
        *_remarks(theorem),
    ]
    return _document(body)


def _document(body: list[str]) -> str:
    text = "\n\n".join(body)
    return "\n\n".join([PREAMBLE + r"\begin{document}", text, *_sources(text), "\\end{document}\n"])


def _checked(lines: Iterable[str]) -> list[Block]:
    try:
        return trace(lines)
    except Refused as error:
        raise ProofRefused(str(error)) from None


def _front(theorem: Any) -> Iterator[str]:
    yield rf"\title{{{escape(theorem.title)}}}"
    yield rf"\author{{\normalsize Theorem \texttt{{{escape(theorem.name)}}}}}"
    yield "\\date{}\n\\maketitle"


def _theorem(theorem: Any) -> Iterator[str]:
    credit = OWN if theorem.source == "own" else rf"\cite{{{theorem.source}}}"
    yield rf"\begin{{theorem}}[{credit}]\label{{thm:{theorem.name}}}"
    yield _statement(theorem.statement.header, MAIN)
    yield r"\end{theorem}"
    shown = series(identifier(name) for name, _ in theorem.witnesses)
    yield rf"\noindent Functions that satisfy the hypotheses, certified apart from this proof: {shown}."


def _unproved(theorem: Any) -> Iterator[str]:
    yield from _theorem(theorem)
    yield r"\noindent\textbf{Stated, not proved here.} " + (
        "The theorem is cited from its source; what it says was compared with numerical experiments only."
    )


def _stated(theorem: Any) -> Iterator[str]:
    """What the source says beyond what is derived."""
    if theorem.stated:
        items = [rf"\item {prose(sentence, theorem.statement.declare)}" for sentence in theorem.stated]
        cited = "Cited, and compared with numerical experiments; no part of a checked derivation."
        yield "\n".join([r"\section*{Stated, not derived}", cited, r"\begin{itemize}", *items, r"\end{itemize}"])


def _statement(header: Mapping[str, Any], place: str) -> str:
    given = hypotheses(header, place)
    suppose = f"{setting(header)} Suppose that\n{given}\nThen" if given else f"{setting(header)} Then"
    return f"{suppose} {conclusion(header['conclusion'], header['declare'])}"


def _proof(block: Block, names: Mapping[str, str]) -> str:
    pieces = proof_pieces(block, _place(block, names), names)
    return f"\\begin{{proof}}\n{written(pieces)}\n\\end{{proof}}"


def _place(block: Block, names: Mapping[str, str]) -> str:
    return block.name if block.name in names else MAIN


def _thresholds(theorem: Any) -> Iterator[str]:
    if not theorem.thresholds:
        return
    yield r"\section*{Thresholds}"
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


def _reading(axioms: list[str], blocks: list[Block], proof: str) -> Iterator[str]:
    """The heading of the proof, and what a reader needs to know about its notation."""
    yield rf"\section*{{Proof of Theorem~\ref{{thm:{blocks[-1].name}}}}}"
    steps = sum(len(block.steps) for block in blocks)
    based = series(rf"Axiom~\ref{{ax:{name}}}" for name in axioms) if axioms else "no axioms"
    checked = f"Written out from the derivation that the kernel checked ({steps} steps with all lemmas)."
    yield f"{checked} It rests on {based}."
    if r"\Delta" in proof:
        yield DELTA


def _axioms(axioms: list[str]) -> Iterator[str]:
    if not axioms:
        return
    yield "\\appendix\n\\section*{Axioms}\nFacts outside the algebra, which are cited and not derived."
    for name in axioms:
        axiom = AXIOMS[name]
        yield rf"\begin{{axiom}}[{words(name)}]\label{{ax:{name}}}"
        yield f"{_statement(axiom, name)}\n\n\\noindent Source: {escape(axiom['source'])}."
        yield r"\end{axiom}"


def _credit(name: str) -> str:
    """The source of a lemma that is a theorem of the library."""
    source = discovery.theorem(name).source if name in discovery.names("theorem") else "own"
    return "" if source == "own" else rf", \cite{{{source}}}"


def _lemmas(lemmas: list[Block], proofs: Mapping[str, str]) -> Iterator[str]:
    if not lemmas:
        return
    yield r"\section*{Lemmas}"
    if any(r"\Delta" in proofs[block.name] for block in lemmas):
        yield DELTA
    for block in lemmas:
        yield rf"\begin{{lemma}}[{words(block.name)}{_credit(block.name)}]\label{{lem:{block.name}}}"
        yield _statement(block.header, block.name)
        yield r"\end{lemma}"
        yield proofs[block.name]


def _remarks(theorem: Any) -> Iterator[str]:
    if theorem.remarks:
        yield r"\section*{Remarks}"
        yield f"Not part of the checked derivation: {prose(theorem.remarks, theorem.statement.declare)}"


def _sources(text: str) -> Iterator[str]:
    """Every entry of references.bib that the text cites."""
    keys = sorted(set(re.findall(r"\\cite\{([^{}]*)\}", text)))
    if keys:
        items = [rf"\bibitem{{{key}}} {escape(citation(key))}." for key in keys]
        yield "\n".join([r"\begin{thebibliography}{9}", *items, r"\end{thebibliography}"])
