"""The pictures of a report: self-contained SVG, the same for the same report, wherever the report came from."""

from __future__ import annotations

from xml.etree import ElementTree

from report_cases import evidence, report

from proofkit import discovery
from proofkit.pictures import SHOWN, _pictures, with_pictures
from proofkit.verdict import Verdict


def test_every_picture_is_self_contained_svg() -> None:
    found = with_pictures(report(figures=()))
    expected = [f"{plot}_{on}" for plot, on, _ in SHOWN]
    assert [figure.name for figure in found.figures] == [*expected, "predicted_measured"]
    for figure in found.figures:
        root = ElementTree.fromstring(figure.svg)
        links = [value for node in root.iter() for key, value in node.attrib.items() if key.endswith("href")]
        assert all(link.startswith("#") for link in links)
        assert "<image" not in figure.svg


def test_predicted_measured_is_reproducible_and_shows_what_fails() -> None:
    plot = discovery.load("plot", "predicted_measured")
    good = report()
    bad = report(numerics=[evidence(Verdict.REFUTED), evidence(measured=float("nan")), evidence(predicted=0.0)])
    assert plot.svg(good) == plot.svg(good)
    assert plot.svg(good) != plot.svg(bad)
    plot.svg(report(numerics=[], network=[]))


def test_pictures_are_made_of_the_report_they_belong_to() -> None:
    *_, last = _pictures(report(numerics=[evidence(measured=0.1)]))
    *_, other = _pictures(report(numerics=[evidence(measured=0.4)]))
    assert last.svg != other.svg
