"""Enclosures beside others, in one run: `python -m benchmarks.certify` writes docs/benchmarks/certify.{md,json}.

Conditions in one to four variables, each posed to every engine as "e(x) ≥ 0 on this box", as near to the best constant
as three tolerances say, and once beyond it, where it is false. Every engine runs in a process of its own, on one
thread. The peers are run by `--peers`, a Python that has codac, alkahest, python-flint and dreal.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .certify_cases import TOLERANCES, Case, cases
from .certify_lines import lines_of
from .certify_page import page
from .certify_run import ONE_THREAD, ROOT, asked
from .machine import machine

OUTPUT = ROOT / "docs" / "benchmarks"
LIMIT, FALSE_LIMIT = 6.0, 1.0  #: seconds for a claim, and for one that is false
PEERS = {"codac": "codac", "alkahest": "alkahest", "flint loop": "python-flint", "dReal": "dreal"}
#: the engine started, and a small claim proved
SMALL = """
from benchmarks.peers.proofkit_peer import by_search, read
from benchmarks.peers.protocol import FIRST, PROVED
assert by_search(read(FIRST, 1), [(-1.0, 1.0)])[0] == PROVED
"""


def engines(peers: str) -> dict[str, list[str]]:
    """Return what starts each engine, ours first."""
    ours = [sys.executable, "-m", "benchmarks.peers.proofkit_peer"]
    scripts = {name: f"benchmarks.peers.{name.split()[0].lower()}_peer" for name in PEERS}
    return {"search": [*ours, "search"], "certify": [*ours, "certify"]} | {
        name: [peers, "-m", script] for name, script in scripts.items()
    }


def measured(case: Case, commands: dict[str, list[str]], limit: float) -> dict[str, Any]:
    """Return every engine's answers to one case."""
    box = [[float(low), float(high)] for low, high in case.sides]
    claims = [lines_of(case.claim(tolerance), case.variables) for tolerance in TOLERANCES]
    beyond = lines_of(case.false, case.variables)
    answers = {}
    for name, command in commands.items():
        shown, refuted = asked(command, claims, beyond, box, limit, min(limit, FALSE_LIMIT))
        answers[name] = {"true": shown, "false": refuted}
    return {
        "name": case.name,
        "words": case.words,
        "dimension": len(box),
        "box": [[str(low), str(high)] for low, high in case.sides],
        "best": str(case.best),
        "scale": str(case.scale),
        "operations": len(claims[0]),
        "answers": answers,
    }


def cold_start() -> dict[str, float]:
    """Return seconds of whole processes: SymPy imported, and the engine started and a small claim proved; medians."""
    texts = {"sympy": "import sympy", "engine": SMALL}
    return {name: sorted(_wall(text) for _ in range(5))[2] for name, text in texts.items()}


def _wall(text: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", text], cwd=ROOT, env=os.environ | ONE_THREAD, check=True)
    return time.perf_counter() - began


def _versions(peers: str) -> dict[str, str]:
    """The versions of the peers' packages, as that Python knows them."""
    text = (
        "import json, sys\nfrom importlib.metadata import PackageNotFoundError, version\nfound = {}\n"
        "for name in sys.argv[1:]:\n    try:\n        found[name] = version(name)\n"
        "    except PackageNotFoundError:\n        found[name] = 'not installed'\nprint(json.dumps(found))"
    )
    run = subprocess.run([peers, "-c", text, *PEERS.values()], check=True, capture_output=True, text=True)
    found: dict[str, str] = json.loads(run.stdout)
    return found


def main() -> None:
    """Run everything and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON", help="a Python that has the peers")
    parser.add_argument("--only", default="", metavar="WORDS", help="cases with these words in their name")
    parser.add_argument("--limit", type=float, default=LIMIT, metavar="SECONDS", help="for one claim")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FOLDER")
    wanted = parser.parse_args()
    if shutil.which(wanted.peers) is None:
        parser.error(f"--peers {wanted.peers}: expected a Python that can be run")
    commands, found = engines(wanted.peers), []
    versions = {name: version(name) for name in ("sympy", "numpy", "numba")} | _versions(wanted.peers)
    tolerances = [str(t) for t in TOLERANCES]
    data = {"machine": machine(versions), "limit_s": wanted.limit, "tolerances": tolerances}
    for case in (case for case in cases() if wanted.only in case.name):
        began = time.perf_counter()
        found.append(measured(case, commands, wanted.limit))
        print(case.name, f"{time.perf_counter() - began:.1f} s", flush=True)
    data |= {"cases": found, "cold_start_s": cold_start()}
    data["machine"]["load_at_end"] = [round(load, 2) for load in os.getloadavg()]
    wanted.output.mkdir(parents=True, exist_ok=True)
    (wanted.output / "certify.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    (wanted.output / "certify.md").write_text(page(data), "utf-8")


if __name__ == "__main__":
    main()
