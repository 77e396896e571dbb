"""A trap: balls about the points of a cycle of G whose every orbit converges to one cycle inside.

With m_0, …, m_{p−1} and ‖G(x) − G(y)‖ ≤ k_i‖x − y‖ on the ball B_i of radius r_i about m_i: if
k_i·r_i + ‖G(m_i) − m_{i+1}‖ ≤ r_{i+1} (indices modulo p), G maps B_i into B_{i+1}; if k_0⋯k_{p−1} < 1 besides, G^p
contracts B_0 into itself, so that it has exactly one fixed point there, and every orbit in the balls converges to its
cycle (Banach 1922). For p = 1 that is a critical point of f where 0 ≺ ηH ≺ 2I: a strict local minimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..interval.boxes import halves
from .descent_map import DescentMap, enclosing_ball
from .neighbours import down, up

CUTS = 2000  #: boxes that a ball may be cut into to bound the stretch on it
ROUNDS = 60  #: tries at larger and smaller radii
FARTHEST = 2.0**10  #: a radius beyond this multiple of the centers' size is not tried


@dataclass(frozen=True)
class Trap:
    """Balls about the points of an attracting cycle (one ball for a minimum).

    Args:
        centers: shape (p, d), floating-point numbers taken exactly.
        radii: shape (p,); every orbit that enters one of the balls converges to the cycle.
        spread: the cycle's points are within this of the centers.
    """

    centers: Any
    radii: Any
    spread: float

    @property
    def width(self) -> float:
        """Of the largest ball."""
        return 2 * float(np.max(self.radii))

    def holds(self, low: Any, high: Any) -> Any:
        """Return which boxes, of whatever steps, certainly lie in one of the balls; shape (boxes,)."""
        found, size = np.zeros(low.shape[1], dtype=bool), self.centers.shape[1]
        low, high = low[:size], high[:size]
        for center, radius in zip(self.centers, self.radii, strict=True):
            reach = np.maximum(np.abs(low - center[:, None]), np.abs(high - center[:, None])) * (1 + 2.0**-50)
            reach = np.minimum(reach, FARTHEST * FARTHEST * (1 + radius))  # far outside, without overflow
            found |= (reach**2).sum(axis=0) * (1 + len(center) * 2.0**-50) <= down(radius * radius)
        return found


def trap_about(descent: DescentMap, centers: Any) -> Trap | None:
    """Return the largest trap that is found about the points of what looks like a cycle; None if there is none.

    Args:
        descent: the map.
        centers: points in floating point, in the order that G visits them; shape (p, d).
    """
    errors = _errors(descent, centers)
    if not np.isfinite(errors).all():
        return None
    scale = max(float(np.abs(centers).max()), 1.0)
    sizes = (scale * 4.0**-k for k in range(1, 24))
    best = next((found for size in sizes if (found := _tried(descent, centers, errors, size))), None)
    return best and _enlarged(descent, errors, best, scale * FARTHEST)


def _enlarged(descent: DescentMap, errors: Any, best: Trap, farthest: float) -> Trap:
    """The trap with a first ball as large as is found by doubling and then bisecting its radius."""
    good, bad = float(best.radii[0]), np.inf
    for _ in range(ROUNDS):
        size = 2 * good if bad == np.inf else (good + bad) / 2
        found = _tried(descent, best.centers, errors, size) if size < farthest else None
        best, good, bad = (found, size, bad) if found else (best, good, size)
        if bad < good * 1.001:
            break
    return best


def _errors(descent: DescentMap, centers: Any) -> Any:
    """Upper bounds of ‖G(m_i) − m_{i+1}‖."""
    low, high = (side[:-1] for side in descent.images(*descent.with_steps(centers.T, centers.T)))
    target = np.roll(centers, -1, axis=0).T
    reach = np.maximum(np.abs(high - target), np.abs(target - low)) * (1 + 2.0**-50)
    return np.sqrt((reach**2).sum(axis=0)) * (1 + 2.0**-48)


def _tried(descent: DescentMap, centers: Any, errors: Any, size: float) -> Trap | None:
    """The trap whose first ball has this radius, the others as large as they must be."""
    radius, product, radii, drift, stretches = size, 1.0, [], 0.0, []
    for center, error in zip(centers, errors.tolist(), strict=True):
        radii.append(radius)
        stretch = stretch_on_ball(descent, center, radius, 1.0 if len(centers) == 1 else np.inf)
        if stretch is None:
            return None
        stretches.append(stretch)
        product = up(product * stretch)
        radius, drift = up(up(stretch * radius) + error), up(up(stretch * drift) + error)
    if not (product < 1 and radius <= size):
        return None
    return Trap(centers, np.array(radii), _spread(stretches, errors, up(drift / down(1 - product))))


def _spread(stretches: Sequence[float], errors: Any, first: float) -> float:
    """How far the cycle may be from the centers, from how far its first point may be: ‖G^p(m_0) − m_0‖/(1 − k)."""
    found = [first]
    for stretch, error in zip(stretches[:-1], errors.tolist()[:-1], strict=True):
        found.append(up(up(stretch * found[-1]) + error))
    return max(found)


def stretch_on_ball(descent: DescentMap, center: Any, radius: float, limit: float) -> float | None:
    """Return a bound of the stretch on a ball, cut into boxes where it is not below the limit; None if it is not."""
    low, high = descent.with_steps(*enclosing_ball(center, radius))
    largest, count = 0.0, 0
    while low.shape[1]:
        count += low.shape[1]
        found = descent.stretch(low, high)
        fine = found < limit
        largest = max(largest, float(found[fine].max(initial=0.0)))
        if fine.all():
            return largest
        if count > CUTS:
            return None
        left, right, _ = halves(low[:, ~fine], high[:, ~fine])
        low, high = (np.concatenate(pair, axis=1) for pair in zip(left, right, strict=True))
        meets = _may_meet(low, high, center, radius)
        low, high = low[:, meets], high[:, meets]
    return largest


def _may_meet(low: Any, high: Any, center: Any, radius: float) -> Any:
    low, high = low[: len(center)], high[: len(center)]
    gap = np.maximum(np.maximum(low - center[:, None], center[:, None] - high), 0) * (1 - 2.0**-50)
    return (gap**2).sum(axis=0) * (1 - len(center) * 2.0**-50) <= up(radius * radius)
