"""The instability step of a minimum: the smallest step that lets a tiny perturbation grow, by bisection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf, isfinite, log, log1p, sqrt

from proofkit.errors import Undecided

from .backend import Tensor
from .curvature import value_and_gradient
from .losses import Loss
from .progress import Progress, silent


@dataclass(frozen=True)
class GrowthTest:
    """What counts as growth.

    Args:
        perturbation: length of the start's displacement from the minimum, along the top eigenvector.
        growth: the factor it must grow by.
        resolution: how finely a step is told from the instability step, relative.
    """

    perturbation: float = 1e-8
    growth: float = 1e3
    resolution: float = 1e-3

    @property
    def horizon(self) -> int:
        """Steps allowed for the growth.

        A step (1 + r)·2/λ multiplies the top component by |1 − ηλ| = 1 + 2r per step. The horizon is the
        smallest T with (1 + 2r)^T ≥ growth at r = resolution: unstable steps closer than r to the threshold
        may be called stable, so the measured step may exceed the true one by a relative `resolution`.
        """
        return ceil(log(self.growth) / log1p(2 * self.resolution))


@dataclass(frozen=True)
class InstabilityStep:
    """A bracket of the instability step: no growth at `stable`, growth at `unstable`.

    Args:
        trials: step sizes tried.
        steps: gradient steps taken in all.
        distances: distance to the minimum at each step of the run at `unstable`.
    """

    stable: float
    unstable: float
    trials: int
    steps: int
    distances: tuple[float, ...]


def distances_from(
    loss: Loss, center: Tensor, start: Tensor, step: float, horizon: int, growth: float
) -> tuple[float, ...]:
    """Return ‖θ_t − center‖ for t = 0, 1, … until it has grown, or shrunk, by the factor `growth`, or t = horizon.

    A perturbation along one eigenvector that has shrunk a thousandfold shrinks on: the run may end there.

    Args:
        center, start: shape (p,).
        step: η of gradient descent.
    """
    theta, found = start, [float((start - center).norm())]
    while len(found) <= horizon and found[0] / growth < found[-1] < found[0] * growth:
        theta = theta - step * value_and_gradient(loss, theta)[1]
        distance = float((theta - center).norm())
        found.append(distance if isfinite(distance) else inf)
    return tuple(found)


def instability_step(
    loss: Loss, center: Tensor, direction: Tensor, test: GrowthTest, first: float, progress: Progress = silent
) -> InstabilityStep:
    """Return a bracket, of relative width at most resolution/4, of the smallest step under which it grows.

    Args:
        center: the minimum, shape (p,).
        direction: unit vector of the perturbation, shape (p,).
        first: a step to search from; it is halved, then doubled, until it brackets the threshold.
        progress: told about every step size tried.
    Raises:
        Undecided: no bracket within 60 halvings or doublings.
    """
    start = center + test.perturbation * direction
    runs: list[tuple[float, tuple[float, ...]]] = []

    def grows(step: float) -> bool:
        runs.append((step, distances_from(loss, center, start, step, test.horizon, test.growth)))
        progress("bisection", len(runs), 0)
        return _has_grown(runs[-1][1], test.growth)

    low, high = _bracket(grows, first)
    while high > low * (1 + test.resolution / 4):
        middle = sqrt(low * high)
        low, high = (low, middle) if grows(middle) else (middle, high)
    last = next(found for step, found in reversed(runs) if step == high)
    return InstabilityStep(low, high, len(runs), sum(len(found) - 1 for _, found in runs), last)


def _has_grown(distances: tuple[float, ...], growth: float) -> bool:
    return distances[-1] >= growth * distances[0]


def _bracket(grows: Callable[[float], bool], first: float) -> tuple[float, float]:
    low = first
    for _ in range(60):
        if not grows(low):
            break
        low /= 2
    else:
        raise Undecided(f"instability step: growth at every step down to {low:g}")
    high = 2 * low
    for _ in range(60):
        if grows(high):
            return low, high
        low, high = high, 2 * high
    raise Undecided(f"instability step: no growth at any step up to {low:g}")


def growth_per_step(distances: tuple[float, ...]) -> float:
    """Return the geometric mean, over a run, of the growth of a distance per step (at least two distances)."""
    return float((distances[-1] / distances[0]) ** (1 / (len(distances) - 1)))
