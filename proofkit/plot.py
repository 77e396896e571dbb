"""The type of a picture: a function from a subject to a Matplotlib figure."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: one look for every picture; nothing global is changed: `draw` runs inside this context
STYLE: Any = {
    "figure.dpi": 110,
    "figure.figsize": (6.4, 4.0),
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.alpha": 0.25,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "proofkit",
    "mathtext.fontset": "cm",
}


@dataclass(frozen=True)
class Plot:
    """One kind of picture.

    Args:
        name: file name in `plots/`.
        title: what it shows, in a line.
        subject: kind of the thing it draws ("landscape", "report", "outcomes", "windows" or "application").
        draw: the subject → a `matplotlib.figure.Figure`.
    """

    name: str
    title: str
    subject: str
    draw: Callable[[Any], Any]

    def figure(self, subject: Any) -> Any:
        """Return the Matplotlib figure of the subject, in the house style."""
        import matplotlib as mpl

        with mpl.rc_context(STYLE):
            return self.draw(subject)

    def save(self, subject: Any, file: Any, kind: str = "svg") -> None:
        """Write the picture, the same bytes for the same subject.

        Args:
            subject: what to draw.
            file: path or open file.
            kind: "svg", "pdf" or "png".
        """
        import matplotlib as mpl

        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
        with mpl.rc_context(STYLE):
            figure = self.draw(subject)
            figure.savefig(file, format=kind, bbox_inches="tight", dpi=160, metadata=undated.get(kind))

    def svg(self, subject: Any) -> str:
        """Return the picture as self-contained SVG text."""
        text = io.StringIO()
        self.save(subject, text)
        return text.getvalue()
