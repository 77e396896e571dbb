"""What a LaTeX proof is made of: strings, and displays that get a number only if something refers to them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ._latex_text import ROOM, closed_up, mathematics, set_out, width


@dataclass(frozen=True)
class Display:
    """Formulas that hold together, one row each.

    Args:
        rows: (formula, label) pairs.
        declared: symbol → signature.
        end: punctuation after the last row.
        inline: whether, being short and never referred to, it may stay in the line.
        room: how many characters of mathematics a line holds here.
    """

    rows: tuple[tuple[ast.expr, str], ...]
    declared: Mapping[str, str]
    end: str = "."
    inline: bool = False
    room: int = ROOM

    def text(self, referred: set[str]) -> str:
        """Return the display, or a line of text if it may be one; only rows in `referred` are numbered."""
        shown = [(mathematics(node, self.declared), label) for node, label in self.rows]
        quiet = not any(label in referred for _, label in shown)
        if self.inline and quiet and sum(width(latex) for latex, _ in shown) < 60:
            return " and ".join(f"${closed_up(latex)}$" for latex, _ in shown) + self.end
        ends = [","] * (len(shown) - 1) + [self.end]
        rows = [self._row(latex, end, label, referred) for (latex, label), end in zip(shown, ends, strict=True)]
        return "\n\\begin{gather}\n" + " \\\\\n".join(rows) + "\n\\end{gather}"

    def _row(self, latex: str, end: str, label: str, referred: set[str]) -> str:
        mark = rf"\label{{{label}}}" if label in referred else r"\notag"
        return f"{set_out(latex + end, self.room)} {mark}"


Piece = str | Display


def referred_labels(pieces: Iterable[Piece]) -> set[str]:
    """Return every label that the strings among the pieces refer to."""
    text = "\n".join(piece for piece in pieces if isinstance(piece, str))
    return set(re.findall(r"\\(?:eq|gap)ref\{([^{}]*)\}", text))


def written(pieces: Iterable[Piece]) -> str:
    """Return the pieces as LaTeX."""
    pieces = list(pieces)
    referred = referred_labels(pieces)
    text = " ".join(piece if isinstance(piece, str) else piece.text(referred) for piece in pieces)
    return re.sub(r" ?\n[ \n]*", "\n", text)
