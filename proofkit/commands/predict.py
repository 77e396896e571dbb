"""`proofkit predict EXPR|LANDSCAPE --step S --box …`: where gradient descent certainly goes."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

import proofkit

from ..command import Command, Outcome
from ..discovery import load
from ..errors import BadInput
from ..plain import outward
from ..reading import parse_box
from ..symbolic_rational import parse_rational
from ..verdict import Verdict
from ._pictures import picture_format
from ._subject import add_subject, read_subject


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_subject(parser)
    parser.add_argument("--step", required=True, metavar="ETA", help="the step size")
    parser.add_argument("--box", required=True, metavar="-5,5;-5,5", help="of the starts, drawn uniformly")
    parser.add_argument("--at-least", default="999/1000", metavar="F", help="fraction to decide (default 999/1000)")
    parser.add_argument("--budget", default="10", metavar="SECONDS", help="time for following boxes (default 10)")
    parser.add_argument("--picture", metavar="FILE", type=Path, help="draw the certified basins: svg, pdf or png")
    parser.add_argument("--seed", type=int, default=0, help="of the orbits by which limits are looked for")


def _run(wanted: argparse.Namespace) -> Outcome:
    landscape = read_subject(wanted, everywhere=False)
    at_least = parse_rational(wanted.at_least, "at least")
    if wanted.picture and landscape.dimension > 2:
        raise BadInput("picture", f"{landscape.dimension} dimensions", "1 or 2")
    kind = picture_format(wanted.picture) if wanted.picture else ""
    found = proofkit.predict(
        landscape,
        parse_rational(wanted.step, "step"),
        parse_box(wanted.box, landscape.dimension),
        at_least=at_least,
        budget=_seconds(wanted.budget),
        seed=wanted.seed,
    )
    if wanted.picture:
        load("plot", "certified_basins").save(found, wanted.picture, kind)
    verdict = Verdict.HOLDS if found.decided >= at_least else Verdict.UNDECIDED
    return Outcome({"verdict": verdict.value, **found.data}, _text(found, verdict), verdict)


def _seconds(text: str) -> float:
    seconds = float(parse_rational(text, "budget"))
    if not 0 < seconds < math.inf:
        raise BadInput("budget", text, "a positive number of seconds")
    return seconds


def _text(found: Any, verdict: Verdict) -> str:
    lines = [f"gradient descent on {found.landscape}, step {found.step}, starts uniform in {found.box}"]
    for part in found.parts:
        words = "diverge" if part.limit.kind == "divergence" else f"converge to {part.limit}"
        lines.append(f"at least {_percent(part.fraction_lower, up=False)} {words}")
    lines.append(f"at most {_percent(found.undecided, up=True)} undecided")
    return "\n".join([*lines, f"[{verdict.value}, certified] {len(found.cells.goal)} boxes, {found.seconds:.2f} s"])


def _percent(fraction: Any, *, up: bool) -> str:
    return f"{outward(100 * fraction, up=up, digits=6)} %"


predict = Command("predict", "Where gradient descent certainly goes from a box of starts.", _arguments, _run)
