"""Boxes of starts followed by enclosures until they lie in a trap, and cut where they do not get there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

import numpy as np

from ..interval.boxes import halves
from .descent_map import DescentMap

BATCH = 4096  #: boxes followed together


class Goal(Protocol):
    """A set of points from which the outcome is certain."""

    def holds(self, low: Any, high: Any) -> Any:
        """Return which boxes certainly lie in the set; shape (boxes,)."""


@dataclass(frozen=True)
class Cells:
    """Boxes of starts.

    Args:
        low, high: their ends; shape (d, boxes).
        goal: index of the goal that all of a box's starts reach, −1 if that is not known; shape (boxes,).
        cuts: how often it was cut; shape (boxes,).
    """

    low: Any
    high: Any
    goal: Any
    cuts: Any

    @classmethod
    def fresh(cls, low: Any, high: Any, cuts: Any = None) -> Cells:
        """Return boxes without a goal."""
        none = np.full(low.shape[1], -1)
        return cls(low, high, none, none + 1 if cuts is None else cuts)

    @property
    def volumes(self) -> Any:
        """Lower bounds of the volumes; shape (boxes,)."""
        return (self.high - self.low).prod(axis=0) * (1 - 2.0 * len(self.low) * 2.0**-52)

    def volume_of(self, goal: int) -> float:
        """Return a lower bound of the volume of the boxes that reach a goal."""
        chosen = self.volumes[self.goal == goal]
        return float(chosen.sum()) * (1 - (len(chosen) + 2) * 2.0**-52)

    @property
    def undecided(self) -> float:
        """The volume of the other boxes, about."""
        return float(self.volumes[self.goal < 0].sum())

    def __add__(self, other: Cells) -> Cells:
        pairs = ((getattr(self, name), getattr(other, name)) for name in ("low", "high", "goal", "cuts"))
        return Cells(*(np.concatenate(pair, axis=-1) for pair in pairs))

    def where(self, chosen: Any) -> Cells:
        """Return some of the boxes."""
        return Cells(self.low[:, chosen], self.high[:, chosen], self.goal[chosen], self.cuts[chosen])


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
        enough: stop when the boxes without a goal have at most this volume.
        budget: seconds.
    """
    end, widest = monotonic() + budget, _widest(goals)
    done, todo = cells.where(cells.goal >= 0), cells.where(cells.goal < 0)
    while todo.undecided > enough and monotonic() < end:
        order = np.argsort(-todo.volumes, kind="stable")
        batch, todo = todo.where(order[:BATCH]), todo.where(order[BATCH:])
        found = _followed(descent, goals, batch, patience, widest, end)
        done += found.where(found.goal >= 0)
        left = found.where(found.goal < 0)
        *parts, fine = halves(left.low, left.high)
        if not fine.all():
            return done + todo + left
        for low, high in parts:
            todo += Cells.fresh(low, high, left.cuts + 1)
    return done + todo


def _widest(goals: Sequence[Goal]) -> float:
    """The greatest width of a ball among the goals: a box wider than that is in none."""
    return max((2 * float(np.max(goal.radii)) for goal in goals if hasattr(goal, "radii")), default=0.0)


def _followed(
    descent: DescentMap, goals: Sequence[Goal], cells: Cells, patience: int, widest: float, end: float
) -> Cells:
    """Follow every box to a goal, or until it is wide and does not shrink, covers what it was, or takes too long."""
    low, high, goal = cells.low, cells.high, cells.goal.copy()
    alive, width = np.arange(low.shape[1]), (high - low).max(axis=0)
    longest = patience * (1 + cells.cuts / 16)
    for time in range(int(longest.max()) + 1):
        for index, target in enumerate(goals):
            inside = target.holds(low, high)
            goal[alive[inside]] = index
            low, high, width, alive = low[:, ~inside], high[:, ~inside], width[~inside], alive[~inside]
        if not len(alive) or monotonic() > end:
            break
        next_low, next_high = descent.images(low, high)
        wider = (next_high - next_low).max(axis=0)
        covers = ((next_low <= low) & (high <= next_high)).all(axis=0)
        keep = ((wider <= widest) | (wider < width)) & ~covers & (time < longest[alive])
        low, high, width, alive = next_low[:, keep], next_high[:, keep], wider[keep], alive[keep]
    return Cells(cells.low, cells.high, goal, cells.cuts)
