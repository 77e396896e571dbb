"""JSON and JUnit: what a machine reads is what was found."""

from __future__ import annotations

from json import loads
from xml.etree import ElementTree

from report_cases import evidence, holding_report, report

from proofkit.export.json import json
from proofkit.export.junit import junit


def test_json_has_every_column() -> None:
    data = loads(json.report(report()))
    assert (data["verdict"], data["exit_code"]) == ("refuted", 1)
    broken, row = data["theorems"]
    assert broken["refused"] == "line 3: <nothing> follows"
    assert row["columns"] == {"proof": "holds", "conditions": "refuted", "numerics": "holds", "network": "not run"}
    assert row["axioms"] == ["null_point"]
    assert row["thresholds"][0]["upper"] == "2*mu_star/L**2"
    first, _, refuted = row["applications"]
    assert (first["verdict"], refuted["verdict"]) == ("holds", "refuted")
    assert first["rows"][0]["certificates"][0]["lower"] == "1/3"
    assert refuted["rows"][0]["certificates"][0]["witness"] == ["1/2", "0"]
    assert [(item["kind"], item["name"]) for item in data["not_run"]] == [("experiment", "digits_mlp")]


def test_json_holds_numbers_that_json_has_not() -> None:
    row = loads(json.report(report(numerics=[evidence(measured=float("nan"), predicted=float("inf"))])))["theorems"][1]
    assert (row["numerics"][0]["measured"], row["numerics"][0]["predicted"]) == ("nan", "inf")


def test_junit_counts_failures_errors_and_skips() -> None:
    root = ElementTree.fromstring(junit.report(report()))
    suites = {suite.get("name"): suite for suite in root}
    row = suites["step_contracts"]
    counts = [row.get(key) for key in ("tests", "failures", "errors", "skipped")]
    assert counts == ["9", "1", "1", "0"]  # the proof, twice three hypotheses, two measurements
    assert len(row.findall("testcase/failure")) == 1
    assert "budget ran out" in row.find("testcase/error").get("message")
    assert suites["broken"].find("testcase/failure").get("message") == "refuted: line 3: <nothing> follows"
    assert suites["not run"].find("testcase/skipped").get("message") == "over the quick budget"


def test_junit_of_a_holding_report_has_no_failure() -> None:
    root = ElementTree.fromstring(junit.report(holding_report()))
    assert not root.findall(".//failure")
    assert not root.findall(".//error")
