"""`proofkit derive`: the worst case of one step on a class, or what follows from classes; with proofs."""

from __future__ import annotations

import argparse

from ..command import Command, Outcome
from ..errors import BadInput
from . import _factor, _implied


def _arguments(parser: argparse.ArgumentParser) -> None:
    _factor.add_arguments(parser)
    _implied.add_arguments(parser)


def _run(wanted: argparse.Namespace) -> Outcome:
    if bool(wanted.given) is bool(wanted.function_class):
        given = "both" if wanted.given else "neither"
        raise BadInput("derive", given, 'one of --class CLASS and --from "rsi(mu), smooth(L)"')
    if wanted.function_class:
        _factor.refuse(wanted, ("to", "region", "operation"), "--class")
        return _factor.run(wanted)
    _factor.refuse(wanted, ("dimension", "all-steps", "at", "as", "claim", "where"), "--from")
    return _implied.run(wanted)


derive = Command("derive", "The worst case of one step on a class; what follows from classes.", _arguments, _run)
