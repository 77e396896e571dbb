"""Verdicts, certificates and evidence in HTML."""

from __future__ import annotations

from ..certificate import Certificate
from ..evidence import Evidence
from ..plain import outward
from ..verdict import Strength, Verdict
from ._markup import Markup, join, table, tag


def badge(what: Verdict | Strength | str) -> Markup:
    """Return a verdict, a strength or a state such as "not run" as a coloured word."""
    word = what if isinstance(what, str) else what.value
    return tag("span", word, class_=f"badge {word.replace(' ', '-')}")


def certificate_table(items: tuple[Certificate, ...]) -> Markup:
    """Return certificates as a table, bounds as they were certified."""
    heads = ["Function", "Condition", "Region", "Claim", "Best constant within", "How", "Verdict"]
    rows = [
        [
            item.landscape,
            tag("code", item.condition),
            str(item.region),
            "" if item.claim is None else str(item.claim),
            _bounds(item),
            f"{item.method}{f', {item.boxes} boxes' if item.boxes else ''}",
            join(badge(item.verdict), f" {item.open_}" if item.open_ else None, _witness(item)),
        ]
        for item in items
    ]
    return table(heads, rows)


def _bounds(item: Certificate) -> str:
    if item.lower is None and item.upper is None:
        return ""
    low = "?" if item.lower is None else outward(item.lower, up=False)
    return f"[{low}, {'?' if item.upper is None else outward(item.upper, up=True)}]"


def _witness(item: Certificate) -> Markup | None:
    return tag("div", f"at ({', '.join(map(str, item.witness))})", class_="soft") if item.witness else None


def evidence_table(items: tuple[Evidence, ...]) -> Markup:
    """Return evidence as a table, prediction beside measurement."""
    heads = ["Claim", "Where", "Side", "Predicted", "Measured", "Samples", "Verdict"]
    rows = [
        [
            join(item.claim, tag("div", item.notes, class_="soft") if item.notes else None),
            item.setting,
            item.side,
            f"{item.predicted:.6g}",
            join(f"{item.measured:.6g}", _interval(item)),
            str(item.samples or ""),
            badge(item.verdict),
        ]
        for item in items
    ]
    return table(heads, rows)


def _interval(item: Evidence) -> Markup | None:
    if item.interval is None:
        return None
    level = f", {item.confidence:.0%}" if item.confidence else ""
    return tag("div", f"[{item.interval[0]:.4g}, {item.interval[1]:.4g}]{level}", class_="soft")
