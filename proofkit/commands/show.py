"""`proofkit show NAME`: one thing in full: a theorem, a class, a landscape, an axiom, …"""

from __future__ import annotations

import argparse
from typing import Any

from ..command import Command, Outcome
from ..discovery import PACKAGES, load, names
from ..errors import UnknownName
from ..kernel.replay import AXIOMS
from ..plain import plain
from ._describe import DESCRIBE, lemma_data, lemma_text, theorem_data, theorem_text

KINDS = [kind for kind in PACKAGES if kind != "command"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="any name that `proofkit list` shows, or an axiom's")
    parser.add_argument("--kind", help="of several things with that name, the one of this kind")


def _run(wanted: argparse.Namespace) -> Outcome:
    if wanted.kind and wanted.kind not in KINDS:
        raise UnknownName("kind", wanted.kind, KINDS)
    if wanted.name in AXIOMS and not wanted.kind:
        return _axiom(wanted.name)
    kinds = [wanted.kind] if wanted.kind else KINDS
    kind = next((kind for kind in kinds if wanted.name in names(kind)), None)
    if kind is None:
        raise UnknownName("name", wanted.name, {*AXIOMS, *(name for kind in kinds for name in names(kind))})
    found = load(kind, wanted.name)
    if kind == "theorem":
        return Outcome(theorem_data(found), theorem_text(found))
    if kind == "lemma":
        return Outcome(lemma_data(found), lemma_text(found))
    data = {"kind": kind, "name": wanted.name, **plain(DESCRIBE.get(kind, DESCRIBE["other"])(found))}
    return Outcome(data, _lines({key: value for key, value in data.items() if key != "source"}))


def _axiom(name: str) -> Outcome:
    data = {"kind": "axiom", **{("name" if key == "axiom" else key): value for key, value in AXIOMS[name].items()}}
    return Outcome(data, _lines(data))


def _lines(data: dict[str, Any]) -> str:
    lines = []
    for key, value in data.items():
        if isinstance(value, dict):
            lines += [f"{key}:", *(f"  {inner}: {item}" for inner, item in value.items())]
        elif isinstance(value, list):
            lines += [f"{key}:", *(f"  {item}" for item in value)]
        else:
            lines.append(f"{key}: {value}")
    return "\n".join(lines)


show = Command("show", "One theorem, class, landscape, axiom … in full.", _arguments, _run)
