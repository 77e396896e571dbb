"""JUnit XML: one test suite per theorem, so that a CI server shows what holds, what fails and what was not run."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from ..application import Discharge
from ..evidence import Evidence
from ..exporter import Exporter
from ..report import NotRun, Report, Row
from ..verdict import Verdict

Case = tuple[str, Verdict, str, float]  # name, verdict, detail, seconds


def _render(report: Report) -> str:
    root = ElementTree.Element("testsuites", name="proofkit check", time=f"{report.seconds:.3f}")
    for row in report.rows:
        _suite(root, row.name, list(_cases(row)))
    if report.unfiled:
        _suite(root, "unfiled", [_evidence_case("evidence", item) for item in report.unfiled])
    if report.not_run:
        _skipped(root, report.not_run)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _cases(row: Row) -> Iterator[Case]:
    proof = row.columns["proof"]
    if proof is not None:  # a stated theorem has none
        yield "proof", proof, row.refused, 0.0
    yield from (_discharge_case(on.landscape, item) for on in row.applications for item in on.rows)
    yield from (_evidence_case("numerics", item) for item in row.numerics)
    yield from (_evidence_case("network", item) for item in row.network)


def _discharge_case(landscape: str, item: Discharge) -> Case:
    seconds = sum(certificate.seconds for certificate in item.certificates)
    return f"hypothesis {item.label} on {landscape}", item.verdict, item.how, seconds


def _evidence_case(column: str, item: Evidence) -> Case:
    detail = f"predicted {item.predicted:.6g}, measured {item.measured:.6g}. {item.notes}".strip()
    return f"{column} {item.check} ({item.side}): {item.claim}, {item.setting}", item.verdict, detail, item.seconds


def _suite(root: ElementTree.Element, name: str, cases: list[Case]) -> None:
    failures = sum(case[1] is Verdict.REFUTED for case in cases)
    errors = sum(case[1] is Verdict.UNDECIDED for case in cases)
    counts = {"tests": len(cases), "failures": failures, "errors": errors, "skipped": 0}
    suite = ElementTree.SubElement(root, "testsuite", {"name": name, **{k: str(n) for k, n in counts.items()}})
    for title, verdict, detail, seconds in cases:
        about = {"classname": name, "name": title, "time": f"{seconds:.3f}"}
        case = ElementTree.SubElement(suite, "testcase", about)
        if verdict is not Verdict.HOLDS:
            tag = "failure" if verdict is Verdict.REFUTED else "error"
            ElementTree.SubElement(case, tag, message=f"{verdict.value}: {detail}", type=verdict.value)


def _skipped(root: ElementTree.Element, left_out: tuple[NotRun, ...]) -> None:
    counts = {"tests": str(len(left_out)), "failures": "0", "errors": "0", "skipped": str(len(left_out))}
    suite = ElementTree.SubElement(root, "testsuite", {"name": "not run", **counts})
    for item in left_out:
        case = ElementTree.SubElement(suite, "testcase", classname=item.kind, name=item.name, time="0.000")
        ElementTree.SubElement(case, "skipped", message=item.reason)


junit = Exporter(name="junit", title="JUnit XML", suffix=".xml", report=_render)
