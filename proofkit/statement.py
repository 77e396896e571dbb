"""A `Statement`: what a theorem says, in kernel text, before any proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .errors import ProofRefused
from .kernel.parser import Ill
from .kernel.replay import parse_statement
from .kernel.rules import Refused
from .typesetting import typeset

#: the dimensions that a statement may be about, in words
DIMENSIONS = {"any": "in every dimension", ">=2": "in dimension 2 and above", "1": "in dimension 1"}


@dataclass(frozen=True)
class Statement:
    """Declarations, labelled hypotheses and a conclusion, all in kernel text (see `proofkit/kernel/parser.py`).

    Args:
        name: identifier, unique in a proof file.
        dimension: "any", ">=2" or "1": the dimensions of R^d it is about.
        declare: symbol → signature ("scalar", "vector -> vector", "nat, vector -> prop", …).
        hypotheses: label → formula. Definitions (a recurrence, q² = …) are hypotheses too.
        conclusion: formula.
    """

    name: str
    dimension: str
    declare: Mapping[str, str]
    hypotheses: Mapping[str, str]
    conclusion: str

    @property
    def header(self) -> dict[str, Any]:
        """The first line of the proof file, as a JSON object."""
        return {
            "theorem": self.name,
            "dimension": self.dimension,
            "declare": dict(self.declare),
            "hypotheses": dict(self.hypotheses),
            "conclusion": self.conclusion,
        }

    @cached_property
    def parsed(self) -> Any:
        """The kernel's own reading of the statement.

        Raises:
            ProofRefused: the text is not well formed or not well sorted.
        """
        try:
            return parse_statement(self.header)
        except (Ill, Refused, KeyError) as error:
            raise ProofRefused(f"statement {self.name}: {error}") from None

    def _repr_latex_(self) -> str:
        """The statement as mathematics, for notebooks."""
        rows = [rf"\text{{{label.replace('_', ' ')}: }} {typeset(text, self.declare)}"
                for label, text in self.hypotheses.items()]  # fmt: skip
        then = rf"\Longrightarrow\quad {typeset(self.conclusion, self.declare)}"
        body = " \\\\ ".join(f"&{row}" for row in (*rows, then))
        return rf"$\displaystyle \begin{{aligned}} {body} \end{{aligned}}$"

    def without(self, label: str) -> Statement:
        """Return the statement with one hypothesis deleted (its proof should then fail to replay)."""
        kept = {key: text for key, text in self.hypotheses.items() if key != label}
        return Statement(self.name, self.dimension, self.declare, kept, self.conclusion)
