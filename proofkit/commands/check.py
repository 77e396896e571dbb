"""`proofkit check`: prove, certify, measure and try on a network; one table at the end."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

import proofkit

from ..command import Command, Outcome
from ..discovery import load
from ..errors import BadInput
from ..export.json import report_data
from ..pictures import with_pictures
from ..verdict import Strength, Verdict
from ._files import check_folder, check_writable, write
from ._live import Live
from ._numbers import whole
from ._show import plural, report_table

if TYPE_CHECKING:
    from ..report import Report


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="theorems, checks, experiments; none: all")
    parser.add_argument("--suite", default="quick", help="quick (about a minute) or full")
    parser.add_argument("--html", metavar="DIR", type=Path, help="write a self-contained report to DIR/index.html")
    parser.add_argument("--junit", metavar="FILE", type=Path, help="write JUnit XML for a CI server")
    parser.add_argument("--seed", type=whole, default=0, help="of every random draw (default 0)")
    parser.add_argument("--jobs", type=whole, default=min(2, os.cpu_count() or 1), help="processes (default 2, or 1)")


def _run(wanted: argparse.Namespace) -> Outcome:
    if wanted.jobs < 1:
        raise BadInput("jobs", wanted.jobs, "a whole number of at least 1")
    if wanted.seed < 0:
        raise BadInput("seed", wanted.seed, "a whole number of at least 0")
    files = {"html": wanted.html and wanted.html / "index.html", "junit": wanted.junit}
    if wanted.html:
        check_folder(wanted.html)
    for file in filter(None, files.values()):
        check_writable(file)
    with Live(shown=not wanted.json) as live:
        report = proofkit.check(
            wanted.names, suite=wanted.suite, seed=wanted.seed, jobs=wanted.jobs, progress=live.finished
        )
    if wanted.html:
        report = with_pictures(report)
    for name, file in files.items():
        if file:
            write(file, load("exporter", name).report(report))
    return Outcome(report_data(report), (report_table(report), Text(_ending(report, files))), report.verdict)


def _ending(report: Report, files: dict[str, Path | None]) -> str:
    lines = [f"{item.kind} {item.name}: not run, {item.reason}" for item in report.not_run]
    lines += [f"written: {file}" for file in files.values() if file]
    total, passing = len(report.rows), sum(row.verdict is Verdict.HOLDS for row in report.rows)
    holds = "holds" if 1 in (passing, total) else "hold"
    stated = sum(row.strength is Strength.STATED and not row.refused for row in report.rows)
    unproved = f" ({stated} stated, not proved)" if stated else ""
    lines.append(f"{passing} of {plural(total, 'theorem')} {holds} throughout{unproved}; {report.seconds:.0f} s")
    return "\n".join(lines)


check = Command("check", "Prove, certify, measure: everything, or what is named.", _arguments, _run)
