"""A `Report`: everything one run established, one row per theorem, with the columns kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .application import Application
from .evidence import Evidence
from .verdict import Strength, Verdict, weakest, worst

COLUMNS = ("proof", "conditions", "numerics", "network")
KINDS = {"proof": "proof", "witnesses": "conditions", "check": "numerics", "experiment": "network"}


@dataclass(frozen=True)
class Row:
    """What is known of one theorem.

    Args:
        name: the theorem's file name.
        theorem: the loaded `Theorem`, or None when its file was refused.
        refused: why it was refused (empty when it was not).
        applications: its hypotheses, discharged on its witness landscapes.
        numerics: what the numerical checks measured.
        network: what the network experiments measured.
    """

    name: str
    theorem: Any
    refused: str = ""
    applications: tuple[Application, ...] = ()
    numerics: tuple[Evidence, ...] = ()
    network: tuple[Evidence, ...] = ()

    @property
    def columns(self) -> dict[str, Verdict | None]:
        """The verdict of each column by itself; None where nothing was run, as for the proof of a stated theorem."""
        parts: tuple[tuple[Application | Evidence, ...], ...] = (self.applications, self.numerics, self.network)
        found = [worst(item.verdict for item in part) if part else None for part in parts]
        proved = Verdict.HOLDS if self.strength is Strength.PROVED else None
        proof = Verdict.REFUTED if self.refused else proved
        return dict(zip(COLUMNS, [proof, *found], strict=True))

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of the columns that were run."""
        return worst(verdict for verdict in self.columns.values() if verdict is not None)

    @property
    def strength(self) -> Strength:
        """How the theorem itself is known (STATED when its proof was refused)."""
        return Strength.STATED if self.theorem is None else self.theorem.strength

    @property
    def chain(self) -> Strength:
        """The weakest link from the theorem to the last column that was run."""
        certified = [Strength.CERTIFIED] if self.applications else []
        observed = [item.strength for item in (*self.numerics, *self.network)]
        return weakest([self.strength, *certified, *observed])

    @property
    def certified_on(self) -> dict[str, Verdict]:
        """Landscape → worst verdict of the theorem's hypotheses there."""
        names = dict.fromkeys(application.landscape for application in self.applications)
        return {name: worst(a.verdict for a in self.applications if a.landscape == name) for name in names}


@dataclass(frozen=True)
class NotRun:
    """Something the run left out, and why; never counted as passed."""

    kind: str
    name: str
    reason: str
    theorem: str = ""


@dataclass(frozen=True)
class Figure:
    """A finished picture for a report: self-contained SVG text and what it shows."""

    name: str
    caption: str
    svg: str


@dataclass(frozen=True)
class Report:
    """The outcome of one run.

    Args:
        rows: one per theorem, in the order of their names.
        suite: "quick" or "full".
        seed: of all random draws.
        not_run: what was left out.
        asked: what was asked for by name; when one of these was not run, the run is undecided.
        unfiled: evidence on no theorem's row (a network fact that tests no theorem here).
        figures: pictures for the formats that show them.
        seconds: wall time.
        environment: versions of what it ran on.
    """

    rows: tuple[Row, ...]
    suite: str = "quick"
    seed: int = 0
    not_run: tuple[NotRun, ...] = ()
    asked: tuple[str, ...] = ()
    unfiled: tuple[Evidence, ...] = ()
    figures: tuple[Figure, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    environment: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def verdict(self) -> Verdict:
        """REFUTED if anything checked does not hold, else UNDECIDED if anything is open, else HOLDS."""
        missing = [Verdict.UNDECIDED for item in self.not_run if item.name in self.asked]
        return worst([*(row.verdict for row in self.rows), *(item.verdict for item in self.unfiled), *missing])

    def state(self, row: Row, column: str) -> str:
        """Return a column's verdict in a word; "not run" if it was left out, "none" if there is no such thing.

        A theorem without a proof is "stated".
        """
        verdict = row.columns[column]
        if column == "proof" and verdict is None:
            return Strength.STATED.value
        if verdict is not None:
            return verdict.value
        left_out = any(item.theorem == row.name and KINDS.get(item.kind) == column for item in self.not_run)
        return "not run" if left_out or row.refused else "none"

    @property
    def exit_code(self) -> int:
        """0 everything run holds, 1 something is refuted, 3 something is undecided or was asked for and not run."""
        return self.verdict.exit_code


def build(
    theorems: Mapping[str, Any],
    refused: Mapping[str, str],
    applications: Mapping[str, Iterable[Application]],
    numerics: Iterable[Evidence],
    network: Iterable[Evidence],
    **about: Any,
) -> Report:
    """Return the report of one run, every piece filed under its theorem.

    Args:
        theorems: name → loaded theorem.
        refused: name → why its file was refused.
        applications: theorem name → the theorem on its witness landscapes.
        numerics, network: evidence of the two kinds; `Evidence.theorem` says where each belongs.
        about: the remaining fields of `Report`.
    """
    numerics, network = tuple(numerics), tuple(network)
    names = sorted({*theorems, *refused})
    rows = (
        Row(
            name=name,
            theorem=theorems.get(name),
            refused=refused.get(name, ""),
            applications=tuple(applications.get(name, ())),
            numerics=tuple(item for item in numerics if item.theorem == name),
            network=tuple(item for item in network if item.theorem == name),
        )
        for name in names
    )
    unfiled = tuple(item for item in (*numerics, *network) if item.theorem not in names)
    return Report(rows=tuple(rows), unfiled=unfiled, **about)
