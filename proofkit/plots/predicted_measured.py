"""Every numerical claim of a run: what was measured, relative to what was predicted."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..evidence import Evidence
from ..plot import Plot
from ..report import Report
from ..verdict import Verdict
from ._look import BLUE, GREEN, GREY, ORANGE, canvas

SIDES = {"inside": BLUE, "outside": ORANGE, "law": GREEN, "slack": GREY}
SPREAD = 4.0  #: largest ratio drawn to scale; beyond it the dot sits on the edge


def _draw(report: Report) -> Any:
    rows = [row for row in report.rows if row.numerics or row.network]
    figure, ax = canvas(width=7.2, height=0.7 + 0.42 * max(len(rows), 1))
    for height, row in enumerate(reversed(rows)):
        items = [item for item in (*row.numerics, *row.network) if _ratio(item) is not None]
        for index, item in enumerate(items):
            offset = 0.28 * (2 * index / max(len(items) - 1, 1) - 1)
            color = SIDES.get(item.side, GREY) if item.verdict is Verdict.HOLDS else "black"
            marker = "o" if item.verdict is Verdict.HOLDS else "X"
            ax.plot([_ratio(item)], [height + offset], marker, color=color, ms=4, mew=0, alpha=0.85)
    ax.axvline(1, color="0.3", lw=0.9)
    ax.set_yticks(range(len(rows)), [row.name for row in reversed(rows)], fontsize=8.5)
    ax.set(xscale="log", xlim=(1 / SPREAD / 1.1, SPREAD * 1.1), xlabel="measured / predicted")
    ax.set_xticks([0.25, 0.5, 1, 2, 4], ["≤ ¼", "½", "1", "2", "≥ 4"])
    ax.minorticks_off()
    for side, color in SIDES.items():
        ax.plot([], [], "o", color=color, ms=4, label=side)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4, fontsize=8.5)
    return figure


def _ratio(item: Evidence) -> float | None:
    if not (np.isfinite(item.predicted) and np.isfinite(item.measured)) or item.predicted == 0:
        return None
    ratio = item.measured / item.predicted
    return float(np.clip(ratio, 1 / SPREAD, SPREAD)) if ratio >= 0 else None


predicted_measured = Plot("predicted_measured", "What was measured, relative to what was predicted", "report", _draw)
