"""The statement of one theorem in HTML: hypotheses, conclusion, thresholds, axioms, source."""

from __future__ import annotations

from typing import Any

from ..references import citation
from ..statement import DIMENSIONS
from ._markup import Markup, join, table, tag
from ._mathml import clauses_mathml, latex_mathml, prose_mathml, range_mathml, statement_mathml
from ._steps import checked, steps
from ._trace import Block


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
            tag("span", f" {threshold.name.replace('_', ' ')}; outside, ",
                prose_mathml(threshold.failure, theorem.statement.declare), class_="soft"),
        )
        for threshold in theorem.thresholds
    ]  # fmt: skip
    return join(tag("h4", "Thresholds"), lines)


def _basis(theorem: Any) -> Any:
    if not theorem.derived:
        return "its source: the theorem is stated, not proved here."
    return [f"{len(theorem.proof.steps)} kernel steps; axioms: ", _codes(theorem.axioms)]


def _stated(theorem: Any) -> Markup | None:
    """What the source says beyond what is derived."""
    if not theorem.stated:
        return None
    items = [tag("li", prose_mathml(sentence, theorem.statement.declare)) for sentence in theorem.stated]
    return join(tag("h4", "Stated, not derived"), tag("ul", items))


def theorem_ending(theorem: Any) -> Markup:
    """Return what a page of its own says besides: where the hypotheses hold, remarks, every step of the proof."""
    remarks = prose_mathml(theorem.remarks, theorem.statement.declare)
    blocks = checked(theorem.derivation.lines) if theorem.derived else []
    return join(
        tag("h4", "Functions that satisfy the hypotheses"),
        tag("p", _codes(tuple(name for name, _ in theorem.witnesses))),
        [tag("h4", "Remarks"), tag("p", remarks)] if theorem.remarks else None,
        [tag("h4", "Proof, step by step"), [_block(block) for block in blocks]] if blocks else None,
    )


def _block(block: Block) -> Markup:
    """One theorem or lemma of a proof as a numbered list of steps, folded."""
    heads = ["", "Statement", "By", "Rests on"]
    rows = [
        [line.number, latex_mathml(line.latex), line.reason, ", ".join(line.rests_on).replace("_", " ")]
        for line in steps(block)
    ]
    summary = f"{block.name.replace('_', ' ')} ({len(rows)} {'step' if len(rows) == 1 else 'steps'})"
    return tag("details", tag("summary", summary), table(heads, rows, class_="steps"))


def _codes(names: tuple[str, ...]) -> Any:
    return [[", " if index else "", tag("code", name)] for index, name in enumerate(names)] or "none"
