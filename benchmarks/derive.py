"""`proofkit derive` beside PEPit, in one run: `python -m benchmarks.derive` writes docs/benchmarks/derive.{md,json}.

Every class of the library with gradient descent and the proximal point method, and every measure. Ours is the exact
factor of each piece at random rational constants and a step inside its region; theirs is the value of a semidefinite
programme at the same numbers. Every answer of ours is derived in a new process, so that nothing is remembered.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

import sympy as sp

from proofkit import discovery
from proofkit.errors import BadInput, ProofRefused, Undecided

from .derive_page import page
from .machine import machine

OUTPUT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks"
METHODS = ("gradient_descent", "proximal_point")
MEASURES = ("distance", "fgap", "gradnorm")
POINTS = 3  #: constants and steps in the region of each piece
SEED = 0
PACKAGES = ("sympy", "numpy", "PEPit", "cvxpy", "clarabel")
Case = tuple[str, str, str]


def cases(only: str = "") -> list[Case]:
    """Return every (class, method, measure)."""
    kinds = [kind for kind in discovery.names("class") if only in ("", kind)]
    return [(kind, method, measure) for kind in kinds for method in METHODS for measure in MEASURES]


def ours(case: Case) -> dict[str, Any]:
    """Derive and replay one answer, and evaluate it; run in a process of its own."""
    began, cpu = time.perf_counter(), time.process_time()
    from proofkit.kernel.replay import replay
    from proofkit.worst_case.solve import derive

    try:
        found = derive(*case)
    except (BadInput, ProofRefused, Undecided) as refused:
        return {"case": case, "reason": str(refused), "derive_s": time.perf_counter() - began}
    derived, derived_cpu = time.perf_counter() - began, time.process_time() - cpu
    began = time.perf_counter()
    replay(found.lines)
    replayed = time.perf_counter() - began
    return {
        "case": case,
        "derive_s": derived,
        "derive_cpu_s": derived_cpu,
        "replay_s": replayed,
        "threshold": None if found.threshold is None else str(found.threshold),
        "sharp": found.sharp,
        "notes": list(found.notes),
        "pieces": [_piece(found, index) for index in range(len(found.pieces))],
    }


def _piece(found: Any, index: int) -> dict[str, Any]:
    piece = found.pieces[index]
    return {
        "factor": str(piece.factor),
        "region": list(piece.region),
        "sharpness": piece.sharpness,
        "points": [_point(piece, at) for at in _places(found, index)],
    }


def _point(piece: Any, at: Mapping[str, Fraction]) -> dict[str, Any]:
    numbers = {s: sp.Rational(at[s.name].numerator, at[s.name].denominator) for s in piece.factor.free_symbols}
    exact = piece.factor.xreplace(numbers)
    shown = {name: str(number) for name, number in at.items()}
    return {"at": shown, "exact": str(exact), "value": str(sp.N(exact, 25))}


def _places(found: Any, index: int) -> Iterator[Mapping[str, Fraction]]:
    """Random constants and steps at which this piece is the first that applies."""
    from proofkit.worst_case.samples import holds
    from proofkit.worst_case.setting import Setting, classes_of

    kinds, _ = classes_of(",".join(found.function_class))
    signs = Setting(kinds, discovery.load("method", found.method), _measure(found.measure)).signs
    constants = dict.fromkeys(name for kind in kinds for name in kind.constants)
    rng, left = random.Random(f"{SEED} {found.name} {index}"), POINTS
    for _ in range(3000):
        at = _random(rng, list(constants))
        if not all(holds(text, at) for text in signs):
            continue
        inside = [all(holds(text, at) for text in piece.region) for piece in found.pieces]
        if left and True in inside and inside.index(True) == index:
            left -= 1
            yield at


def _measure(text: str) -> Any:
    from proofkit.worst_case.measure import parse_measure

    return parse_measure(text)


def _random(rng: random.Random, constants: Sequence[str]) -> dict[str, Fraction]:
    largest = Fraction(rng.randint(2, 12), 4)
    at = {name: largest * Fraction(rng.randint(1, 30), 20) for name in constants}
    if "gamma" in at:
        at["gamma"] = Fraction(rng.randint(1, 20), 20)
    scale = next((at[name] for name in ("L", "mu", "rho") if name in at), Fraction(1))
    return {**at, "eta": Fraction(rng.randint(1, 70), 20) / scale}


def with_theirs(record: dict[str, Any]) -> dict[str, Any]:
    """Add PEPit's value, and how long it took, to every point."""
    from .pepit_problems import POSED, solved

    kind, method, measure = record["case"]
    for piece in record.get("pieces", ()):
        for point in piece["points"]:
            at = {name: Fraction(number) for name, number in point["at"].items()}
            point["theirs"] = {}
            for posed in POSED.get(kind, ()):
                value, seconds = solved(posed, method, measure, at)
                gap = Fraction(value) - Fraction(point["value"]) if value == value else None
                gap_text = None if gap is None else f"{float(gap):.2e}"
                point["theirs"][posed.name] = {"value": value, "minus_ours": gap_text, "seconds": seconds}
    return record


def main() -> None:
    """Run everything and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="CLASS", help="one class")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FOLDER")
    wanted = parser.parse_args()
    where = machine({name: version(name) for name in PACKAGES})
    data = {"machine": {**where, "seed": SEED}, "answers": list(_answers(cases(wanted.only)))}
    data["machine"]["load_at_end"] = [round(load, 2) for load in os.getloadavg()]
    wanted.output.mkdir(parents=True, exist_ok=True)
    (wanted.output / "derive.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    (wanted.output / "derive.md").write_text(page(data), "utf-8")


def _answers(wanted: Sequence[Case]) -> Iterator[dict[str, Any]]:
    with_theirs(ours(("smooth_convex", "gradient_descent", "distance")))  # their imports are not counted
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as pool:
        for case in wanted:
            began = time.perf_counter()
            record = pool.submit(ours, case).result()
            record["process_s"] = time.perf_counter() - began
            print(*case, f"{record['process_s']:.1f} s", flush=True)
            yield with_theirs(record)


if __name__ == "__main__":
    main()
