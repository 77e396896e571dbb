"""`proofkit derive --from … --to …`: what follows from membership in some classes, and its one proof."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import proofkit

from ..applied import NotKept
from ..command import Outcome
from ..errors import BadInput
from ..finding import Finding
from ..implied import REGIONS
from ..kernel.replay import AXIOMS
from ..references import cited
from ..verdict import Strength, Verdict
from ._files import write

#: what a region may also be called
SAID = {"not M": "any", "not_star_shaped": "any", "R^d": "space"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this half of the command takes."""
    group = parser.add_argument_group("what follows from classes")
    group.add_argument("--from", dest="given", metavar='"rsi(mu), smooth(L)"', help="classes, with names or numbers")
    group.add_argument("--to", metavar="CLASS", help="the class wanted: pl, or pl(1/20) (default: everything)")
    group.add_argument("--region", metavar="REGION", help=f"leave out what needs a better one: {', '.join(REGIONS)}")
    group.add_argument("--operation", metavar="OP", help="of scale(a), sum(smooth(L2)), add_quadratic(delta), … of it")
    group.add_argument("-o", "--output", metavar="FILE", type=Path, help="write the proof, as JSON lines")


def run(wanted: argparse.Namespace) -> Outcome:
    """Search, and show the best findings with what they rest on."""
    _refuse_empty(wanted)
    if wanted.output and not wanted.to:
        raise BadInput("--output", str(wanted.output), "--to CLASS with it, as a proof is of one class")
    asked = {"from": wanted.given, "operation": wanted.operation, "region": wanted.region}
    region = SAID.get(wanted.region, wanted.region or "")
    try:
        found = proofkit.implied(wanted.given, wanted.to or "", region, wanted.operation or "")
    except NotKept as error:
        example = vars(error.counterexample)
        return Outcome({**asked, "verdict": Verdict.REFUTED, "counterexample": example}, str(error), Verdict.REFUTED)
    if not wanted.to:
        return Outcome({**asked, "implied": [brief(f) for f in found]}, _table(found))
    best, *others = found
    data = {**asked, **finding_data(best), "alternatives": [brief(f) for f in others]}
    if wanted.output:
        write(wanted.output, "".join(f"{line}\n" for line in best.derivation.lines))
        data["file"] = str(wanted.output)
    return Outcome(data, "\n".join([*_lines(best), *_also(others), *_written(wanted.output)]))


def _refuse_empty(wanted: argparse.Namespace) -> None:
    """An option that was given says something."""
    regions = f"one of {', '.join(REGIONS)}"
    examples = {"to": "a class, such as pl or pl(1/20)", "region": regions, "operation": "one such as scale(a)"}
    for option, expected in examples.items():
        given = getattr(wanted, option)
        if given is not None and not given.strip():
            raise BadInput(f"--{option}", given, expected)


def brief(found: Finding) -> dict[str, Any]:
    """Return a finding as data, without its proof."""
    constants = dict(zip(found.bound.kind.constants, map(str, found.constants), strict=True))
    return {
        "class": found.name,
        "constants": constants,
        "constant": next(iter(constants.values())) if len(constants) == 1 else None,
        "needs": found.words,
        "conditions": list(found.conditions),
        "path": [_step(step) for step in found.path if step.edge],
    }


def finding_data(found: Finding) -> dict[str, Any]:
    """Return a finding as data; its proof is composed and replayed for it."""
    strength = found.strength
    proof = found.derivation.replay() if strength is Strength.PROVED else None
    return {
        **brief(found),
        "strength": strength.value,
        "axioms": {name: AXIOMS[name]["source"] for name in found.axioms},
        "hypotheses": proof.header["hypotheses"] if proof else None,
        "conclusion": proof.header["conclusion"] if proof else None,
        "proof": list(found.derivation.lines) if proof else None,
    }


def _step(step: Finding) -> dict[str, Any]:
    assert step.edge is not None
    return {
        "implication": step.edge.name,
        "from": [str(parent.bound) for parent in step.parents],
        "to": str(step.bound),
        "source": cited(step.edge.source),
        "tight": step.edge.tight,
    }


def _lines(found: Finding) -> list[str]:
    data = finding_data(found)
    signs = [text for label, text in (data["hypotheses"] or {}).items() if label.startswith(("sign_", "order_"))]
    return [
        f"{found.bound}  [{data['strength']}]",
        *(f"  {' and '.join(s['from'])} => {s['to']}   ({s['implication']})" for s in data["path"]),
        *_section("Asked of region and function:", list(dict.fromkeys(data["needs"].values()))),
        *_section("Asked of the constants:", list(dict.fromkeys([*signs, *found.conditions]))),
        *_section("Axioms:", [f"{name} ({source})" for name, source in data["axioms"].items()] or ["none"]),
        *_section("Sources:", list(dict.fromkeys(step["source"] for step in data["path"]))),
    ]


def _section(head: str, lines: list[str]) -> list[str]:
    return [head, *(f"  {line}" for line in lines)] if lines else []


def _also(others: list[Finding]) -> list[str]:
    return _section("Also, asking something else:", [f"{f.bound}  if {_asked(f)}" for f in others])


def _asked(found: Finding) -> str:
    return "; ".join(dict.fromkeys([*found.conditions, *found.words.values()])) or "nothing more"


def _table(found: tuple[Finding, ...]) -> str:
    wide = max(len(str(f.bound)) for f in found)
    return "\n".join(f"{f.bound!s:<{wide}}  if {_asked(f)}" for f in found)


def _written(file: Path | None) -> list[str]:
    return [f"written: {file}"] if file else []
