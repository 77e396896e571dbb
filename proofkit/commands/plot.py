"""`proofkit plot KIND LANDSCAPE -o FILE`: a picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..command import Command, Outcome
from ..discovery import load, names
from ..errors import BadInput, UnknownName
from ._files import check_writable
from ._subject import add_subject, read_subject

FORMATS = ("svg", "pdf", "png")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=", ".join(names("plot")))
    add_subject(parser)
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="svg, pdf or png (default KIND.svg)")


def _run(wanted: argparse.Namespace) -> Outcome:
    plot = load("plot", wanted.kind)
    if plot.subject != "landscape":
        raise BadInput("plot", wanted.kind, "one of a landscape (pictures of a run: `proofkit check --html DIR`)")
    file = wanted.output or Path(f"{wanted.kind}.svg")
    kind = file.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise UnknownName("picture format", kind, FORMATS)
    subject = read_subject(wanted)
    check_writable(file)
    plot.save(subject, file, kind)
    return Outcome({"plot": wanted.kind, "landscape": subject.name, "file": str(file)}, f"written: {file}")


plot = Command("plot", "A picture of a landscape, as SVG, PDF or PNG.", _arguments, _run)
