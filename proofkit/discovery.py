"""Find things by name: file `x.py` in a discoverable folder defines the object `x`."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from .errors import UnknownName

#: kind → package whose files are its members. The kernel is deliberately not here.
PACKAGES = {
    "theorem": "theorems",
    "lemma": "proofkit.lemmas",
    "class": "proofkit.classes",
    "implication": "proofkit.implications",
    "operation": "proofkit.calculus",
    "method": "proofkit.methods",
    "landscape": "proofkit.landscapes",
    "tactic": "proofkit.tactics",
    "check": "proofkit.checks",
    "plot": "proofkit.plots",
    "exporter": "proofkit.export",
    "condition": "proofkit.conditions",
    "experiment": "nets.experiments",
    "command": "proofkit.commands",
}


@cache
def names(kind: str) -> tuple[str, ...]:
    """Return the sorted names of one kind, without importing any of them.

    Args:
        kind: a key of PACKAGES ("theorem", "landscape", …).
    Raises:
        UnknownName: no such kind.
    """
    if kind not in PACKAGES:
        raise UnknownName("kind", kind, PACKAGES)
    spec = importlib.util.find_spec(PACKAGES[kind])
    folders = list(spec.submodule_search_locations or []) if spec else []
    return tuple(sorted(p.stem for f in folders for p in Path(f).glob("*.py") if not p.stem.startswith("_")))


@cache
def summary(kind: str, name: str) -> str:
    """Return the first line of what a member's file says it is, without importing it.

    Raises:
        UnknownName: nothing of that kind has the name.
    """
    if name not in names(kind):
        raise UnknownName(kind, name, names(kind))
    spec = importlib.util.find_spec(PACKAGES[kind])
    folders = list(spec.submodule_search_locations or []) if spec else []
    path = next(p for f in folders if (p := Path(f) / f"{name}.py").is_file())
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.partition("\n")[0]


@cache
def load(kind: str, name: str) -> Any:
    """Return the object `name` of a kind, importing that one file only.

    Raises:
        UnknownName: nothing of that kind has the name; the nearest names are suggested.
    """
    if name not in names(kind):
        raise UnknownName(kind, name, names(kind))
    return getattr(importlib.import_module(f"{PACKAGES[kind]}.{name}"), name)


def theorem(name: str) -> Any:
    """Return the `Theorem` of that name."""
    return load("theorem", name)


def landscape(name: str, **parameters: Any) -> Any:
    """Return the `Landscape` of that name, at the given (exact) parameters."""
    return load("landscape", name)(**parameters)
