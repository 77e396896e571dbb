"""JSON: a theorem as its proof file (JSON lines, which the kernel replays), a report as one object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from json import dumps
from typing import Any

from ..application import Application
from ..exporter import Exporter
from ..plain import plain
from ..references import citation
from ..report import COLUMNS, Report, Row


def report_data(report: Report) -> dict[str, Any]:
    """Return a report as plain data: the rows with their columns apart, and what was not run."""
    return {
        "verdict": report.verdict.value,
        "exit_code": report.exit_code,
        "suite": report.suite,
        "seed": report.seed,
        "seconds": round(report.seconds, 3),
        "environment": plain(report.environment),
        "theorems": [_row(report, row) for row in report.rows],
        "unfiled": plain(report.unfiled),
        "not_run": plain(report.not_run),
    }


def _row(report: Report, row: Row) -> dict[str, Any]:
    theorem = row.theorem
    return {
        "theorem": row.name,
        "title": getattr(theorem, "title", ""),
        "strength": row.strength.value,
        "verdict": row.verdict.value,
        "columns": {name: report.state(row, name) for name in COLUMNS},
        "refused": row.refused,
        "stated": plain(getattr(theorem, "stated", ())),
        "axioms": plain(getattr(theorem, "axioms", ())),
        "thresholds": [threshold_data(threshold) for threshold in getattr(theorem, "thresholds", ())],
        "certified_on": plain(row.certified_on),
        "applications": [application_data(application) for application in row.applications],
        "numerics": plain(row.numerics),
        "network": plain(row.network),
    }


def application_data(application: Application) -> dict[str, Any]:
    """Return a theorem's hypotheses on one function as plain data, without the certificates' trees of boxes."""
    data: dict[str, Any] = plain(replace(application, on=None))
    del data["on"]
    for row in data["rows"]:
        for certificate in row["certificates"]:
            del certificate["data"]
    return {"verdict": application.verdict.value, **data}


def threshold_data(threshold: Any) -> dict[str, Any]:
    """Return a threshold as plain data, its ends in SymPy syntax (null where it has none).

    "relations" says for either side whether the end itself is allowed ("<=") or not ("<").
    """
    ends = {side: getattr(threshold, side) for side in ("lower", "upper")}
    return {
        "name": threshold.name,
        "symbol": str(threshold.symbol),
        **{side: None if end is None else str(end) for side, end in ends.items()},
        "relations": dict(zip(ends, threshold.relations, strict=True)),
        "tag": threshold.tag,
        "failure": threshold.failure,
    }


def theorem_lines(theorem: Any) -> str:
    """Return the proof of a theorem as JSON lines, which the kernel replays.

    A stated theorem has none: it becomes one object with its statement and source, which the kernel refuses.

    Raises:
        ProofRefused: the proof does not replay.
    """
    if theorem.derived and theorem.proof:
        return "\n".join(theorem.derivation.lines) + "\n"
    about = {"strength": "stated", "stated": list(theorem.stated), "source": citation(theorem.source)}
    return dumps({**theorem.statement.header, **about}, ensure_ascii=False) + "\n"


def library_lines(theorems: Sequence[Any]) -> str:
    """Return the proofs of all derived theorems as one proof file, every lemma once.

    Raises:
        ProofRefused: a proof does not replay.
    """
    blocks: dict[str, tuple[str, ...]] = {}
    for theorem in theorems:
        blocks |= theorem.derivation.blocks if theorem.derived and theorem.proof else {}
    return "".join(f"{line}\n" for block in blocks.values() for line in block)


json = Exporter(
    name="json",
    title="JSON",
    suffix=".json",
    theorem=theorem_lines,
    library=library_lines,
    report=lambda report: dumps(report_data(report), indent=2, ensure_ascii=False, allow_nan=False) + "\n",
)
