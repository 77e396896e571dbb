"""The certified outcomes of descent from a box of starts: which part converges where, and which part is not decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .plain import outward
from .region import Box, Point
from .verdict import Strength


@dataclass(frozen=True)
class Limit:
    """What orbits converge to.

    Args:
        kind: "minimum" (a strict local one), "cycle" (attracting) or "divergence".
        points: its points, exact; for a minimum or cycle that is not known exactly, points within `radius` of it.
        radius: how far the true points may be from `points`; 0 where those are exact.
        name: the role of the point in theorems ("x_star"), if it has one.
    """

    kind: str
    points: tuple[Point, ...] = ()
    radius: Fraction = Fraction(0)
    name: str = ""

    def __str__(self) -> str:
        if self.kind == "divergence":
            return "divergence"
        shown = ", ".join(_shown(point, self.radius) for point in self.points)
        about = f" (within {outward(self.radius, up=True, digits=2)})" if self.radius else ""
        named = f"{self.name} = " if self.name else ""
        return f"{named}{shown}{about}" if self.kind == "minimum" else f"{len(self.points)}-cycle {shown}{about}"


def _shown(point: Point, radius: Fraction) -> str:
    near = (Fraction(0) if abs(x) < radius else x for x in point)
    texts = [str(x) if x.denominator < 1000 else f"{float(x):.8g}" for x in near]
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


@dataclass(frozen=True)
class Part:
    """A limit, and a lower bound of the fraction of the starts that converge to it."""

    limit: Limit
    fraction_lower: Fraction


@dataclass(frozen=True)
class Slice:
    """An interval of steps.

    Args:
        steps: its ends.
        fractions: for each of the outcomes' limits, in their order, a lower bound of the fraction at every such step.
    """

    steps: tuple[Fraction, Fraction]
    fractions: tuple[Fraction, ...]

    @property
    def decided(self) -> Fraction:
        """A lower bound of the fraction whose outcome is certain, at every step of the slice."""
        return sum(self.fractions, Fraction(0))


@dataclass(frozen=True)
class Outcomes:
    """What is certain of gradient descent from starts drawn uniformly from a box.

    Args:
        landscape: name of the function.
        variables: names of its coordinates.
        steps: the least and the greatest η; what is certain is so for every step between them.
        box: of the starts.
        slices: the fractions, for intervals that make up the steps.
        cells: the boxes of starts and steps behind them (`basins.cells.Cells`); `goal` is an index into `limits`.
        limits: that were found.
        seed: of the orbits by which limits were looked for.
        seconds: time spent.
    """

    landscape: str
    variables: tuple[str, ...]
    steps: tuple[Fraction, Fraction]
    box: Box
    slices: tuple[Slice, ...]
    cells: Any = field(compare=False, repr=False)
    limits: tuple[Limit, ...] = ()
    seed: int = 0
    seconds: float = field(default=0.0, compare=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The limits of which something is certain at every step, those of most starts first."""
        least = [min(piece.fractions[k] for piece in self.slices) for k in range(len(self.limits))]
        found = [Part(limit, fraction) for limit, fraction in zip(self.limits, least, strict=True) if fraction > 0]
        return tuple(sorted(found, key=lambda part: -part.fraction_lower))

    @property
    def decided(self) -> Fraction:
        """A lower bound of the fraction whose outcome is certain, at every step."""
        return min(piece.decided for piece in self.slices)

    @property
    def average(self) -> Fraction:
        """The mean over the steps of the fraction whose outcome is certain."""
        low, high = self.steps
        if low == high:
            return self.decided
        parts = ((piece.steps[1] - piece.steps[0]) * piece.decided for piece in self.slices)
        return sum(parts, Fraction(0)) / (high - low)

    @property
    def undecided(self) -> Fraction:
        """The rest."""
        return 1 - self.decided

    @property
    def steps_text(self) -> str:
        """The step, or the interval of steps, in words."""
        low, high = self.steps
        return f"step {low}" if low == high else f"every step in [{low}, {high}]"

    @property
    def strength(self) -> Strength:
        """CERTIFIED: enclosures and a contraction argument, no sampled orbit."""
        return Strength.CERTIFIED

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON; fractions are rounded down, the rest up."""
        return {
            "landscape": self.landscape,
            "steps": [str(step) for step in self.steps],
            "box": str(self.box),
            "outcomes": [
                {
                    "limit": str(part.limit),
                    "kind": part.limit.kind,
                    "points": [[str(x) for x in point] for point in part.limit.points],
                    "radius": outward(part.limit.radius, up=True),
                    "fraction_lower": outward(part.fraction_lower, up=False),
                }
                for part in self.parts
            ],
            "undecided": outward(self.undecided, up=True),
            "boxes": len(self.cells.goal),
            "seed": self.seed,
            "seconds": self.seconds,
        }
