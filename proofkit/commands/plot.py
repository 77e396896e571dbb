"""`proofkit plot KIND LANDSCAPE -o FILE`: a picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..command import Command, Outcome
from ..discovery import load, names
from ..errors import BadInput
from ._pictures import picture_format
from ._subject import add_subject, read_subject


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=", ".join(names("plot")))
    add_subject(parser)
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="svg, pdf or png (default KIND.svg)")


def _run(wanted: argparse.Namespace) -> Outcome:
    plot = load("plot", wanted.kind)
    if plot.subject != "landscape":
        made = "`proofkit check --html DIR`" if plot.subject == "report" else "`proofkit predict … --picture FILE`"
        raise BadInput("plot", wanted.kind, f"one of a landscape (this picture is made by {made})")
    file = wanted.output or Path(f"{wanted.kind}.svg")
    subject = read_subject(wanted)
    kind = picture_format(file)
    plot.save(subject, file, kind)
    return Outcome({"plot": wanted.kind, "landscape": subject.name, "file": str(file)}, f"written: {file}")


plot = Command("plot", "A picture of a landscape, as SVG, PDF or PNG.", _arguments, _run)
