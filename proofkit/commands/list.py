"""`proofkit list`: what there is."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from ..command import Command, Outcome
from ..discovery import names, summary
from ..errors import UnknownName

KINDS = {
    "theorems": "theorem",
    "classes": "class",
    "methods": "method",
    "landscapes": "landscape",
    "checks": "check",
    "experiments": "experiment",
    "implications": "implication",
    "operations": "operation",
    "lemmas": "lemma",
    "conditions": "condition",
    "plots": "plot",
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", metavar="KIND", help=", ".join(KINDS))


def _run(wanted: argparse.Namespace) -> Outcome:
    if wanted.kind and wanted.kind not in KINDS:
        raise UnknownName("kind", wanted.kind, KINDS)
    kinds = [wanted.kind] if wanted.kind else [*KINDS]
    found = {kind: [{"name": n, "summary": summary(KINDS[kind], n)} for n in names(KINDS[kind])] for kind in kinds}
    lines = [line for kind, rows in found.items() for line in _section(kind, rows)]
    return Outcome(found, "\n".join(lines).rstrip())


def _section(kind: str, rows: Sequence[Mapping[str, str]]) -> Sequence[str]:
    wide = max((len(row["name"]) for row in rows), default=0)
    return [kind, *(f"  {row['name']:<{wide}}  {row['summary']}" for row in rows), ""]


list = Command("list", "What there is: theorems, lemmas, classes, methods, landscapes, …", _arguments, _run)
