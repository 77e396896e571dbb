"""The type of a command of the command line, and of what it returns."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .verdict import Verdict


@dataclass(frozen=True)
class Outcome:
    """What a command found.

    Args:
        data: for `--json`; anything that `plain` accepts.
        shown: for people: text, or anything rich can print; several as a tuple.
        verdict: of what was checked; it sets the exit code.
    """

    data: Any
    shown: Any
    verdict: Verdict = Verdict.HOLDS


@dataclass(frozen=True)
class Command:
    """One command.

    Args:
        name: file name in `commands/`.
        summary: what it does, in a line.
        arguments: adds its arguments to a parser (`--json` is added for every command).
        run: the parsed arguments → what was found; bad input raises `BadInput`.
    """

    name: str
    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Outcome]
