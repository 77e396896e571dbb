"""Branch and bound: two-sided bounds on the least ratio value/weight over a set inside a box, many boxes at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic
from typing import Any, Protocol

import numpy as np

from ..enclosure.assembled import around
from ..enclosure.range import middles
from ..region import Point
from .leaves import KEPT, Leaves
from .probe import Best
from .tape import Sides

BATCH = 1024  #: boxes cut together
FEW = 64  #: fewer boxes than this are cut again before they are bounded: it takes no longer (`machine.BLOCK`)

#: boxes, by their ends; each of shape (d, boxes)
Boxes = tuple[Any, Any]
#: boxes with their lower bounds; shapes (d, boxes), (d, boxes), (boxes,)
Bounded = tuple[Any, Any, Any]


class Bounds(Protocol):
    """What the search asks of the ratio."""

    def lower(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return (lower bounds of the ratio on the set's part of the boxes, whether they may meet it); (boxes,)."""

    def near(self, points: Any) -> Any:
        """Return about the ratio at points of shape (d, points); ∞ where one is not shown to be in the set."""


def halves(low: Any, high: Any) -> tuple[Boxes, Boxes, Any]:
    """Return both halves of boxes, cut across the widest side (the first of them), and whether they could be cut."""
    widest, each = np.argmax(high - low, axis=0), np.arange(low.shape[1])
    cut = middles(low, high)[widest, each]
    inside = (low[widest, each] < cut) & (cut < high[widest, each])
    left_high, right_low = high.copy(), low.copy()
    left_high[widest, each] = right_low[widest, each] = cut
    return (low, left_high), (right_low, high), inside


def enclosing(sides: Sides) -> Boxes:
    """Return the least boxes of floating-point ends around one box; shapes (d, 1)."""
    ends = [(around(low)[0], around(high)[1]) for low, high in sides]
    return np.array([[low] for low, _ in ends]), np.array([[high] for _, high in ends])


@dataclass
class Search:
    """What one branch and bound found: `lower` ≤ infimum (None: no bound); `leaves` behind it, if few enough."""

    lower: Fraction | None = None
    boxes: int = 0
    empty: bool = False
    stopped: str = ""
    leaves: Leaves | None = None


class _Pool:
    """Boxes with the lower bound of each, those that are bounded well enough apart from the others."""

    def __init__(self, bounds: Bounds, sides: Sides):
        self.bounds, self.count = bounds, 0
        low, high = enclosing(sides)
        nothing: Bounded = (np.empty((len(sides), 0)), np.empty((len(sides), 0)), np.empty(0))
        self.open, self.done = nothing, [nothing]
        self.add(low, high)

    def add(self, low: Any, high: Any) -> None:
        """Bound boxes, and keep those that may meet the set."""
        bound, meets = self.bounds.lower(low, high)
        self.count += len(bound)
        self.open = _joined([self.open, (low[:, meets], high[:, meets], bound[meets])])

    def settle(self, enough: float) -> None:
        """Put the boxes with a bound of at least `enough` aside."""
        self.done.append(self.take(self.open[2] >= enough))

    def take(self, chosen: Any) -> Bounded:
        """Take boxes out."""
        low, high, bound = self.open
        self.open = low[:, ~chosen], high[:, ~chosen], bound[~chosen]
        return low[:, chosen], high[:, chosen], bound[chosen]

    def least(self, count: int) -> Any:
        """Which of the open boxes have the least bounds."""
        bound = self.open[2]
        chosen = np.ones(len(bound), dtype=bool)
        if len(bound) > count:
            chosen[:] = False
            chosen[np.argpartition(bound, count)[:count]] = True
        return chosen

    @property
    def all(self) -> Bounded:
        """Every box that may meet the set."""
        return _joined([self.open, *self.done])


def _joined(parts: Sequence[Bounded]) -> Bounded:
    low, high, bound = (np.concatenate(column, axis=-1) for column in zip(*parts, strict=True))
    return low, high, bound


def minimise(
    bounds: Bounds,
    best: Best,
    offer: Callable[[Point], object],
    sides: Sides,
    *,
    enough: Callable[[Fraction], Fraction],
    budget: float,
    goal: Fraction | None = None,
) -> Search:
    """Return a lower bound of an infimum over a box, the boxes with the least bounds first.

    Args:
        bounds: rigorous bounds on boxes, and values at points to choose from.
        best: holds the least known value at a point; `offer` updates it.
        offer: tries an exact point.
        sides: the box.
        enough: the least value → which lower bound is close enough to it (ignored with a goal).
        goal: stop as soon as the lower bound reaches it, or a point lies below it.
        budget: seconds.
    """
    pool, state, end = _Pool(bounds, sides), Search(), monotonic() + budget
    seen = float("inf")
    while True:
        target = goal if goal is not None else None if best.high is None else enough(best.high)
        if target is not None:
            pool.settle(around(target)[1])
        if not len(pool.open[2]) or (goal is not None and best.high is not None and best.high < goal):
            break
        if monotonic() > end:
            state.stopped = f"the budget of {budget:g} s ran out after {pool.count} boxes"
            break
        low, high, bound = pool.take(pool.least(BATCH))
        seen = _try_middles(bounds, offer, low, high, seen)
        left, right, inside = halves(low, high)
        if not inside.all():
            state.stopped = f"no bound on ever smaller boxes about {_exact(middles(low, high)[:, np.argmin(inside)])}"
            pool.done.append((low, high, bound))
            break
        pool.add(*_enough(*(np.concatenate(pair, axis=1) for pair in zip(left, right, strict=True))))
    return _found(state, pool)


def _enough(low: Any, high: Any) -> Boxes:
    """Cut boxes until there are no longer few of them."""
    while low.shape[1] < FEW:
        left, right, inside = halves(low, high)
        if not inside.all():
            break
        low, high = (np.concatenate(pair, axis=1) for pair in zip(left, right, strict=True))
    return low, high


def _try_middles(bounds: Bounds, offer: Callable[[Point], object], low: Any, high: Any, seen: float) -> float:
    """Offer the best of the boxes' middles, if it is better than what was seen; return the best value seen."""
    points = middles(low, high)
    values = bounds.near(points)
    k = int(np.argmin(values))
    if values[k] < seen:
        offer(_exact(points[:, k]))
    return min(seen, float(values[k]))


def _exact(point: Any) -> Point:
    return tuple(Fraction(float(x)) for x in point)


def _found(state: Search, pool: _Pool) -> Search:
    low, high, bound = pool.all
    state.boxes, state.empty = pool.count, not len(bound)
    if len(bound) and np.isfinite(bound.min()):
        state.lower = Fraction(float(bound.min()))
    if state.lower is not None and len(bound) <= KEPT:
        state.leaves = Leaves(low, high)
    return state
