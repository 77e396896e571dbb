"""The pictures of a report: the seed's contrast on two functions, and every claim of the run at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from . import discovery
from .report import Figure, Report

#: plot, landscape, what the reader sees
SHOWN = (
    ("trajectories", "kinked_pair", "Two step sizes, one function: the small step stays, the large one leaves."),
    ("phase_diagram", "kinked_pair", "Where the starts end, against the step size, beside the ranges that are proved."),
    ("phase_diagram", "sharp_valley", "The same on a smooth function of one variable."),
    ("escape_time", "kinked_pair", "How long orbits of a large step stay in M, beside the proved bound."),
)


def with_pictures(report: Report) -> Report:
    """Return the report with its pictures, which take some seconds to draw."""
    return replace(report, figures=tuple(_pictures(report)))


def _pictures(report: Report) -> Iterator[Figure]:
    for name, landscape, caption in SHOWN:
        svg = discovery.load("plot", name).svg(discovery.landscape(landscape))
        yield Figure(f"{name}_{landscape}", f"{caption} ({landscape})", svg)
    plot = discovery.load("plot", "predicted_measured")
    yield Figure(plot.name, "Every measured claim of this run, relative to its prediction.", plot.svg(report))
