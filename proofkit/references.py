"""Sources: the entries of theorems/references.bib, as a reader would cite them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from .errors import UnknownName

_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s]+)\s*,(.*?)\n\}", re.DOTALL)
OWN = "own result of this project"
DERIVED = "derived by this library"
#: sources that are no entry of the bibliography
UNCITED = {"own": OWN, "derived": DERIVED}
_ACCENTS = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "c": "\u0327"}
_LETTERS = {r"\L": "Ł", r"\l": "ł", r"\O": "Ø", r"\o": "ø", r"\ss": "ß"}
_FIELD = re.compile(r"(\w+)\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|\"([^\"]*)\"|(\d+))")


def _bibliography() -> str:
    return files("theorems").joinpath("references.bib").read_text("utf-8")


def bibtex_entry(key: str) -> str:
    """Return an entry of references.bib as it is written there.

    Raises:
        UnknownName: no entry has that key.
    """
    found = {match[2]: match[0] for match in _ENTRY.finditer(_bibliography())}
    if key not in found:
        raise UnknownName("source", key, found)
    return f"{found[key]}\n"


@cache
def entries() -> dict[str, dict[str, str]]:
    """Return key → fields of every entry of theorems/references.bib, braces removed."""
    return {key: {"type": kind.lower(), **_fields(body)} for kind, key, body in _ENTRY.findall(_bibliography())}


def citation(key: str) -> str:
    """Return "authors, title, where, year" of an entry; "own" is this project itself, "derived" its `derive`.

    Raises:
        UnknownName: no entry has that key.
    """
    if key in UNCITED:
        return UNCITED[key]
    if key not in entries():
        raise UnknownName("source", key, entries())
    entry = entries()[key]
    where = next((entry[name] for name in ("journal", "booktitle", "publisher", "howpublished") if name in entry), "")
    authors = entry.get("author", "").replace(" and ", "; ")
    return ", ".join(part for part in (authors, entry.get("title", ""), where, entry.get("year", "")) if part)


def cited(source: str) -> str:
    """Return a source in words, every key of an entry in it replaced by its citation."""
    if source in UNCITED:
        return UNCITED[source]
    return re.sub(r"[\w-]+", lambda word: citation(word[0]) if word[0] in entries() else word[0], source)


def _fields(body: str) -> dict[str, str]:
    found = {name.lower(): braced or quoted or number for name, braced, quoted, number in _FIELD.findall(body)}
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: str) -> str:
    """Return BibTeX text as plain text: accents composed, braces gone, dashes and blanks tidied."""
    accented = re.sub(r"\\(['`\"^~c])\s*\{?(\w)\}?", lambda m: normalize("NFC", m[2] + _ACCENTS[m[1]]), value)
    accented = re.sub(r"\\(?:[LlOo]|ss)(?![A-Za-z])", lambda m: _LETTERS[m[0]], accented)
    return " ".join(accented.replace("{", "").replace("}", "").replace("--", "–").split())
