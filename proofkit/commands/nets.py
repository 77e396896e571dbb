"""`proofkit nets list` and `proofkit nets run NAME|all`: the network experiments."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ..command import Command, Outcome
from ..discovery import load, names, summary
from ..errors import BadInput, UnknownName
from ..plain import plain
from ..verdict import worst
from ._files import check_folder
from ._numbers import whole
from ._show import table, word

ACTIONS = ("list", "run")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", help="list or run")
    parser.add_argument("name", nargs="?", metavar="NAME", help="an experiment, or all")
    parser.add_argument("--size", default="quick", help="tiny, quick or full (default quick)")
    parser.add_argument("--device", default="cpu", help="cpu or cuda (default cpu)")
    parser.add_argument("--seed", type=whole, default=0, help="of every random draw (default 0)")
    parser.add_argument("--out", metavar="DIR", type=Path, help="folder for checkpoints and results")


def _run(wanted: argparse.Namespace) -> Outcome:
    if wanted.action not in ACTIONS:
        raise UnknownName("action", wanted.action, ACTIONS)
    return _list() if wanted.action == "list" else _run_experiments(wanted)


def _list() -> Outcome:
    rows = []
    for name in names("experiment"):
        experiment = load("experiment", name)
        rows.append({"name": name, "summary": summary("experiment", name), "theorem": experiment.theorem,
                     "seconds": dict(experiment.cost)})  # fmt: skip
    shown = [[row["name"], row["summary"], row["theorem"], _costs(row["seconds"])] for row in rows]
    return Outcome(rows, table(("experiment", "what it measures", "theorem", "declared cost"), shown))


def _costs(seconds: dict[str, float]) -> str:
    return ", ".join(f"{size} {value:g} s" for size, value in seconds.items())


def _run_experiments(wanted: argparse.Namespace) -> Outcome:
    if wanted.name is None:
        raise BadInput("experiment", "none", f"all, or one of {', '.join(names('experiment'))}")
    chosen = names("experiment") if wanted.name == "all" else (wanted.name,)
    if wanted.out:
        check_folder(wanted.out)
    found = []
    for name in chosen:
        experiment = load("experiment", name)
        found += experiment.run(wanted.size, wanted.device, wanted.seed, out=wanted.out, progress=_progress)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    return Outcome(plain(found), evidence_table(found), worst(item.verdict for item in found))


def _progress(stage: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{stage} {done}/{total}", end="", file=sys.stderr, flush=True)


def evidence_table(items: list[Any]) -> Any:
    """Return evidence as a table, prediction beside measurement."""
    heads = ("claim", "side", "predicted", "measured", "verdict")
    rows = [[i.claim, i.side, f"{i.predicted:.6g}", f"{i.measured:.6g}", word(i.verdict)] for i in items]
    return table(heads, rows, title=items[0].setting if items else None, whole=(2, 3, 4))


nets = Command("nets", "List or run the network experiments.", _arguments, _run)
