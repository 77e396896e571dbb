"""The HTML report: well formed, self-contained, escaped, and shown by a real browser where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from report_cases import FakeTheorem, holding_report, report

from proofkit.export._markup import VOID, Markup, tag
from proofkit.export.html import html

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")


class Balance(HTMLParser):
    """Checks that every element is closed in order, and collects text and outward references."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.references: list[str] = []
        self.text = ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.references += [value or "" for key, value in attributes if key in ("src", "href", "xlink:href")]
        if name not in VOID:
            self.open.append(name)

    def handle_startendtag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop() == name

    def handle_data(self, data: str) -> None:
        self.text += data


def test_page_is_well_formed_and_self_contained() -> None:
    found = Balance(html.report(report()))
    assert all(reference.startswith("#") for reference in found.references)
    assert "<math" in html.report(report())
    assert "url(" not in html.report(report())
    assert "<script" not in html.report(report())


def test_page_says_everything() -> None:
    text = Balance(html.report(report())).text
    for wanted in (
        "Something that was checked does not hold.", "A step <contracts> & more", "sharp", "null_point",
        "budget ran out", "at (1/2, 0)", "[0.2, 0.3], 99%", "line 3: <nothing> follows",
        "digits_mlp", "over the quick budget",
        "small <step>", "A <caption>", "not run",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "Everything that was run holds." in Balance(html.report(holding_report())).text


def test_bounds_are_rounded_outward() -> None:
    text = Balance(html.report(report())).text
    assert "[1/3, 0.33333367]" in text  # 1000001/3000000 = 0.333333666…


def test_theorem_page_is_well_formed() -> None:
    found = Balance(html.theorem(FakeTheorem()))
    assert "in every dimension" in found.text


def test_text_is_escaped_once() -> None:
    assert tag("p", "a < b & c", tag("b", Markup("&lt;"))) == "<p>a &lt; b &amp; c<b>&lt;</b></p>"
    assert tag("a", href='"><script>') == '<a href="&quot;&gt;&lt;script&gt;"></a>'


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH")
def test_chromium_lays_out_the_formulas(tmp_path: Path) -> None:
    probe = (
        "<script>const box = document.querySelector('.conclusion math').getBoundingClientRect();"
        "document.title = `${Math.round(box.width)} x ${Math.round(box.height)}`;</script></body>"
    )
    page = tmp_path / "index.html"
    page.write_text(html.report(report()).replace("</body>", probe), "utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    shown = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120)
    size = re.search(r"<title>(\d+) x (\d+)</title>", shown.stdout)
    assert size, shown.stderr
    assert int(size[1]) > 200
    assert 10 < int(size[2]) < 120
