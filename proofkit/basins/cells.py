"""Boxes of starts and steps with the goal that is certain for them, and the fractions that they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Cells:
    """Boxes of starts, each for an interval of steps.

    Args:
        low, high: their ends, the step last; shape (d + 1, boxes).
        goal: index of the goal that all orbits of a box reach, −1 if that is not known; shape (boxes,).
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
        """Lower bounds of the volumes of the starts; shape (boxes,)."""
        return (self.high - self.low)[:-1].prod(axis=0) * (1 - 2.0 * len(self.low) * 2.0**-52)

    @property
    def shares(self) -> Any:
        """About what part of all starts and steps each is, but for a factor; shape (boxes,)."""
        width = self.high[-1] - self.low[-1]
        return self.volumes * (width / width.max(initial=0.0) if width.max(initial=0.0) > 0 else 1.0)

    def __add__(self, other: Cells) -> Cells:
        pairs = ((getattr(self, name), getattr(other, name)) for name in ("low", "high", "goal", "cuts"))
        return Cells(*(np.concatenate(pair, axis=-1) for pair in pairs))

    def where(self, chosen: Any) -> Cells:
        """Return some of the boxes."""
        return Cells(self.low[:, chosen], self.high[:, chosen], self.goal[chosen], self.cuts[chosen])

    def ends(self) -> Any:
        """Return the ends of the intervals of steps between which nothing changes; shape (slices + 1,)."""
        found = np.unique(np.concatenate([self.low[-1], self.high[-1]]))
        return found if len(found) > 1 else np.repeat(found, 2)

    def volumes_by_step(self, goal: int) -> Any:
        """Return lower bounds of the volume of the starts that reach a goal, at every step of a slice; (slices,)."""
        ends, chosen = self.ends(), self.where(self.goal == goal)
        change = np.zeros(len(ends) + 1)
        single = len(ends) == 2 and ends[0] == ends[1]
        first = np.searchsorted(ends, chosen.low[-1])
        last = first + 1 if single else np.searchsorted(ends, chosen.high[-1])
        np.add.at(change, first, chosen.volumes)
        np.add.at(change, last, -chosen.volumes)
        lost = 4 * (len(chosen.goal) + 2) * 2.0**-52 * chosen.volumes.sum()
        return np.maximum(np.cumsum(change)[: len(ends) - 1] - lost, 0)
