"""`proofkit derive`: the worst case of one step on a class, or what follows from classes; with proofs."""

from __future__ import annotations

import argparse

from ..command import Command, Outcome
from ..errors import BadInput
from . import _factor, _implied
from ._files import check_place


def _arguments(parser: argparse.ArgumentParser) -> None:
    _factor.add_arguments(parser)
    _implied.add_arguments(parser)


def _run(wanted: argparse.Namespace) -> Outcome:
    if (wanted.given is None) is (wanted.function_class is None):
        given = "neither" if wanted.given is None else "both"
        raise BadInput("derive", given, 'one of --class CLASS and --from "rsi(mu), smooth(L)"')
    check_place(wanted.output)
    if wanted.function_class is not None:
        _factor.refuse(wanted, ("to", "region", "operation"), "--class")
        return _factor.run(wanted)
    _factor.refuse(wanted, ("dimension", "all-steps", "at", "as", "claim", "where"), "--from")
    return _implied.run(wanted)


derive = Command("derive", "The worst case of one step on a class; what follows from classes.", _arguments, _run)
