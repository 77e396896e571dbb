"""The proofs that the tests of the kernel look at: every lemma and theorem of the library, derived once."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from proofkit import discovery

DERIVED = tuple(name for name in discovery.names("theorem") if discovery.theorem(name).derived)
NAMES = (*discovery.names("lemma"), *DERIVED)


def statement(name: str) -> Any:
    """Return the `Statement` of a lemma or theorem."""
    kind = "lemma" if name in discovery.names("lemma") else "theorem"
    return discovery.load(kind, name).statement


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the proof file of a lemma or theorem, with all that it cites."""
    kind = "lemma" if name in discovery.names("lemma") else "theorem"
    return discovery.load(kind, name).derivation.lines


def records(name: str) -> list[dict[str, Any]]:
    """Return the proof file as JSON objects, freshly read."""
    return [json.loads(line) for line in lines(name)]


def written(objects: list[dict[str, Any]]) -> list[str]:
    """Return JSON objects as the lines of a proof file."""
    return [json.dumps(record) for record in objects]
