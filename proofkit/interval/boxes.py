"""Branch and bound: two-sided bounds on the least ratio value/weight over a set inside a box, in ball arithmetic."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from time import monotonic

from flint import arb, ctx

from ..region import Point
from .exact import ends, round_down, to_arb
from .probe import Best
from .problem import Case
from .tape import PRECISION, Sides, Tape

KEPT = 4096  #: leaves kept for a referee
NARROW = Fraction(1, 2**150)  #: a box this narrow is not cut any more


def bisect(sides: Sides) -> tuple[Sides, Sides]:
    """Return the two halves of a box, cut across its widest side (the first of them)."""
    widths = [hi - lo for lo, hi in sides]
    k = widths.index(max(widths))
    middle = (sides[k][0] + sides[k][1]) / 2
    return (*sides[:k], (sides[k][0], middle), *sides[k + 1 :]), (*sides[:k], (middle, sides[k][1]), *sides[k + 1 :])


def midpoint(sides: Sides) -> Point:
    """Return the centre of a box."""
    return tuple((lo + hi) / 2 for lo, hi in sides)


class CaseBound:
    """Lower bounds of value/weight for one case over boxes: natural and centred forms, intersected."""

    def __init__(self, case: Case, variables: tuple):
        ratio = case.value / case.weight
        self.tape = Tape([case.condition, ratio, *(ratio.diff(v) for v in variables)], variables)
        self.middle = Tape([ratio], variables)

    def lower(self, sides: Sides) -> tuple[Fraction | None, bool]:
        """Return (a lower bound of the ratio on the case's part of the box or None for −∞, whether it meets it)."""
        (truth, natural, *slopes), _ = self.tape.run_smooth(sides)
        if truth is False:
            return None, False
        with ctx.workprec(PRECISION):
            lows = [e[0] for e in map(ends, (natural, self._centred(sides, slopes))) if e is not None]
        return (max(lows), True) if lows else (None, True)

    def _centred(self, sides: Sides, slopes: list[arb]) -> arb:
        middle = midpoint(sides)
        value = self.middle.run(tuple((x, x) for x in middle))[0]
        for (low, high), slope in zip(sides, slopes, strict=True):
            half = to_arb((high - low) / 2)
            value = value + slope * (-half).union(half)
        return value


#: box → (lower bound of the ratio on the set's part of the box or None for −∞, whether the box may meet the set)
LowerBound = Callable[[Sides], tuple[Fraction | None, bool]]
Offer = Callable[[Point], object]
Close = Callable[[Fraction, Fraction], bool]


@dataclass
class Search:
    """What one branch and bound found: `lower` ≤ infimum (None: no bound); `leaves` are the boxes behind it."""

    lower: Fraction | None = None
    boxes: int = 0
    empty: bool = False
    stopped: str = ""
    leaves: list[tuple[Sides, Fraction]] = field(default_factory=list)


def minimise(
    lower: LowerBound,
    best: Best,
    offer: Offer,
    sides: Sides,
    *,
    close: Close,
    budget: float,
    goal: Fraction | None = None,
) -> Search:
    """Return a lower bound of an infimum over a box, best box first.

    Args:
        lower: rigorous bound on a box.
        best: holds the least known value at a point; `offer` updates it.
        offer: tries a point.
        sides: the box.
        close: whether a lower bound and the best value are close enough to stop (ignored with a goal).
        budget: seconds.
        goal: stop as soon as the lower bound reaches it, or a point lies below it.
    """
    heap: list[tuple[float, int, Fraction | None, Sides]] = []
    state, end = Search(), monotonic() + budget

    def push(box: Sides) -> None:
        low, meets = lower(box)
        state.boxes += 1
        if meets:
            heapq.heappush(heap, (_key(low), state.boxes, low, box))

    push(sides)
    while heap and not _done(heap[0][2], best.high, close, goal):
        if monotonic() > end:
            state.stopped = f"the budget of {budget:g} s ran out after {state.boxes} boxes"
            break
        box = heap[0][3]
        if max(high - low for low, high in box) < NARROW:
            state.stopped = f"no bound on ever smaller boxes about {midpoint(box)}"
            break
        heapq.heappop(heap)
        offer(midpoint(box))
        for half in bisect(box):
            push(half)
    lows = [low for _, _, low, _ in heap]
    state.empty = not lows
    known = [low for low in lows if low is not None]
    state.lower = round_down(min(known)) if known and len(known) == len(lows) else None
    state.leaves = [(box, low) for _, _, low, box in heap if low is not None] if len(heap) <= KEPT else []
    return state


def _key(low: Fraction | None) -> float:
    return float("-inf") if low is None else float(max(min(low, Fraction(10**300)), Fraction(-(10**300))))


def _done(low: Fraction | None, high: Fraction | None, close: Close, goal: Fraction | None) -> bool:
    if goal is not None and high is not None and high < goal:
        return True
    if low is None:
        return False
    return low >= goal if goal is not None else high is not None and close(low, high)


def least_of(bounds: list[CaseBound]) -> LowerBound:
    """Return the lower bound of several cases together."""

    def lower(box: Sides) -> tuple[Fraction | None, bool]:
        found = [low for low, meets in (bound.lower(box) for bound in bounds) if meets]
        known = [low for low in found if low is not None]
        return (min(known) if known and len(known) == len(found) else None), bool(found)

    return lower
