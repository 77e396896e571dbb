"""HTML: one self-contained page, readable offline; formulas are MathML, pictures are SVG in the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from ..evidence import Evidence
from ..exporter import Exporter
from ..report import COLUMNS, Figure, Report, Row
from ..verdict import Strength, Verdict
from ._answer_html import answer_body
from ._markup import Markup, join, table, tag
from ._mathml import prose_mathml, range_mathml
from ._tables_html import application_tables, badge, evidence_table
from ._theorem_html import theorem_body, theorem_ending

WIDE = 1.9  #: a picture so many times wider than high gets a row of its own
HEADLINES = {
    Verdict.HOLDS: "Everything that was run holds.",
    Verdict.REFUTED: "Something that was checked does not hold.",
    Verdict.UNDECIDED: "Something was left undecided.",
}
COLUMN_TITLES = {
    "proof": "Proof",
    "conditions": "Hypotheses on concrete functions",
    "numerics": "Numerical experiments",
    "network": "Network",
}


def report_page(report: Report) -> str:
    """Return the whole report as one page."""
    body = join(
        _header(report),
        tag(
            "main",
            tag("h2", "Results"),
            _overview(report),
            _gallery(report),
            tag("h2", "Theorem by theorem"),
            [_article(report, row) for row in report.rows],
            _unfiled(report),
            _not_run(report),
        ),
        _footer(report),
    )
    return page("proofkit report", body)


def theorem_page(theorem: Any) -> str:
    """Return one theorem as a page: statement, thresholds, axioms, source, and its proof step by step."""
    about = tag("p", tag("code", theorem.name), " ", badge(theorem.strength))
    head = tag("header", tag("div", tag("h1", _title(theorem)), about))
    return page(theorem.title, join(head, tag("main", theorem_body(theorem), theorem_ending(theorem))))


def library_page(theorems: Sequence[Any]) -> str:
    """Return all theorems as one page, without their proofs."""
    title = f"{len(theorems)} theorems about gradient descent"
    contents = [tag("li", tag("a", _title(theorem), href=f"#{theorem.name}")) for theorem in theorems]
    articles = [
        tag(
            "article",
            tag("div", tag("h3", _title(theorem)), badge(theorem.strength), class_="head"),
            tag("p", tag("code", theorem.name, class_="soft")),
            theorem_body(theorem),
            id=theorem.name,
        )
        for theorem in theorems
    ]
    return page(title, join(tag("header", tag("div", tag("h1", title))), tag("main", tag("ol", contents), articles)))


def answer_page(found: Any) -> str:
    """Return what `derive` found as a page."""
    return page(*answer_body(found))


def _title(theorem: Any) -> list[str]:
    return prose_mathml(theorem.title, theorem.statement.declare)


def page(title: str, body: Markup) -> str:
    """Return a complete page with the house style in it."""
    style = Markup(files(__package__).joinpath("_report.css").read_text("utf-8"))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", style),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', body), lang='en')}\n"


def _header(report: Report) -> Markup:
    rows = report.rows
    tiles = [
        (sum(row.strength is Strength.PROVED for row in rows), "theorems proved by the kernel"),
        (_held([item for row in rows for on in row.applications for item in on.rows]), "hypotheses discharged"),
        (_held([item for row in rows for item in row.numerics]), "numerical claims observed"),
        (_held([item for row in rows for item in row.network]), "network claims observed"),
    ]
    return tag(
        "header",
        tag(
            "div",
            tag("h1", HEADLINES[report.verdict]),
            tag("p", f"Suite “{report.suite}”, seed {report.seed}, {report.seconds:.0f} s.", class_="soft"),
            tag("div", [tag("div", tag("b", count), what, class_="tile") for count, what in tiles], class_="tiles"),
        ),
    )


def _held(items: Sequence[Any]) -> str:
    return f"{sum(item.verdict is Verdict.HOLDS for item in items)} / {len(items)}"


def _overview(report: Report) -> Markup:
    heads = ["Theorem", "Strength", "Thresholds", "Certified on", "Observed", "Network"]
    return table(heads, [_overview_row(report, row) for row in report.rows], class_="overview")


def _overview_row(report: Report, row: Row) -> list[Any]:
    title = _title(row.theorem) if row.theorem else row.name
    certified = [tag("div", name, " ", badge(verdict)) for name, verdict in row.certified_on.items()]
    return [
        join(tag("a", title, href=f"#{row.name}"), tag("br"), tag("code", row.name, class_="soft")),
        join(badge(row.strength), tag("br"), badge(Verdict.REFUTED)) if row.refused else badge(row.strength),
        [tag("div", _threshold(threshold)) for threshold in getattr(row.theorem, "thresholds", ())],
        certified or badge(report.state(row, "conditions")),
        _tally(row.numerics, report.state(row, "numerics")),
        _tally(row.network, report.state(row, "network")),
    ]


def _threshold(threshold: Any) -> Markup:
    ends = range_mathml(threshold)
    return join(ends, " ", tag("span", threshold.tag, class_="badge"))


def _tally(items: tuple[Evidence, ...], state: str) -> Markup:
    held = sum(item.verdict is Verdict.HOLDS for item in items)
    return join(badge(state), tag("span", f" {held}/{len(items)}", class_="soft") if items else None)


def _gallery(report: Report) -> Markup | None:
    if not report.figures:
        return None
    return join(tag("h2", "In pictures"), tag("div", [_figure(figure) for figure in report.figures], class_="gallery"))


def _figure(figure: Figure) -> Markup:
    size = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', figure.svg)
    wide = size is not None and float(size[1]) > WIDE * float(size[2])
    picture = Markup(figure.svg[figure.svg.index("<svg") :])
    return tag("figure", picture, tag("figcaption", figure.caption), class_="wide" if wide else None)


def _article(report: Report, row: Row) -> Markup:
    title = _title(row.theorem) if row.theorem else row.name
    marks = [tag("span", f"{name}: ", badge(report.state(row, name)), class_="soft") for name in COLUMNS[1:]]
    return tag(
        "article",
        tag("div", tag("h3", title), badge(row.strength), marks, class_="head"),
        tag("p", badge(Verdict.REFUTED), " ", row.refused) if row.refused else None,
        theorem_body(row.theorem) if row.theorem else None,
        _columns(row),
        id=row.name,
    )


def _columns(row: Row) -> Markup:
    return join(
        _folded("conditions", len(row.applications), application_tables(row.applications)),
        _folded("numerics", len(row.numerics), evidence_table(row.numerics)),
        _folded("network", len(row.network), evidence_table(row.network)),
    )


def _folded(column: str, count: int, inside: Any) -> Markup | None:
    if not count:
        return None
    return tag("details", tag("summary", f"{COLUMN_TITLES[column]} ({count})"), inside)


def _unfiled(report: Report) -> Markup | None:
    if not report.unfiled:
        return None
    return join(tag("h2", "Other evidence"), evidence_table(report.unfiled))


def _not_run(report: Report) -> Markup | None:
    if not report.not_run:
        return None
    rows = [[item.kind, tag("code", item.name), item.reason] for item in report.not_run]
    return join(tag("h2", "Not run"), table(["Kind", "Name", "Why"], rows))


def _footer(report: Report) -> Markup:
    versions = ", ".join(f"{name} {version}" for name, version in report.environment.items())
    return tag(
        "footer",
        tag(
            "div",
            tag("p", "Proved: the kernel replayed an exact derivation. Certified: rigorous enclosures or exact algebra "
                "on a concrete function. Observed: a floating-point experiment. Stated: cited, not derived here."),
            tag("p", versions),
        ),
    )  # fmt: skip


html = Exporter(
    name="html", title="HTML", suffix=".html", theorem=theorem_page, report=report_page, library=library_page,
    answer=answer_page,
)  # fmt: skip
