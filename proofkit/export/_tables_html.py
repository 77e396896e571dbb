"""Verdicts, discharged hypotheses and evidence in HTML."""

from __future__ import annotations

from ..application import Application, Discharge
from ..certificate import Certificate
from ..evidence import Evidence
from ..plain import outward
from ..verdict import Strength, Verdict
from ._markup import Markup, join, table, tag


def badge(what: Verdict | Strength | str) -> Markup:
    """Return a verdict, a strength or a state such as "not run" as a coloured word."""
    word = what if isinstance(what, str) else what.value
    return tag("span", word, class_=f"badge {word.replace(' ', '-')}")


def application_tables(items: tuple[Application, ...]) -> list[Markup]:
    """Return, for each function, how every hypothesis fared on it, and what follows."""
    return [join(_heading(item), table(HEADS, [_discharge(row) for row in item.rows])) for item in items]


HEADS = ["Hypothesis", "Verdict", "How", "Best constant within"]


def _heading(item: Application) -> Markup:
    told = None
    if item.prediction is not None and item.prediction.verdict is Verdict.HOLDS:
        told = tag("p", f"At step {item.prediction.step}: {item.prediction.outcome} ", badge(item.prediction.strength))
    steps = ", ".join(f"({outward(low, up=True)}, {outward(high, up=False)})" for low, high in item.steps or ())
    covered = tag("p", f"Steps covered: {steps}", class_="soft") if steps else None
    return join(tag("h4", f"On {item.landscape}"), told, covered)


def _discharge(row: Discharge) -> list[object]:
    bounds = [_bounds(certificate) for certificate in row.certificates]
    witnesses = [_witness(certificate) for certificate in row.certificates]
    what = badge("assumed" if row.assumed else row.verdict)
    return [row.label.replace("_", " "), what, join(row.how, witnesses), ", ".join(filter(None, bounds))]


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
