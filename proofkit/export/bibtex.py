"""BibTeX: the entries of references.bib that the LaTeX of a theorem, or of all, cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..draft import source
from ..exporter import Exporter
from ..references import UNCITED, bibtex_entry
from ._latex_parts import cited_keys, statement


def entries(theorems: Sequence[Any]) -> str:
    """Return the entries that the theorems cite, and those that the lemmas of their proofs do."""
    text = "\n".join(line for theorem in theorems for cited in _with_lemmas(theorem) for line in _statement(cited))
    return "\n".join(map(bibtex_entry, cited_keys(text)))


def _with_lemmas(theorem: Any) -> Iterator[Any]:
    """A theorem, and all that its proof cites."""
    yield from (source(name) for name in (theorem.derivation.blocks if theorem.derived else ()) if name != theorem.name)
    yield theorem


def _statement(thing: Any) -> Iterator[str]:
    """What is printed of it, with its source; a statement cites the classes in its hypotheses."""
    yield statement(thing.statement.header, thing.statement.name)
    if getattr(thing, "source", "own") not in UNCITED:
        yield rf"\cite{{{thing.source}}}"


bibtex = Exporter(
    name="bibtex", title="BibTeX", suffix=".bib", theorem=lambda theorem: entries([theorem]), library=entries
)
