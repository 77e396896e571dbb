"""A report keeps its columns apart, takes the weakest link, and never counts what was not run as passed."""

from __future__ import annotations

import pytest
from report_cases import FakeTheorem, application, evidence, holding_report, report

from proofkit.report import Row, build
from proofkit.verdict import Strength, Verdict


def test_columns_are_kept_apart() -> None:
    broken, row = report().rows
    assert row.columns == {
        "proof": Verdict.HOLDS,
        "conditions": Verdict.REFUTED,
        "numerics": Verdict.HOLDS,
        "network": None,
    }
    assert broken.columns == {"proof": Verdict.REFUTED, "conditions": None, "numerics": None, "network": None}
    assert broken.strength is Strength.STATED


def test_left_out_and_non_existent_are_told_apart() -> None:
    found = report(refused={}, applications={})
    (row,) = found.rows
    assert [found.state(row, column) for column in row.columns] == ["holds", "none", "holds", "not run"]


def test_certified_on_lists_each_landscape_once_with_its_worst_verdict() -> None:
    applications = (application(), application(Verdict.UNDECIDED), application(landscape="other"))
    row = Row("a", FakeTheorem(), applications=applications)
    assert row.certified_on == {"kinked_pair": Verdict.UNDECIDED, "other": Verdict.HOLDS}


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        ([Verdict.HOLDS, Verdict.HOLDS], 0),
        ([Verdict.HOLDS, Verdict.UNDECIDED], 3),
        ([Verdict.UNDECIDED, Verdict.REFUTED], 1),
    ],
)
@pytest.mark.parametrize("column", ["numerics", "network"])
def test_exit_code(verdicts: list[Verdict], code: int, column: str) -> None:
    found = {"numerics": [], "network": [], column: [evidence(verdict) for verdict in verdicts]}
    assert report(refused={}, applications={}, **found).exit_code == code


def test_a_refused_theorem_alone_fails_the_run() -> None:
    assert build({}, {"broken": "why"}, {}, [], []).exit_code == 1
    assert holding_report().exit_code == 0


def test_evidence_on_no_theorem_still_counts() -> None:
    found = report(refused={}, applications={}, network=[evidence(Verdict.REFUTED, theorem="elsewhere")])
    assert found.unfiled[0].theorem == "elsewhere"
    assert found.exit_code == 1


def test_chain_is_the_weakest_link() -> None:
    assert Row("a", FakeTheorem()).chain is Strength.PROVED
    assert Row("a", FakeTheorem(), applications=(application(),)).chain is Strength.CERTIFIED
    assert Row("a", FakeTheorem(), applications=(application(),), network=(evidence(),)).chain is Strength.OBSERVED
