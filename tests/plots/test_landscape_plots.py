"""Pictures of landscapes: they draw, repeat byte for byte, name their axes, and refuse what they cannot show."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from proofkit import discovery
from proofkit.errors import BadInput
from proofkit.plot import STYLE

KINDS = ("trajectories", "phase_diagram", "escape_time")


def figure(kind, landscape):
    with mpl.rc_context(STYLE):
        return discovery.load("plot", kind).draw(landscape)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "parameters"), [("kinked_pair", {"dimension": 2}), ("shifted_pair", {"R": "5/2"})])
def test_axes_are_labelled_and_something_is_drawn(kind, name, parameters):
    drawn = figure(kind, discovery.landscape(name, **parameters))
    assert drawn.axes
    for axes in drawn.axes:
        assert axes.get_xlabel()
        assert axes.lines or axes.patches
    assert any(axes.get_ylabel() for axes in drawn.axes)
    legends = [*drawn.legends, *(axes.get_legend() for axes in drawn.axes if axes.get_legend())]
    assert legends


@pytest.mark.parametrize("kind", ["trajectories", "escape_time"])
def test_the_same_picture_twice(kind):
    landscape = discovery.landscape("kinked_pair")
    plot = discovery.load("plot", kind)
    first, second = plot.svg(landscape), plot.svg(landscape)
    assert first == second
    assert first.lstrip().startswith("<?xml") and len(first) < 600_000


def test_measured_stays_lie_below_the_proved_bound():
    drawn = figure("escape_time", discovery.landscape("kinked_pair"))
    bound, stays = drawn.axes[0].lines
    heights = dict(zip(bound.get_xdata(), bound.get_ydata(), strict=True))
    assert all(stay <= heights[at] for at, stay in zip(*stays.get_data(), strict=True))


def test_a_band_is_drawn_only_where_its_theorem_applies():
    def labels(name):
        return [text.get_text() for text in figure("phase_diagram", discovery.landscape(name)).legends[0].get_texts()]

    assert any("almost all reach" in text for text in labels("kinked_pair"))
    assert not any("almost all reach" in text for text in labels("sharp_valley"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_drawn_is_refused(kind):
    with pytest.raises(BadInput, match="two basins"):
        figure(kind, discovery.landscape("plane_family"))


def test_refused_dimensions_and_classes():
    with pytest.raises(BadInput, match="dimensions"):
        figure("trajectories", discovery.landscape("kinked_pair", dimension=3))
    with pytest.raises(BadInput, match="is about"):
        figure("escape_time", discovery.landscape("sharp_valley"))
