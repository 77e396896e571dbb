"""`export`: a theorem in another format."""

from __future__ import annotations

from . import discovery
from .errors import UnknownName

ALL = "all"


def export(name: str, *, to: str) -> str:
    """Return a theorem, with its checked derivation where the format has room for it, as text.

    Args:
        name: the theorem; "all" for the whole library in one text.
        to: the format: a file of `export/` that prints theorems ("json", "html", "latex", "markdown", …).
    Raises:
        UnknownName: no such theorem, or no such format for it.
        ProofRefused: a proof does not replay.
    """
    if name != ALL and name not in discovery.names("theorem"):
        raise UnknownName("theorem", name, (*discovery.names("theorem"), ALL))
    if to not in formats(name):
        raise UnknownName("format", to, formats(name))
    exporter = discovery.load("exporter", to)
    if name == ALL:
        return str(exporter.library([discovery.theorem(known) for known in discovery.names("theorem")]))
    return str(exporter.theorem(discovery.theorem(name)))


def formats(name: str = "") -> tuple[str, ...]:
    """Return the formats that print a theorem, the whole library ("all"), or what `derive` found ("answer")."""
    exporters = {known: discovery.load("exporter", known) for known in discovery.names("exporter")}
    part = {ALL: "library", "answer": "answer"}.get(name, "theorem")
    return tuple(known for known, made in exporters.items() if getattr(made, part))
