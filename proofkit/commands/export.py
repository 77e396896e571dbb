"""`proofkit export NAME --to FORMAT -o FILE`: a theorem with its checked derivation, in another format."""

from __future__ import annotations

import argparse
from pathlib import Path

import proofkit

from ..command import Command, Outcome
from ..discovery import names
from ._files import check_place, write


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a theorem, or all: the whole library in one file")
    parser.add_argument("--to", required=True, metavar="FORMAT", help=", ".join(names("exporter")))
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="where to write it (default: print it)")


def _run(wanted: argparse.Namespace) -> Outcome:
    check_place(wanted.output)
    text = proofkit.export(wanted.name, to=wanted.to)
    data = {"theorem": wanted.name, "format": wanted.to}
    if wanted.output is None:
        return Outcome({**data, "text": text}, text.rstrip("\n"))
    write(wanted.output, text)
    return Outcome({**data, "file": str(wanted.output)}, f"written: {wanted.output}")


export = Command("export", "A theorem with its checked derivation, in another format.", _arguments, _run)
