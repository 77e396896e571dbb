"""Tables of results for people, printed by rich."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ..report import Report, Row
from ..verdict import Strength, Verdict

COLORS = {"holds": "green", "refuted": "red", "undecided": "yellow", "proved": "magenta", "certified": "blue"}


def word(what: Verdict | Strength | str) -> Text:
    """Return a verdict, a strength or a state such as "not run" as a coloured word."""
    text = what if isinstance(what, str) else what.value
    return Text(text, style=COLORS.get(text, "dim"))


def plural(count: int, noun: str) -> str:
    """Return "1 theorem", "2 theorems"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def table(
    heads: Iterable[str], rows: Iterable[Iterable[Any]], title: str | None = None, whole: Container[int] = (0,)
) -> Table:
    """Return a table; cells are text or rich objects, never markup; columns in `whole` are not broken over lines."""
    found = Table(title=title, title_justify="left", title_style="bold", header_style="bold", show_lines=False)
    for index, head in enumerate(heads):
        found.add_column(head, overflow="fold", no_wrap=index in whole)
    for row in rows:
        found.add_row(*(cell if isinstance(cell, Text) else escape(str(cell)) for cell in row))
    return found


def report_table(report: Report) -> Table:
    """Return the one table of a run: theorem, strength, thresholds, certified on, observed, network."""
    heads = ("theorem", "strength", "thresholds", "certified on", "observed", "network")
    found = table(heads, (_report_row(report, row) for row in report.rows))
    found.show_lines = True
    return found


def _report_row(report: Report, row: Row) -> list[Any]:
    strength = Text.assemble(word(row.strength), "\n", word(Verdict.REFUTED)) if row.refused else word(row.strength)
    thresholds = [f"{range_text(t)} ({t.tag})" for t in getattr(row.theorem, "thresholds", ())]
    certified = [Text.assemble(name, " ", word(verdict)) for name, verdict in row.certified_on.items()]
    return [
        row.name,
        strength,
        "\n".join(thresholds),
        Text("\n").join(certified) if certified else word(report.state(row, "conditions")),
        _tally(row.numerics, report.state(row, "numerics")),
        _tally(row.network, report.state(row, "network")),
    ]


def _tally(items: tuple[Any, ...], state: str) -> Text:
    held = sum(item.verdict is Verdict.HOLDS for item in items)
    return Text.assemble(word(state), f" {held}/{len(items)}") if items else word(state)


def range_text(threshold: Any) -> str:
    """Return "2/mu_dagger < eta < 2*mu_star/L**2", with <= where an end is allowed."""
    above, below = threshold.relations
    left = "" if threshold.lower is None else f"{threshold.lower} {above} "
    return f"{left}{threshold.symbol}" + ("" if threshold.upper is None else f" {below} {threshold.upper}")
