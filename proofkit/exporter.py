"""The type of an output format: how it prints one theorem, how it prints a whole report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .report import Report


@dataclass(frozen=True)
class Exporter:
    """One output format. What it prints comes from the data that was checked, never from text typed beside it.

    Args:
        name: file name in `export/`.
        title: what the format is called.
        suffix: of its files, with the dot.
        theorem: a loaded `Theorem` → text; None when the format has no such document.
        report: a `Report` → text; None when the format has no such document.
        library: all `Theorem`s → one text; None when the format has no such document.
        answer: a `WorstCase` that `derive` found → text; None when the format has no such document.
    """

    name: str
    title: str
    suffix: str
    theorem: Callable[[Any], str] | None = None
    report: Callable[[Report], str] | None = None
    library: Callable[[Sequence[Any]], str] | None = None
    answer: Callable[[Any], str] | None = None
