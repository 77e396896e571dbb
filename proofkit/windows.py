"""`windows`: the step sizes at which the outcome of gradient descent is certain, as intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from time import monotonic
from typing import Any

from . import discovery
from .basins.descent_map import DescentMap
from .errors import BadInput
from .landscape import Landscape
from .outcomes import Limit, Outcomes
from .plain import outward
from .predict import check_question, outcomes
from .region import Box

FIRST, MOST = 8, 5  #: parts that the steps are first divided into; how often one is halved at most
HALF, LITTLE = Fraction(1, 2), Fraction(1, 1000)  #: a part of which less is decided is halved; a gain to go on for


@dataclass(frozen=True)
class Window:
    """An interval of steps, for each of which the same is certain.

    Args:
        steps: its ends.
        fractions: limit, in words → a lower bound of the fraction of the starts that converge to it, at every step.
        decided: whether the outcome of the fraction that was asked for is certain.
    """

    steps: tuple[Fraction, Fraction]
    fractions: dict[str, Fraction]
    decided: bool

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        fractions = {limit: outward(least, up=False) for limit, least in self.fractions.items()}
        return {"steps": [str(step) for step in self.steps], "decided": self.decided, "fractions": fractions}


@dataclass(frozen=True)
class Windows:
    """What is certain for the steps of an interval.

    Args:
        landscape: name of the function.
        box: of the starts.
        at_least: the fraction that was to be decided.
        windows: intervals that cover the steps, in order.
        outcomes: of the parts behind them, in order.
    """

    landscape: str
    box: Box
    at_least: Fraction
    windows: tuple[Window, ...]
    outcomes: tuple[Outcomes, ...]

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        shown = [window.data for window in self.windows]
        return {"landscape": self.landscape, "box": str(self.box), "at_least": str(self.at_least), "windows": shown}


def windows(
    landscape: Landscape | str,
    steps: tuple[Fraction, Fraction],
    box: Box,
    *,
    at_least: Fraction = Fraction(99, 100),
    budget: float = 60.0,
    seed: int = 0,
) -> Windows:
    """Return intervals that cover the steps asked about, each with what is certain at every step in it.

    The steps are divided into parts with the same traps, on which boxes of starts and steps together are followed.

    Args:
        landscape: the function f (or a landscape's name).
        steps: the least and the greatest step, positive.
        box: of the starts, drawn uniformly.
        at_least: a step is decided when the outcome of this fraction of the box is certain.
        budget: seconds in all.
        seed: of the orbits by which limits are looked for.
    Raises:
        BadInput: as `predict`; steps that are no interval.
    """
    f = discovery.landscape(landscape) if isinstance(landscape, str) else landscape
    check_question(f, steps, box, at_least)
    if not steps[0] < steps[1]:
        raise BadInput("steps", f"{steps[0]}, {steps[1]}", "two steps, the smaller first")
    search = _Search(DescentMap(f, steps), box, at_least, seed, budget)
    found = sorted(search.run(), key=lambda part: part.steps)
    joined = _joined([w for part in found for w in _windows(part, at_least)])
    return Windows(f.name, box, at_least, tuple(joined), tuple(found))


class _Search:
    """The parts that the steps are divided into."""

    def __init__(self, descent: DescentMap, box: Box, at_least: Fraction, seed: int, budget: float):
        self.descent, self.box, self.at_least, self.seed = descent, box, at_least, seed
        self.end, self.each = monotonic() + budget, budget / (4 * FIRST)

    @property
    def left(self) -> float:
        return max(self.end - monotonic(), 0.0)

    def run(self) -> list[Outcomes]:
        low, high = self.descent.steps
        cuts = [low + (high - low) * Fraction(k, FIRST) for k in range(FIRST + 1)]
        todo, found = [(0, pair) for pair in pairwise(cuts)], list[Outcomes]()
        while todo:
            depth, (a, b) = todo.pop(0)
            part = self._outcomes((a, b))
            if part.average < HALF and depth < MOST and self.left:  # too few traps hold for all of these steps
                todo += [(depth + 1, (a, (a + b) / 2)), (depth + 1, ((a + b) / 2, b))]
            else:
                found.append(part)
        return self._refined(found)

    def _refined(self, found: list[Outcomes]) -> list[Outcomes]:
        """Spend what time is left on the parts that are not decided, until they gain little by it."""
        active = [k for k, part in enumerate(found) if part.decided < self.at_least]
        while active and self.left:
            k = active.pop(0)
            more = self._outcomes(found[k].steps, found[k])
            gained = more.average - found[k].average
            found[k] = more
            if more.decided < self.at_least and gained > LITTLE:
                active.append(k)
        return found

    def _outcomes(self, steps: tuple[Fraction, Fraction], known: Outcomes | None = None) -> Outcomes:
        budget = min(self.each, self.left)
        cells = known.cells if known else None
        return outcomes(self.descent.at(steps), self.box, self.at_least, budget, self.seed, cells)


def _windows(found: Outcomes, at_least: Fraction) -> Iterator[Window]:
    for piece in found.slices:
        fractions: dict[str, Fraction] = {}
        for limit, fraction in zip(found.limits, piece.fractions, strict=True):
            if fraction > 0:
                fractions[named(limit)] = fractions.get(named(limit), Fraction(0)) + fraction
        yield Window(piece.steps, fractions, piece.decided >= at_least)


def named(limit: Limit) -> str:
    """Return a limit in words that do not change with the step: a cycle moves, so only its length is told."""
    if limit.kind == "cycle":
        return f"{len(limit.points)}-cycle"
    if limit.kind == "divergence" or not limit.radius:
        return str(limit)
    return f"near ({', '.join(f'{round(float(x), 6) + 0.0:g}' for x in limit.points[0])})"


def _joined(found: Sequence[Window]) -> list[Window]:
    """Neighbours of which the same is known as one; what is undecided too, whatever its limits."""
    result: list[Window] = []
    for window in found:
        last = result[-1] if result else None
        if last and last.decided == window.decided and (not window.decided or _alike(last, window)):
            kept = last.fractions.keys() & window.fractions.keys()
            least = {limit: min(last.fractions[limit], window.fractions[limit]) for limit in sorted(kept)}
            result[-1] = Window((last.steps[0], window.steps[1]), least, window.decided)
        else:
            result.append(window)
    return result


def _alike(one: Window, other: Window) -> bool:
    return one.fractions.keys() == other.fractions.keys()
