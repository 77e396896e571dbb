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
from proofkit.commands._describe import theorem_data, theorem_text
from proofkit.errors import ProofRefused
from proofkit.export._tables_html import application_tables
from proofkit.export.html import html
from proofkit.export.json import application_data
from proofkit.export.json import json as json_format
from proofkit.export.junit import junit
from proofkit.export.latex import latex
from proofkit.kernel import Refused, replay
from proofkit.report import Report, Row
from proofkit.verdict import Strength, Verdict

NAMES = discovery.names("theorem")
DERIVED = [name for name in NAMES if discovery.theorem(name).derived]
KEYS = set(re.findall(r"@\w+\{([^,]+),", (Path(theorems.__path__[0]) / "references.bib").read_text("utf-8")))


def test_the_library_holds_the_first_ten_items_of_the_theory() -> None:
    assert len(NAMES) >= 11


@pytest.mark.parametrize("name", NAMES)
def test_it_replays_or_says_that_it_is_stated(name: str) -> None:
    theorem = discovery.theorem(name)
    assert theorem.name == name
    if theorem.derived:
        assert theorem.proof.name == name
        assert theorem.strength is Strength.PROVED
    else:
        assert theorem.statement.parsed
        assert (theorem.strength, theorem.axioms) == (Strength.STATED, ())
    assert all(sentence.strip() for sentence in theorem.stated)


@pytest.mark.parametrize("name", DERIVED)
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
    settled = {label for condition in theorem.conditions for label in condition.discharges}
    assert set(theorem.by_definition) | set(theorem.assumed) <= labels
    assert not set(theorem.assumed) & ({*theorem.by_definition} | settled)
    assert theorem.own == (theorem.source == "own")
    assert theorem.own or theorem.source in KEYS


@pytest.mark.parametrize(
    ("name", "assumed"),
    [
        ("catapult_diverges", {"moving"}),
        ("large_step_logistic_regression", {"start"}),
        ("noise_is_no_substitute", {"x_start", "noise"}),
        ("repeat_k_sgd", {"v_0"}),
        ("sgd_threshold_in_mean_square", {"start"}),
        ("trapping_of_small_step_sgd", {"start", "noise"}),
    ],
)
def test_what_is_assumed_of_the_start_or_noise_is_never_called_a_definition(name: str, assumed: set[str]) -> None:
    theorem = discovery.theorem(name)
    landscape = theorem.landscapes()[0]
    found = apply(theorem, landscape, theorem.step_on(landscape))
    assert {row.label for row in found.rows if row.assumed} == assumed == set(theorem.assumed)
    for row in found.rows:
        assert row.assumed == (row.how == "assumed of the start or noise") == (row.strength is Strength.STATED)
    assert found.prediction is not None and f"as assumed: {', '.join(theorem.assumed)}" in found.prediction.outcome
    data = application_data(found)
    assert {row["label"] for row in data["rows"] if row["assumed"]} == assumed
    (tables,) = application_tables((found,))
    assert str(tables).count("badge assumed") == len(assumed)


def test_a_preconditioner_is_never_certified() -> None:
    theorem = discovery.theorem("preconditioned_descent_threshold")
    (landscape,) = theorem.landscapes()
    rows = {row.label: row.certificates for row in apply(theorem, landscape, theorem.step_on(landscape)).rows}
    assert not any(rows[label] for label in ("eigenvectors", "eigenvalues", "largest"))


STATED = replace(
    discovery.theorem("contraction_of_opsc"), write=None, stated=("The factor is also sharp over several steps.",)
)


def test_a_stated_theorem_has_no_proof_and_is_never_called_proved() -> None:
    assert (STATED.derived, STATED.strength, STATED.axioms) == (False, Strength.STATED, ())
    with pytest.raises(ProofRefused, match="is stated, not derived"):
        STATED.proof  # noqa: B018
    assert theorem_data(STATED)["strength"] == "stated"
    assert theorem_data(STATED)["steps"] is None
    for shown in (theorem_text(STATED), html.theorem(STATED), latex.theorem(STATED)):
        assert "not derived" in shown and "also sharp over several steps" in shown
        assert "kernel steps" not in shown and r"\begin{proof}" not in shown
    with pytest.raises(Refused):
        replay(json_format.theorem(STATED).splitlines())


def test_what_a_stated_theorem_predicts_is_stated() -> None:
    (landscape,) = STATED.landscapes()
    found = apply(STATED, landscape, STATED.step_on(landscape))
    assert found.prediction is not None
    assert (found.verdict, found.prediction.strength) == (Verdict.HOLDS, Strength.STATED)
    assert "stated, not proved" in found.note


def test_a_report_never_calls_a_stated_theorem_proved() -> None:
    row = Row(STATED.name, STATED)
    report = Report((row,))
    assert (row.strength, row.chain, row.columns["proof"]) == (Strength.STATED, Strength.STATED, None)
    assert report.state(row, "proof") == "stated"
    assert 'name="proof"' not in junit.report(report)
    assert ">proved<" not in html.report(report)
    assert "<b>0</b>theorems proved" in html.report(report)


def test_a_theorem_without_a_witness_does_not_load() -> None:
    with pytest.raises(ProofRefused, match="no witness"):
        replace(discovery.theorem("contraction_of_opsc"), witnesses=())
