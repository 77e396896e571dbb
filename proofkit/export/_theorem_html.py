"""The statement of one theorem in HTML: hypotheses, conclusion, thresholds, axioms, source."""

from __future__ import annotations

from typing import Any

from ..references import citation
from ._markup import Markup, join, tag
from ._mathml import clauses_mathml, range_mathml, statement_mathml

DIMENSIONS = {"any": "in every dimension", ">=2": "in dimension 2 and above", "1": "in dimension 1"}


def theorem_body(theorem: Any) -> Markup:
    """Return what a theorem says and what it rests on."""
    statement = theorem.statement
    return join(
        tag("h4", f"Hypotheses, {DIMENSIONS[statement.dimension]}"),
        tag("ol", [_hypothesis(label, text, statement.declare) for label, text in statement.hypotheses.items()],
            class_="hypotheses"),
        tag("h4", "Conclusion"),
        tag("div", _lines(statement.conclusion, statement.declare), class_="conclusion"),
        _thresholds(theorem),
        _stated(theorem),
        tag("h4", "Rests on"),
        tag("p", _basis(theorem)),
        tag("p", f"Source: {citation(theorem.source)}."),
    )  # fmt: skip


def _hypothesis(label: str, text: str, declared: Any) -> Markup:
    return tag("li", tag("span", label.replace("_", " "), class_="soft"), tag("span", statement_mathml(text, declared)))


def _lines(text: str, declared: Any) -> list[Markup]:
    lines = clauses_mathml(text, declared)
    return [tag("div", shown, style=f"margin-left: {2 * indent}em" if indent else None) for indent, shown in lines]


def _thresholds(theorem: Any) -> Markup | None:
    if not theorem.thresholds:
        return None
    lines = [
        tag(
            "p",
            range_mathml(threshold),
            " ",
            tag("span", threshold.tag, class_="badge"),
            tag("span", f" {threshold.name}; outside, {threshold.failure}", class_="soft"),
        )
        for threshold in theorem.thresholds
    ]
    return join(tag("h4", "Thresholds"), lines)


def _basis(theorem: Any) -> Any:
    if not theorem.derived:
        return "its source: the theorem is stated, not proved here."
    return [f"{len(theorem.proof.steps)} kernel steps; axioms: ", _codes(theorem.axioms)]


def _stated(theorem: Any) -> Markup | None:
    """What the source says beyond what is derived."""
    if not theorem.stated:
        return None
    return join(tag("h4", "Stated, not derived"), tag("ul", [tag("li", sentence) for sentence in theorem.stated]))


def _codes(names: tuple[str, ...]) -> Any:
    return [[", " if index else "", tag("code", name)] for index, name in enumerate(names)] or "none"
