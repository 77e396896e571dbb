"""The progress line of a long command, on stderr."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from ..certificate import Certificate
from ..evidence import Evidence
from ..pipeline import Found
from ..plan import Member


class Live:
    """A progress line on stderr, from the first member to the last."""

    def __init__(self, *, shown: bool):
        label = TextColumn("{task.description:<52}")
        columns = (SpinnerColumn(), label, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Progress(*columns, console=Console(file=sys.stderr), disable=not shown, transient=True)
        self.task: Any = None

    def __enter__(self) -> Live:
        self.bar.start()
        self.task = self.bar.add_task("starting", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def finished(self, member: Member, done: int, total: int, found: Found) -> None:
        """Say which member is done; print at once what does not hold."""
        self.bar.update(self.task, completed=done, total=total, description=f"{member.kind} {member.name}")
        for item in (*found.certificates, *found.evidence):
            if item.verdict.exit_code:
                self._say(item.verdict.value, f"{member.kind} {member.name}: {_what(item)}")
        if found.refused:
            self._say("refused", f"{member.name}: {found.refused}")

    def _say(self, verdict: str, what: str) -> None:
        self.bar.console.print(Text.assemble((verdict, "bold red"), " ", what))


def _what(item: Certificate | Evidence) -> str:
    return item.claim if isinstance(item, Evidence) else f"{item.condition} on {item.landscape}"
