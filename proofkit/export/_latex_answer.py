"""What `derive` found as a LaTeX article: one theorem that is the answer, then each piece with its proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._answer import DECLARED, FIRST, FREE, RADIUS, Formula, Told, basis, piece, told, weight
from ._latex_library import blocks_of, sections
from ._latex_parts import DELTA, sources
from ._latex_preamble import document
from ._latex_text import closed_up, mathematics, prose, set_out, title, width
from ._surface import read

LONG = 45  #: wider values of a factor get a display of their own


def answer(found: Any) -> str:
    """Return a `WorstCase` as a document of its own.

    Raises:
        ProofRefused: a proof does not replay.
    """
    said = told(found)
    blocks = blocks_of(said.theorems)
    opening = "\n".join(line for line in _opening(said) if line)
    text = "\n\n".join([opening, rf"\noindent {basis(said)}", DELTA, *sections(said.theorems, blocks)])
    head = rf"{title(said.title, DECLARED)}\\[1ex] \large {prose(said.subtitle, DECLARED)}"
    front = [rf"\title{{{head}}}", "\\author{}\n\\date{}\n\\maketitle"]
    body = "\n\n".join([r"\numberwithin{equation}{section}", *front, text, *sources(text)])
    return document(body, r"\subsection*")


def _opening(said: Told) -> Iterator[str]:
    """The theorem that is the answer."""
    yield "\\begin{theorem}[the answer]\\label{thm:answer}"
    yield rf"{prose(said.setting, DECLARED)} Suppose that, on all of $\mathbb{{R}}^{{d}}$, $f$ is"
    yield r"\begin{itemize}"
    for words, inequality, source in said.classes:
        yield rf"\item {prose(words, DECLARED)} \cite{{{source}}}: {_shown(inequality)}"
    yield r"\end{itemize}"
    yield f"Then, for every $x$,\n\\[ {closed_up(said.claim)}, \\]\nwhere" if said.claim else prose(RADIUS, DECLARED)
    for formula in said.formulas:
        yield from _cases(formula)
    yield from _pieces(said)
    yield " ".join(prose(sentence, DECLARED) for sentence in said.ends)
    yield r"\end{theorem}"


def _shown(inequality: str) -> str:
    latex = mathematics(read(inequality), DECLARED)
    return f"${closed_up(latex)}$." if width(latex) < 60 else f"\n\\[\n{set_out(latex + '.')}\n\\]"


def _cases(formula: Formula) -> Iterator[str]:
    """A symbol by cases; values too long for a line of the cases are named, and written below."""
    named = [
        value if width(value) <= LONG or len(formula.cases) == 1 else rf"{formula.symbol}_{{{index}}}"
        for index, (value, _) in enumerate(formula.cases, 1)
    ]
    if len(named) == 1:
        value, where = formula.cases[0]
        line = set_out(f"{formula.symbol} = {value}")
        yield f"\\[\n{line} \\quad\\text{{for {prose(where, DECLARED)}.}}\n\\]"
        return
    shown = [closed_up(name).replace(r"\frac", r"\dfrac") for name in named]
    rows = [rf"{n} & \text{{for {prose(w, DECLARED)}}}" for n, (_, w) in zip(shown, formula.cases, strict=True)]
    yield f"\\[\n{formula.symbol} = \\begin{{cases}}\n" + " \\\\[6pt]\n".join(rows) + "\n\\end{cases}\n\\]"
    for name, (value, _) in zip(named, formula.cases, strict=True):
        if name != value:
            yield f"\\[\n{set_out(f'{name} = {value}')}\n\\]"


def _pieces(said: Told) -> Iterator[str]:
    """How sharp each piece is, where it is proved, and the weight that its proof leaves free."""
    yield FIRST if len(said.pieces) > 1 else ""
    yield r"\begin{itemize}"
    for index, (words, name, free) in enumerate(said.pieces, 1):
        yield rf"\item {piece(said, index)} (Theorem~\ref{{thm:{name}}}) is {prose(words, DECLARED)}."
        for symbol, best in free.items():
            at = f"{weight(symbol)} = {best}"
            yield f"{FREE}\n\\[\n{set_out(at + '.')}\n\\]"
    yield r"\end{itemize}"
