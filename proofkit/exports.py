"""`export`: a theorem in another format."""

from __future__ import annotations

from . import discovery
from .errors import UnknownName


def export(name: str, *, to: str) -> str:
    """Return a theorem, with its checked derivation where the format has room for it, as text.

    Args:
        name: the theorem.
        to: the format: a file of `export/` that prints theorems ("json", "html", "latex").
    Raises:
        UnknownName: no such theorem, or no such format for theorems.
        ProofRefused: the theorem's proof does not replay.
    """
    theorem = discovery.theorem(name)
    if to not in formats():
        raise UnknownName("format", to, formats())
    return str(discovery.load("exporter", to).theorem(theorem))


def formats() -> tuple[str, ...]:
    """Return the names of the formats that print theorems."""
    return tuple(name for name in discovery.names("exporter") if discovery.load("exporter", name).theorem)
