"""`proofkit certify EXPR|LANDSCAPE`: two-sided bounds on a condition's best constant, or a verdict on a claim."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial, reduce
from operator import and_
from pathlib import Path
from typing import Any

from ..certificate import Certificate
from ..certificates.file import certificate_text
from ..certificates.store import store
from ..command import Command, Outcome
from ..errors import BadInput
from ..plain import digits_of, outward, plain
from ..reading import parse_box, parse_point, parse_region
from ..region import Region, Sublevel
from ..symbolic_rational import parse_rational
from ..verdict import Verdict
from ._files import check_place, write
from ._findings import findings, found_lines
from ._subject import add_subject, read_budget, read_subject

#: findings that are shown
SHOWN = ("fails_on",)


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_subject(parser)
    parser.add_argument("--condition", required=True, help="opsc, smooth, strongly_convex, upper_error_bound, …")
    parser.add_argument("--box", metavar="-5,5;-5,5", help="where: lower,upper of each coordinate, joined by ';'")
    parser.add_argument(
        "--region", help="'ball:2,1;0.6', 'not ball:…', 'everywhere', 'sublevel:3' (where f <= 3), a landscape's M, …"
    )
    parser.add_argument("--minus", metavar="REGION", help="a region to leave out: 'ball:2,1;0.6', a landscape's M, …")
    parser.add_argument("--center", metavar="0,0", help="the point a one-point condition is about")
    parser.add_argument("--constant", metavar="C", help="a claimed constant to decide on")
    parser.add_argument(
        "--set-constant", metavar="L1=1/2", action="append", default=[], help="another constant that is given"
    )
    parser.add_argument("--step", metavar="ETA", help="the step size, for conditions on the gradient map")
    parser.add_argument("--tol", default="1/1000", help="wanted width of the two-sided bound (default 1/1000)")
    parser.add_argument("--budget", metavar="SECONDS", default="10", help="time that subdivision may use (default 10)")
    parser.add_argument("--fresh", action="store_true", help="ask again what an earlier run has answered")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write the certificate, for `proofkit replay`"
    )


def _run(wanted: argparse.Namespace) -> Outcome:
    landscape = read_subject(wanted, everywhere=False)
    check_place(wanted.output)
    found = store(fresh=wanted.fresh).certify(
        landscape,
        wanted.condition,
        _region(wanted, landscape),
        center=_center(wanted.center, landscape),
        constant=_number(wanted.constant, "constant"),
        step=_number(wanted.step, "step"),
        tolerance=parse_rational(wanted.tol, "tolerance"),
        budget=read_budget(wanted.budget),
        constants=dict(_given(text) for text in wanted.set_constant),
    )
    if wanted.output:
        write(wanted.output, certificate_text(found, landscape))
    data = plain(replace(found, data={}))
    del data["data"]  # the tree of boxes: for re-checking, not for reading
    data |= {key: found.data[key] for key in SHOWN if key in found.data}
    data.update(findings=findings(found), lower=_bound(found.lower, up=False), upper=_bound(found.upper, up=True))
    written = f"\nwritten: {wanted.output}" if wanted.output else ""
    return Outcome(data, _text(found) + written, found.verdict)


def _region(wanted: argparse.Namespace, landscape: Any) -> Region:
    parts: list[Region] = [parse_box(wanted.box, landscape.dimension)] if wanted.box is not None else []
    parts += [_named(wanted.region, landscape)] if wanted.region is not None else []
    if not parts:
        raise BadInput("where", "neither of --box and --region", "one of them, or both for what they have in common")
    region = reduce(and_, parts)
    return region & ~_named(wanted.minus, landscape) if wanted.minus else region


def _named(text: str, f: Any) -> Region:
    return parse_region(text, f.dimension, f.regions, partial(Sublevel, f.formula, f.variables))


def _center(text: str | None, landscape: Any) -> Any:
    if text is None:
        return None
    return landscape.points[text] if text in landscape.points else parse_point(text, landscape.dimension, "center")


def _number(text: str | None, what: str) -> Any:
    return None if text is None else parse_rational(text, what)


def _given(text: str) -> tuple[str, Any]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals:
        raise BadInput("--set-constant", text, "NAME=VALUE")
    return name, parse_rational(value, name)


def _bound(value: Any, *, up: bool) -> str | None:
    return None if value is None else outward(value, up=up, digits=17)


def _bounded(found: Certificate) -> str:
    """What the two bounds are about."""
    if found.method == "transfer":
        return "part of a volume in M that can stay in M"
    return {"critical_points": "their number", "global_minimum": "least value"}.get(found.condition, "best constant")


def _text(found: Certificate) -> str:
    low, high = _bound(found.lower, up=False) or "?", _bound(found.upper, up=True) or "?"
    time = "from the store (--fresh asks again)" if found.stored else f"{found.seconds:.2f} s"
    failing: Any = found.data.get("fails_on", ())
    lines = [
        f"{found.verdict.value}: {found.condition} of {found.landscape} on {found.region}",
        *([f"claim: constant {digits_of(found.claim)}"] if found.claim is not None else []),
        *([f"{_bounded(found)} in [{low}, {high}]"] if (low, high) != ("?", "?") else []),
        *found_lines(found),
        *([f"witness: ({', '.join(map(digits_of, found.witness))})"] if found.witness else []),
        *([f"fails on: {', '.join(failing)}"] if failing else []),
        *([f"open: {found.open_}"] if found.verdict is Verdict.UNDECIDED else []),
        f"by {found.method}{f', {found.boxes} boxes' if found.boxes else ''}, {time}",
    ]
    return "\n".join(lines)


certify = Command("certify", "What is rigorously true of a condition on a concrete function.", _arguments, _run)
