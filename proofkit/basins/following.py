"""Boxes of starts followed by enclosures until they lie in a trap, and cut where they do not get there."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any, Protocol

import numpy as np

from .cells import Cells
from .descent_map import DescentMap

BATCH = 4096  #: boxes followed together


class Goal(Protocol):
    """A set of points from which the outcome is certain."""

    @property
    def width(self) -> float:
        """Of the largest ball that the set is, or is the outside of."""

    def holds(self, low: Any, high: Any) -> Any:
        """Return which boxes certainly lie in the set; shape (boxes,)."""


def arrival(descent: DescentMap, goals: Sequence[Goal], points: Any, longest: int) -> int:
    """Return after how many steps the last of some orbits seems to have reached a goal; those that do not are left out.

    Args:
        descent: the map.
        goals: sets from which the outcome is certain.
        points: starts; shape (d, points).
        longest: steps looked at.
    """
    time = 0
    for k in range(longest):
        arrived = np.any([goal.holds(points, points) for goal in goals], axis=0)
        time = k if arrived.any() else time
        points = descent.orbit(points[:, ~arrived], 1)
        if not points.shape[1]:
            break
    return time


def follow(
    descent: DescentMap, goals: Sequence[Goal], cells: Cells, patience: int, enough: float, budget: float
) -> Cells:
    """Return the boxes with their goals, those without one cut until little of the volume is left.

    Args:
        descent: the map.
        goals: sets from which the outcome is certain.
        cells: boxes of starts; those that have a goal keep it.
        patience: steps that a box is followed at most, and as many again for every 16 times that it was cut.
        enough: stop when the boxes without a goal are at most this part of all.
        budget: seconds.
    """
    end, widest = monotonic() + budget, _widest(goals)
    done, todo = cells.where(cells.goal >= 0), cells.where(cells.goal < 0)
    total = cells.shares.sum()
    while todo.shares.sum() > enough * total and monotonic() < end:
        order = np.argsort(-todo.shares, kind="stable")
        batch, todo = todo.where(order[:BATCH]), todo.where(order[BATCH:])
        found = _followed(descent, goals, batch, patience, widest, end)
        done += found.where(found.goal >= 0)
        left = found.where(found.goal < 0)
        halves = _halved(descent, left)
        if halves is None:
            return done + todo + left
        todo += halves
    return done + todo


def _halved(descent: DescentMap, cells: Cells) -> Cells | None:
    """Cut each box across a side of the start or, where that spreads the next point more, across the step."""
    low, high = cells.low, cells.high
    middle = low + (high - low) / 2
    moved = np.abs(descent.images(middle, middle)[0] - middle)[:-1].max(axis=0, initial=0.0)
    reach = high - low
    reach[-1] = 2 * reach[-1] / middle[-1] * moved
    widest, each = np.argmax(reach, axis=0), np.arange(low.shape[1])
    cut = middle[widest, each]
    if not ((low[widest, each] < cut) & (cut < high[widest, each])).all():
        return None
    left, right = high.copy(), low.copy()
    left[widest, each] = right[widest, each] = cut
    return Cells.fresh(low, left, cells.cuts + 1) + Cells.fresh(right, high, cells.cuts + 1)


def _widest(goals: Sequence[Goal]) -> float:
    """A width beyond which a box that still grows is given up: the greatest of a goal's balls."""
    return max((goal.width for goal in goals), default=0.0)


def _followed(
    descent: DescentMap, goals: Sequence[Goal], cells: Cells, patience: int, widest: float, end: float
) -> Cells:
    """Follow every box to a goal, or until it is wide and does not shrink, covers what it was, or takes too long."""
    low, high, goal = cells.low, cells.high, cells.goal.copy()
    alive, width = np.arange(low.shape[1]), (high - low)[:-1].max(axis=0)
    longest = patience * (1 + cells.cuts / 16)
    for time in range(int(longest.max()) + 1):
        for index, target in enumerate(goals):
            inside = target.holds(low, high)
            goal[alive[inside]] = index
            low, high, width, alive = low[:, ~inside], high[:, ~inside], width[~inside], alive[~inside]
        if not len(alive) or monotonic() > end:
            break
        next_low, next_high = descent.images(low, high)
        wider = (next_high - next_low)[:-1].max(axis=0)
        covers = ((next_low <= low) & (high <= next_high)).all(axis=0)
        keep = ((wider <= widest) | (wider < width)) & ~covers & (time < longest[alive])
        low, high, width, alive = next_low[:, keep], next_high[:, keep], wider[keep], alive[keep]
    return Cells(cells.low, cells.high, goal, cells.cuts)
