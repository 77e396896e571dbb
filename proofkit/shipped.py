"""The proof files that come with the library, so that no proof has to be searched for again. Never trusted.

`theorems/proofs/NAME.jsonl` holds the proof of one theorem and those of its thresholds, without the lemmas that they
cite; `proofkit/lemmas/proofs/` and `proofkit/implications/proofs/` hold those of lemmas and implications. A file is
used for a statement only if it says exactly that statement, and then the kernel replays it; else the proof is written
anew. `proofkit replay --renew` writes the files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import discovery

KINDS = ("lemma", "implication", "theorem")


def folder(kind: str) -> Path:
    """Return where the proof files of one kind lie."""
    spec = find_spec(discovery.PACKAGES[kind])
    assert spec is not None and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "proofs"


def file_of(name: str) -> Path | None:
    """Return the file for a name of one of the kinds, or of a threshold (THEOREM__THRESHOLD__…); None for another."""
    stem = name.partition("__")[0]
    kind = next((kind for kind in KINDS if stem in discovery.names(kind)), None)
    return folder(kind) / f"{stem}.jsonl" if kind else None


def block(header: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the shipped proof of exactly this statement, as JSON lines; None if there is none."""
    lines = blocks(header["theorem"]).get(header["theorem"], ())
    return lines if lines and json.dumps(stated(lines)) == json.dumps(header) else None  # the order counts too


def stated(lines: tuple[str, ...]) -> dict[str, Any]:
    """Return the statement that a proof is about, without the symbols that only the proof uses."""
    return {key: value for key, value in json.loads(lines[0]).items() if key != "locals"}


def blocks(name: str) -> dict[str, tuple[str, ...]]:
    """Return the proofs in the file for a name, each as its JSON lines (none, if the file is missing or is no such)."""
    file = file_of(name)
    found: dict[str, list[str]] = {}
    current: list[str] = []
    if file is None or not file.is_file():
        return {}
    try:
        for line in file.read_text("utf-8").splitlines():
            record = json.loads(line)
            if "theorem" in record:
                current = found[record["theorem"]] = [line]
                dict(record["hypotheses"])
            else:
                current.append(line)
    except (ValueError, KeyError, TypeError):  # damaged
        return {}
    return {name: tuple(lines) for name, lines in found.items()}


def write(name: str, proofs: Iterable[tuple[str, ...]]) -> Path:
    """Write the file of a lemma or implication, or of a theorem and its thresholds, and return it."""
    file = file_of(name)
    assert file is not None, name
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(f"{line}\n" for lines in proofs for line in lines), "utf-8")
    return file


def files() -> list[Path]:
    """Return all proof files that there are."""
    return sorted(file for kind in KINDS for file in folder(kind).glob("*.jsonl"))
