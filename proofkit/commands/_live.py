"""The progress line of a long command, on stderr."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from ..pipeline import Found
from ..plan import Member
from ..verdict import Verdict


class Live:
    """A progress line on stderr, where that is a terminal; what does not hold is said at once in any case."""

    def __init__(self, *, shown: bool):
        shown = shown and sys.stderr.isatty()
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
        said = [(item.verdict, item.claim) for item in found.evidence]
        for on in found.applications:
            said += [(row.verdict, f"{row.label} on {on.landscape}: {row.how}") for row in on.rows]
        for verdict, what in said:
            if verdict is not Verdict.HOLDS:
                self._say(verdict.value, f"{member.kind} {member.name}: {what}")
        if found.refused:
            self._say("refused", f"{member.name}: {found.refused}")

    def _say(self, verdict: str, what: str) -> None:
        self.bar.console.print(Text.assemble((verdict, "bold red"), " ", what))
