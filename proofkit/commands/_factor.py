"""`proofkit derive --class … --method … --measure …`: the factor of one step at worst, or a verdict on a claim."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from .. import worst_case
from ..command import Outcome
from ..discovery import load
from ..errors import BadInput, UnknownName
from ..exports import formats
from ..verdict import Verdict
from ._files import check_folder, write
from ._numbers import whole

NAMES = {"as": "format"}  #: option → where its value is kept, if elsewhere
LONG = 200  #: longer names of files are shortened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this half of the command takes."""
    group = parser.add_argument_group("the worst case of one step")
    group.add_argument("--class", dest="function_class", metavar="CLASS", help="a class; several, separated by commas")
    group.add_argument("--method", metavar="METHOD", default="gradient_descent", help="default: gradient_descent")
    group.add_argument(
        "--measure",
        metavar="MEASURE",
        default="distance",
        help="distance (squared), fgap, gradnorm (squared), or a mix such as 'fgap + 2*distance'; lyapunov for methods"
        " with momentum; default: distance",
    )
    group.add_argument("--dimension", metavar="1", type=whole, help="1: functions on the line (default: all)")
    group.add_argument(
        "--all-steps", action="store_true", help="prove the n-th power of the factor for n steps, too, for all n"
    )
    group.add_argument("--at", metavar="VALUES", help="a proved bound at these values, such as 'mu=1/10, L=1, eta=3/2'")
    group.add_argument(
        "--as", dest="format", metavar="FORMAT", help="write the answer as latex, html or markdown, not JSON lines"
    )
    group.add_argument(
        "--claim", metavar="FACTOR", help="decide whether one step multiplies the measure by at most this"
    )
    group.add_argument(
        "--where",
        metavar="CONDITION",
        action="append",
        default=[],
        help="a condition of the claim, such as 'eta*L < 2'",
    )


def refuse(wanted: argparse.Namespace, options: Sequence[str], with_: str) -> None:
    """Refuse options that say nothing together with another one.

    Raises:
        BadInput: one of them is given.
    """
    for option in options:
        if getattr(wanted, NAMES.get(option, option.replace("-", "_"))) not in (None, False, []):
            raise BadInput("options", f"--{option} with {with_}", "one of them")


def run(wanted: argparse.Namespace) -> Outcome:
    """Derive the factor, bound it at given values, or judge a claim about it."""
    if wanted.at is not None:
        return _bounded(wanted)
    return _judged(wanted) if wanted.claim is not None else _derived(wanted)


def _derived(wanted: argparse.Namespace) -> Outcome:
    if wanted.format and wanted.format not in formats("answer"):
        raise UnknownName("format", wanted.format, formats("answer"))
    if wanted.where:
        raise BadInput("--where", wanted.where[0], "--claim FACTOR with it")
    found = worst_case.derive(
        wanted.function_class, wanted.method, wanted.measure, dimension=wanted.dimension, all_steps=wanted.all_steps
    )
    if wanted.format:
        return _printed(wanted, found)
    file = wanted.output or _cached(found.name)
    write(file, "".join(f"{line}\n" for line in found.lines))
    data = {**found.data, "proof": str(file)}
    return Outcome(data, "\n".join([*_lines(found), f"Proof: {file} (proofkit replay FILE checks it)"]))


def _bounded(wanted: argparse.Namespace) -> Outcome:
    refuse(wanted, ("claim", "where", "dimension", "all-steps", "as"), "--at")
    values = worst_case.parse_constants(wanted.at)
    found = worst_case.bound_at(wanted.function_class, wanted.method, wanted.measure, values)
    file = wanted.output or _cached(found.name)
    write(file, "".join(f"{line}\n" for line in found.lines))
    text = "\n".join([*found.text, f"Proof: {file} (proofkit replay FILE checks it)"])
    return Outcome({**found.data, "proof": str(file)}, text)


def _printed(wanted: argparse.Namespace, found: Any) -> Outcome:
    text = str(load("exporter", wanted.format).answer(found))
    if wanted.output is None:
        return Outcome({**found.data, "text": text}, text.rstrip("\n"))
    write(wanted.output, text)
    return Outcome({**found.data, "file": str(wanted.output)}, f"written: {wanted.output}")


def _cached(name: str) -> Path:
    """Where a proof goes that no file was named for."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    short = name if len(name) <= LONG else f"{name[:LONG]}_{sha256(name.encode()).hexdigest()[:16]}"
    folder = Path(base) / "proofkit" / "derive"
    check_folder(folder)
    return folder / f"{short}.jsonl"


def _lines(found: Any) -> list[str]:
    from ..worst_case.printable import best, coverage, threshold

    lines = [
        f"{', '.join(found.function_class)}: one step of {found.method} multiplies {found.measure} by at most",
        f"  {found.factor}",
    ]
    for index, piece in enumerate(found.pieces, 1):
        where = " and ".join(piece.region) or "all steps"
        lines.append(f"Piece {index}: {piece.factor}  [{piece.strength.value}] for {where}")
        lines += [
            f"  with {name} = {best}, the best of the values that the proof allows"
            for name, best in piece.parameter.items()
        ]
        lines.append(f"  {piece.sharpness}" + (f" on {piece.worst_case}" if piece.worst_case else ""))
        for weights, squares in zip(piece.weights, piece.squares, strict=True):
            lines += [f"    ({weight}) * {label}" for label, weight in weights.items()]
            lines += [f"    ({weight}) * ||{vector}||^2" for weight, vector in squares]
        if piece.all_steps:
            lines.append(f"  for all n  [proved]: {piece.all_steps.replay().header['conclusion']}")
    lines += [f"Coverage: {_known(*coverage(found))}", f"Threshold: {_known(*threshold(found))}"]
    return [*lines, f"Best step: {best(found)}", *found.notes]


def _known(words: str, how: str) -> str:
    return f"{words}  [{how}]" if how else words


def _judged(wanted: argparse.Namespace) -> Outcome:
    refuse(wanted, ("dimension", "all-steps", "as"), "--claim")
    found = worst_case.judge(wanted.function_class, wanted.method, wanted.measure, wanted.claim, wanted.where)
    lines = [f"{found.verdict.value}: {found.claim}"]
    if found.conditions:
        lines.append(f"  proved under {' and '.join(found.conditions)}")
    if found.counterexample:
        example = found.counterexample
        lines.append(f"  on {example.function}, one step from distance 1 to the minimiser")
        lines += [f"  {name} = {number}" for name, number in example.constants.items()]
        lines += [f"  factor  {example.factor}", f"  claimed {example.claimed}"]
    if found.verdict is Verdict.UNDECIDED:
        lines.append("  no counterexample was found, and the kernel does not confirm it")
    data = found.data
    if found.derivations and wanted.output:
        write(wanted.output, "".join(f"{line}\n" for line in found.lines))
        data = {**data, "proof": str(wanted.output)}
    return Outcome(data, "\n".join(lines), found.verdict)
