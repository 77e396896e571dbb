"""The errors a user can meet, each with the exit code the command line gives it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar


class ProofkitError(Exception):
    """Base of every error this package raises on purpose; `exit_code` is the command line's."""

    exit_code = 1


class BadInput(ProofkitError):
    """The input is not usable: one line saying what was given and what was expected."""

    exit_code = 2

    def __init__(self, what: str, given: object, expected: str):
        given = given.strip() if isinstance(given, str) else given
        self.what, self.given, self.expected = what, given, expected
        super().__init__(f"{what}: got {given!r}, expected {expected}")


class UnknownName(BadInput):
    """A name that nothing answers to; the message suggests the nearest known ones."""

    def __init__(self, kind: str, given: str, known: Iterable[str]):
        given, names = given.strip(), sorted(known)
        near = difflib.get_close_matches(given, names, n=3, cutoff=0.5)
        expected = " or ".join(near) if near else f"one of {', '.join(names)}"
        super().__init__(f"unknown {kind}", given, expected)
        self.args = (f"unknown {kind} {given!r}: {f'did you mean {expected}?' if near else f'expected {expected}'}",)


class MissingExtra(BadInput):
    """An optional dependency is not installed; the message names the extra that brings it."""

    BRINGS: ClassVar[dict[str, str]] = {"nets": "torch and scikit-learn", "search": "clarabel"}

    def __init__(self, feature: str, extra: str):
        remedy = f"pip install 'gradient-proofkit[{extra}]'"
        super().__init__(feature, "missing package", remedy)
        self.args = (f"{feature} needs {self.BRINGS[extra]}: {remedy}",)


class Undecided(ProofkitError):
    """A comparison that the available precision or budget cannot decide; never guessed."""

    exit_code = 3


class ProofRefused(ProofkitError):
    """The kernel refused a proof, or a theorem file that does not meet the house rules."""
