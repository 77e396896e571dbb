"""Every theorem file: it replays, needs each of its hypotheses, and its witnesses satisfy them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import theorems
from proofkit import discovery
from proofkit.apply import apply
from proofkit.errors import ProofRefused
from proofkit.kernel import Refused, replay
from proofkit.verdict import Strength, Verdict

NAMES = discovery.names("theorem")
KEYS = set(re.findall(r"@\w+\{([^,]+),", (Path(theorems.__path__[0]) / "references.bib").read_text("utf-8")))


def test_the_library_holds_the_first_ten_items_of_the_theory() -> None:
    assert len(NAMES) >= 11


@pytest.mark.parametrize("name", NAMES)
def test_it_replays(name: str) -> None:
    theorem = discovery.theorem(name)
    assert theorem.name == name == theorem.proof.name
    assert theorem.strength is Strength.PROVED


@pytest.mark.parametrize("name", NAMES)
def test_every_hypothesis_is_needed(name: str) -> None:
    theorem = discovery.theorem(name)
    *before, own = theorem.derivation.blocks.values()
    header, *steps = own
    lemmas = [line for block in before for line in block]
    for label in theorem.statement.hypotheses:
        shorter = json.dumps(
            {**json.loads(header), "hypotheses": theorem.statement.without(label).header["hypotheses"]}
        )
        with pytest.raises(Refused, match="assumption that is not a hypothesis"):
            replay([*lemmas, shorter, *steps])


@pytest.mark.parametrize("name", NAMES)
def test_its_witnesses_certifiably_satisfy_its_hypotheses(name: str) -> None:
    theorem = discovery.theorem(name)
    for landscape in theorem.landscapes():
        found = apply(theorem, landscape, theorem.step_on(landscape))
        open_rows = [(row.label, row.how) for row in found.rows if row.verdict is not Verdict.HOLDS]
        assert not open_rows and [row.label for row in found.rows] == list(theorem.statement.hypotheses)


@pytest.mark.parametrize("name", NAMES)
def test_its_labels_and_source_exist(name: str) -> None:
    theorem = discovery.theorem(name)
    labels = set(theorem.statement.hypotheses)
    assert {label for condition in theorem.conditions for label in condition.discharges} <= labels
    assert set(theorem.by_definition) <= labels
    assert theorem.own == (theorem.source == "own")
    assert theorem.own or theorem.source in KEYS


def test_a_theorem_without_a_witness_does_not_load() -> None:
    with pytest.raises(ProofRefused, match="no witness"):
        replace(discovery.theorem("contraction_of_opsc"), witnesses=())
