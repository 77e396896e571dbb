"""Gradient descent from near a minimum under one step size: whether it leaves, and where it settles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import inf, isfinite

from .backend import Tensor
from .curvature import value_and_gradient
from .losses import Loss

#: the last move of a run that counts as converged, as a length
STILL = 1e-10
#: farther from the minimum than this, a run is ended and called unbounded
FAR = 1e6
#: points kept of a series, for plots
KEPT = 200


class End(Enum):
    """Where a run was when it ended."""

    CONVERGED = "converged"  #: its last move was at most STILL
    UNBOUNDED = "unbounded"  #: its distance from the minimum passed FAR
    MOVING = "moving"  #: neither within the steps allowed


@dataclass(frozen=True, eq=False)
class Orbit:
    """One run.

    Args:
        step: η.
        steps: gradient steps taken.
        left_at: first t with ‖θ_t − center‖ > radius, or None when there is none.
        farthest: largest ‖θ_t − center‖.
        end: how it ended.
        last_move: ‖θ_T − θ_{T−1}‖.
        last: θ_T, shape (p,).
        distances, losses: at `times` (values of t), thinned to about KEPT points, the last one kept.
    """

    step: float
    steps: int
    left_at: int | None
    farthest: float
    end: End
    last_move: float
    last: Tensor
    times: tuple[int, ...]
    distances: tuple[float, ...]
    losses: tuple[float, ...]


def orbit(loss: Loss, center: Tensor, start: Tensor, step: float, radius: float, steps: int) -> Orbit:
    """Return the run θ ← θ − step·∇f(θ) from `start`, for `steps` ≥ 1 steps or until it is FAR.

    Args:
        center: the minimum, shape (p,).
        radius: of the region M = B(center, radius) (closed).
    """
    theta, distances, losses = start, [float((start - center).norm())], []
    for _ in range(steps):
        value, gradient = value_and_gradient(loss, theta)
        before, theta = theta, theta - step * gradient
        losses.append(float(value))
        distance = float((theta - center).norm())
        distances.append(distance if isfinite(distance) else inf)
        if distances[-1] >= FAR:
            break
    left_at = next((t for t, distance in enumerate(distances) if distance > radius), None)
    move = float((theta - before).norm())
    losses.append(float(loss(theta)))
    times = tuple(sorted({*range(0, len(losses), -(-len(losses) // KEPT)), len(losses) - 1}))
    thin = (times, tuple(distances[t] for t in times), tuple(losses[t] for t in times))
    return Orbit(step, len(losses) - 1, left_at, max(distances), _end(distances[-1], move), move, theta, *thin)


def _end(distance: float, move: float) -> End:
    if distance >= FAR:
        return End.UNBOUNDED
    return End.CONVERGED if move <= STILL else End.MOVING
