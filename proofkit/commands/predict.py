"""`proofkit predict EXPR|LANDSCAPE --step S --box …`: where gradient descent certainly goes."""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path
from typing import Any

import proofkit

from ..command import Command, Outcome
from ..discovery import load
from ..errors import BadInput
from ..plain import outward
from ..reading import parse_box, parse_point
from ..symbolic_rational import parse_rational
from ..verdict import Verdict
from ._numbers import whole
from ._pictures import picture_format
from ._subject import add_subject, read_budget, read_subject

NARROW = Fraction(1, 500)  #: intervals of steps below this part of all are counted, not printed


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_subject(parser)
    step = parser.add_mutually_exclusive_group(required=True)
    step.add_argument("--step", metavar="ETA", help="the step size; 'low,high': what holds for all between")
    step.add_argument("--steps", metavar="LOW,HIGH", help="find the intervals of steps with a certain outcome")
    parser.add_argument("--box", required=True, metavar="-5,5;-5,5", help="of the starts, drawn uniformly")
    parser.add_argument("--at-least", default="999/1000", metavar="F", help="fraction to decide (default 999/1000)")
    parser.add_argument("--budget", metavar="SECONDS", help="time for following boxes (default 10; with --steps 60)")
    parser.add_argument("--picture", metavar="FILE", type=Path, help="draw what is certified: svg, pdf or png")
    parser.add_argument("--seed", type=whole, default=0, help="of the orbits by which limits are looked for")


def _run(wanted: argparse.Namespace) -> Outcome:
    landscape = read_subject(wanted, everywhere=False)
    at_least = parse_rational(wanted.at_least, "at least")
    box = parse_box(wanted.box, landscape.dimension)
    kind = _picture(wanted, landscape.dimension)
    asked: dict[str, Any] = {"at_least": at_least, "seed": wanted.seed}
    if wanted.steps is not None:
        asked["budget"] = read_budget(wanted.budget or "60")
        return _windows(wanted, kind, landscape, parse_point(wanted.steps, 2, "steps"), box, asked)
    asked["budget"] = read_budget(wanted.budget or "10")
    found = proofkit.predict(landscape, _step(wanted.step), box, **asked)
    if wanted.picture:
        load("plot", "certified_basins").save(found, wanted.picture, kind)
    verdict = Verdict.HOLDS if found.decided >= at_least else Verdict.UNDECIDED
    return Outcome({"verdict": verdict.value, **found.data}, _text(found, verdict), verdict)


def _picture(wanted: argparse.Namespace, dimension: int) -> str:
    """The format of the picture, "" for none."""
    if wanted.picture is None:
        return ""
    if wanted.steps is None and dimension > 2:
        raise BadInput("picture", f"{dimension} dimensions", "1 or 2")
    return picture_format(wanted.picture)


def _windows(
    wanted: argparse.Namespace, kind: str, landscape: Any, steps: Any, box: Any, asked: dict[str, Any]
) -> Outcome:
    found = proofkit.windows(landscape, steps, box, **asked)
    if wanted.picture:
        load("plot", "certified_windows").save(found, wanted.picture, kind)
    verdict = Verdict.HOLDS if any(window.decided for window in found.windows) else Verdict.UNDECIDED
    lines = [f"gradient descent on {landscape.name}, starts uniform in {box}, steps from {steps[0]} to {steps[1]}"]
    shown = [w for w in found.windows if w.steps[1] - w.steps[0] >= NARROW * (steps[1] - steps[0])]
    for window in shown:
        low, high = (outward(step, up=up, digits=6) for step, up in zip(window.steps, (True, False), strict=True))
        lines.append(f"for every step in [{low}, {high}]: {_known(window)}")
    if len(shown) < len(found.windows):
        lines.append(f"and {len(found.windows) - len(shown)} narrower intervals between them (all with --json)")
    lines.append(f"[{verdict.value}, certified]")
    return Outcome({"verdict": verdict.value, **found.data}, "\n".join(lines), verdict)


def _known(window: Any) -> str:
    if not window.decided:
        return "undecided"
    parts = (f"at least {_percent(least, up=False)} to {limit}" for limit, least in window.fractions.items())
    return ", ".join(parts)


def _step(text: str) -> Any:
    low, comma, high = text.partition(",")
    one = parse_rational(low, "step")
    return (one, parse_rational(high, "step")) if comma else one


def _text(found: Any, verdict: Verdict) -> str:
    lines = [f"gradient descent on {found.landscape}, {found.steps_text}, starts uniform in {found.box}"]
    for part in found.parts:
        words = "diverge" if part.limit.kind == "divergence" else f"converge to {part.limit}"
        lines.append(f"at least {_percent(part.fraction_lower, up=False)} {words}")
    lines.append(f"at most {_percent(found.undecided, up=True)} undecided")
    return "\n".join([*lines, f"[{verdict.value}, certified] {len(found.cells.goal)} boxes, {found.seconds:.2f} s"])


def _percent(fraction: Any, *, up: bool) -> str:
    return f"{outward(100 * fraction, up=up, digits=6)} %"


predict = Command("predict", "Where gradient descent certainly goes from a box of starts.", _arguments, _run)
