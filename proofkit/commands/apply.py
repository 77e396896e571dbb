"""`proofkit apply THEOREM EXPR|LANDSCAPE`: every hypothesis discharged or named as failing, and the steps."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import proofkit

from ..certificates.store import store
from ..command import Command, Outcome
from ..discovery import load
from ..errors import BadInput, UnknownName
from ..export.json import application_data
from ..plain import outward
from ..reading import parse_box, parse_point, parse_region
from ..symbolic_rational import parse_rational
from ._pictures import picture_format
from ._show import plural, table, word
from ._subject import add_subject, read_subject

if TYPE_CHECKING:
    from ..application import Application
    from ..landscape import Landscape
    from ..theorem import Theorem


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("theorem", metavar="THEOREM")
    add_subject(parser)
    parser.add_argument("--step", metavar="ETA", help="the step size; without it the admissible steps are found")
    for name, example in (("point", "x_star=0,0"), ("region", "M=ball:2,1;0.6"), ("constant", "mu_star=1/2")):
        text = f"a {name} that the theorem names; may be repeated"
        parser.add_argument(f"--{name}", metavar=example, action="append", default=[], help=text)
    parser.add_argument("--box", metavar="a,b;c,d", help="where minimisers not given are looked for")
    parser.add_argument("--budget", metavar="SECONDS", default="10", help="time per certificate (default 10)")
    parser.add_argument("--picture", metavar="FILE", type=Path, help="draw what is certified: svg, pdf or png")
    parser.add_argument("--fresh", action="store_true", help="certify anew what an earlier run has certified")


def _run(wanted: argparse.Namespace) -> Outcome:
    theorem = load("theorem", wanted.theorem)
    landscape = _completed(read_subject(wanted), theorem, wanted)
    step = None if wanted.step is None else parse_rational(wanted.step, "step")
    budget = parse_rational(wanted.budget, "budget")
    if budget <= 0:
        raise BadInput("budget", wanted.budget, "a positive number of seconds")
    kept = store(fresh=wanted.fresh)
    box = None if wanted.box is None else parse_box(wanted.box, landscape.dimension)
    kind = picture_format(wanted.picture) if wanted.picture else ""
    found = proofkit.apply(theorem, landscape, step, box=box, budget=float(budget), certifier=kept.certify)
    if wanted.picture:
        load("plot", "applied_theorem").save(found, wanted.picture, kind)
    return Outcome(application_data(found), (_rows(found), _ending(found)), found.verdict)


def _completed(landscape: Landscape, theorem: Theorem, wanted: argparse.Namespace) -> Landscape:
    """The landscape with the points, regions and constants given on the command line."""
    d = landscape.dimension
    _known("point", wanted.point, {"x_star", "x_dagger", *(c.center for c in theorem.conditions if c.center)})
    _known(
        "region", wanted.region, {c.region.removeprefix("not ") for c in theorem.conditions} - {"everywhere", "ball"}
    )
    scalars = {name for name, sort in theorem.statement.declare.items() if sort == "scalar"} - {"eta"}
    _known("constant", wanted.constant, scalars)
    return replace(
        landscape,
        points={**landscape.points, **_roles(wanted.point, lambda text: parse_point(text, d))},
        regions={**landscape.regions, **_roles(wanted.region, lambda text: parse_region(text, d))},
        constants={**landscape.constants, **_roles(wanted.constant, lambda text: parse_rational(text, "constant"))},
    )


def _known(kind: str, settings: list[str], names: set[str]) -> None:
    """Refuse a role that the theorem does not name, rather than ignore it."""
    for setting in settings:
        name = setting.partition("=")[0].strip()
        if name not in names:
            raise UnknownName(kind, name, names)


def _roles(settings: list[str], read: Callable[[str], Any]) -> Mapping[str, Any]:
    found = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise BadInput("role", setting, "NAME=VALUE")
        found[name.strip()] = read(value)
    return found


def _rows(found: Application) -> Any:
    rows = ((row.label, "assumed" if row.assumed else word(row.verdict), row.how) for row in found.rows)
    return table(("hypothesis", "verdict", "how"), rows, title=f"{found.theorem} on {found.landscape}")


def _ending(found: Application) -> str:
    lines = [f"found: {words}" for words in found.found] + ([found.note] if found.note else [])
    stored = sum(certificate.stored for certificate in found.certificates)
    lines += [f"{plural(stored, 'certificate')} from the store (--fresh certifies anew)"] if stored else []
    if found.steps is not None:
        shown = [f"({outward(a, up=True, digits=6)}, {outward(b, up=False, digits=6)})" for a, b in found.steps]
        lines.append(f"steps at which all inequalities on the step hold: {' and '.join(shown) or 'none found'}")
    if found.waiting:
        lines.append(f"to be settled for a given --step: {', '.join(found.waiting)}")
    if found.prediction is not None:
        settled = found.prediction.verdict.value == "holds"
        outcome = found.prediction.outcome if settled else "no conclusion: not every hypothesis is discharged"
        basis = f" ({found.prediction.strength.value})" if settled else ""
        lines.append(f"at step {found.prediction.step}: {outcome}{basis}")
    return "\n".join(lines)


apply = Command("apply", "Discharge a theorem's hypotheses on a function.", _arguments, _run)
