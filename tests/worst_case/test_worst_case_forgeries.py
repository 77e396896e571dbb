"""Proofs of answers, tampered with: the kernel must refuse every one."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any

import pytest

import proofkit
from proofkit.kernel.replay import replay
from proofkit.kernel.rules import Refused

Records = list[dict[str, Any]]
SOURCES = [
    ("smooth_strongly_convex", "distance"),
    ("smooth_convex", "fgap"),
    ("opsc", "distance"),
    ("smooth_convex", "gradnorm"),
]


@functools.cache
def proofs(kind: str, measure: str) -> tuple[tuple[str, ...], ...]:
    """The proof file of every piece."""
    return tuple(p.derivation.lines for p in proofkit.derive(kind, "gradient_descent", measure).pieces)


def records(lines: tuple[str, ...]) -> Records:
    return [json.loads(line) for line in lines]


def last_header(file: Records) -> dict[str, Any]:
    return next(record for record in reversed(file) if "theorem" in record)


def everywhere(file: Records, old: str, new: str) -> None:
    """Replace text in the conclusion and in all steps of the last theorem."""
    start = file.index(last_header(file))
    for record in file[start:]:
        for key in ("conclusion", "formula"):
            if isinstance(record.get(key), str):
                record[key] = record[key].replace(old, new)


def lower_factor(file: Records) -> None:
    """A factor less by 10^-30 of the measure before, in the conclusion and wherever it is stated."""
    before = last_header(file)["conclusion"].partition("<= ")[2].removesuffix(")").partition(")*(")
    old = f"<= {before[0]}){before[1][1:]}"
    assert old in last_header(file)["conclusion"]
    everywhere(file, old, f"<= {before[0]} - 1/10**30){before[1][1:]}")


def main_step(file: Records) -> dict[str, Any]:
    """The step that combines the inequalities into the bound."""
    return max((r for r in file if r.get("rule") == "combine"), key=lambda r: len(r["terms"]))


def change_a_multiplier(file: Records) -> None:
    term = main_step(file)["terms"][0]
    term[0] = f"{term[0]} + 1/10**30"
    main_step(file)["terms"][0] = term


def drop_a_term(file: Records) -> None:
    del main_step(file)["terms"][-1]


def negate_a_multiplier(file: Records) -> None:
    main_step(file)["terms"][0][0] = "-1"


def add_unused_hypothesis(file: Records) -> None:
    last_header(file)["hypotheses"]["extra"] = "eta <= 10**6"


def rename_conclusion(file: Records) -> None:
    header = last_header(file)
    header["conclusion"] = header["conclusion"].replace("<=", ">=", 1)


FORGERIES: list[Callable[[Records], None]] = [
    lower_factor, change_a_multiplier, drop_a_term, negate_a_multiplier, add_unused_hypothesis, rename_conclusion,
]  # fmt: skip


@pytest.mark.parametrize(("kind", "measure"), SOURCES)
def test_the_proofs_themselves_are_accepted(kind: str, measure: str) -> None:
    for lines in proofs(kind, measure):
        assert replay(lines) and replay([json.dumps(record) for record in records(lines)])


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
@pytest.mark.parametrize(("kind", "measure"), SOURCES)
def test_a_forged_proof_is_refused(kind: str, measure: str, forge: Callable[[Records], None]) -> None:
    for lines in proofs(kind, measure):
        file = records(lines)
        forge(file)
        forged = [json.dumps(record) for record in file]
        assert forged != [json.dumps(record) for record in records(lines)], "nothing was changed"
        with pytest.raises(Refused):
            replay(forged)


@pytest.mark.parametrize(("kind", "measure"), SOURCES)
def test_without_any_one_hypothesis_it_is_refused(kind: str, measure: str) -> None:
    for lines in proofs(kind, measure):
        for label in last_header(records(lines))["hypotheses"]:
            file = records(lines)
            del last_header(file)["hypotheses"][label]
            with pytest.raises(Refused):
                replay([json.dumps(record) for record in file])


@pytest.mark.parametrize(("kind", "measure"), [source for source in SOURCES if source[0] != "opsc"])
def test_on_another_region_it_is_refused(kind: str, measure: str) -> None:
    """Each piece's proof with the other piece's region, and with its own region a little larger."""
    files = [records(lines) for lines in proofs(kind, measure)]
    regions = [last_header(file)["hypotheses"]["region_1"] for file in files]
    for file, own, other in zip(files, regions, reversed(regions), strict=True):
        smaller, larger = own.split("<=")
        wide = f"{smaller}<= {larger} + 1/10**30"
        for region in (other, wide):
            text = json.dumps(file).replace(json.dumps(own), json.dumps(region))
            with pytest.raises(Refused):
                replay([json.dumps(record) for record in json.loads(text)])
