"""`proofkit derive`: constants that follow from constants, with a proof that the kernel replays."""

from __future__ import annotations

import argparse

from ..command import Command, Outcome
from ..errors import BadInput
from . import _implied


def _arguments(parser: argparse.ArgumentParser) -> None:
    _implied.add_arguments(parser)


def _run(wanted: argparse.Namespace) -> Outcome:
    if not wanted.given:
        raise BadInput("derive", "no --from", 'classes to start from, such as --from "rsi(mu), smooth(L)"')
    return _implied.run(wanted)


derive = Command("derive", "What follows from classes of functions, with constants and a proof.", _arguments, _run)
