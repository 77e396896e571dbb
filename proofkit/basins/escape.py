"""Where every orbit diverges: outside a ball on whose complement f grows so steeply that each step overshoots."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ..certify import certify
from ..conditions._domain import is_defined
from ..landscape import Landscape
from ..region import Ball, Point
from ..verdict import Verdict
from .neighbours import up

TRIES = 12  #: radii tried, each twice the one before
MARGIN = Fraction(1001, 1000)


@dataclass(frozen=True)
class Escape:
    """Outside the ball ⟨g(x), x − c⟩ ≥ μ‖x − c‖² with ημ > 2, so distances to c grow by ημ − 1 > 1 in every step.

    Args:
        center: c.
        radius: of the ball; every orbit that leaves it diverges.
    """

    center: Point
    radius: Fraction

    @property
    def width(self) -> float:
        """Of the ball."""
        return 2 * float(self.radius)

    def holds(self, low: Any, high: Any) -> Any:
        """Return which boxes certainly lie outside the ball; shape (boxes,)."""
        center = np.array([[float(x)] for x in self.center])  # small whole numbers, exact
        low, high = low[: len(center)], high[: len(center)]
        gap = np.maximum(np.maximum(low - center, center - high), 0) * (1 - 2.0**-50)
        reach = up(float(self.radius)) * (1 + 2.0**-50)
        return (gap**2).sum(axis=0) * (1 - len(center) * 2.0**-50) > reach**2 * (1 + 2.0**-50)


def escape_beyond(landscape: Landscape, step: Fraction, start: Fraction) -> Escape | None:
    """Return where orbits diverge, found exactly (polynomials on the line, quadratics); None if that is not seen.

    Args:
        landscape: the function f.
        step: η.
        start: the least radius tried.
    """
    center = (Fraction(0),) * landscape.dimension
    for k in range(TRIES):
        radius = start * 2**k
        outside = ~Ball(center, radius**2, open_=True)
        if not is_defined(landscape, outside):
            return None
        found = certify(landscape, "opsc", outside, center=center, constant=2 * MARGIN / step, budget=0.1)
        if found.verdict is Verdict.HOLDS:
            return Escape(center, radius)
    return None
