"""The command line: `proofkit COMMAND …`.

Exit codes: 0 holds, 1 does not hold, 2 bad input, 3 undecided, 70 internal error.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from . import __version__
from .command import Command, Outcome
from .discovery import load, names
from .errors import ProofkitError
from .plain import plain

INTERNAL = 70  #: sysexits.h: an error of this program, not of its input
INTERRUPTED = 130  #: the shell's code for a run stopped by Ctrl-C
WIDTH = 140  #: columns when the output is no terminal

#: a value or expression that starts with a minus, not an option: -5,5 or -x**2
_NEGATIVE = re.compile(r"-(?:[\d.(]|\w+\s*[-*+/(^,;])")


class UsageError(ProofkitError):
    """Words on the command line that fit no command."""

    exit_code = 2


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one line, like every other error."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see {self.prog} --help)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: the words after `proofkit`; those of the process by default.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except ProofkitError as error:
        print(f"proofkit: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("proofkit: interrupted", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # never the code 1, which says that something does not hold
        return _internal(error)


def _internal(error: Exception) -> int:
    if os.environ.get("PROOFKIT_DEBUG"):
        traceback.print_exception(error)
    words = " ".join(str(error).split())
    print(f"proofkit: internal error: {type(error).__name__}: {words} (PROOFKIT_DEBUG=1 shows where)", file=sys.stderr)
    return INTERNAL


def _run(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help"):
        print(overview())
        return 0
    if given[0] == "--version":
        print(__version__)
        return 0
    command: Command = load("command", given[0])
    wanted = parse(command, given[1:])
    outcome = command.run(wanted)
    _print(outcome, as_json=wanted.json)
    return outcome.verdict.exit_code


def parse(command: Command, words: Sequence[str]) -> argparse.Namespace:
    """Return the arguments of a command; words such as -5,5 or -x**2 are values, not options.

    Raises:
        UsageError: words that the command has no use for.
    """
    return _parser(command).parse_args([f" {word}" if _NEGATIVE.match(word) else word for word in words])


def overview() -> str:
    """Return the list of commands, one line each."""
    rows = [f"  {name:<10} {load('command', name).summary}" for name in names("command")]
    head = "usage: proofkit COMMAND … (proofkit COMMAND --help shows its arguments)"
    return "\n".join(
        [head, "", *rows, "", "Exit codes: 0 holds, 1 does not hold, 2 bad input, 3 undecided, 70 internal error."]
    )


def _parser(command: Command) -> Parser:
    parser = Parser(prog=f"proofkit {command.name}", description=command.summary, allow_abbrev=False)
    command.arguments(parser)
    parser.add_argument("--json", action="store_true", help="print data, and nothing else, on stdout")
    return parser


def _print(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(plain(outcome.data), indent=2, ensure_ascii=False, allow_nan=False))
        return
    if isinstance(outcome.shown, str):
        print(outcome.shown)
        return
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    for part in outcome.shown if isinstance(outcome.shown, tuple) else (outcome.shown,):
        console.print(part)
