"""Training to a minimum: gradient descent with a small step, finished by damped Newton."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from proofkit.errors import Undecided

from .backend import Tensor, torch
from .checkpoint import restore, store
from .curvature import hessian, value_and_gradient
from .losses import Loss
from .progress import Progress, silent


@dataclass(frozen=True)
class TrainingConfig:
    """How to reach a minimum.

    Args:
        step: the small step η of gradient descent.
        steps: its number of steps.
        checkpoint_every: steps between two checkpoints (where there is a checkpoint file).
        gradient_norm: Newton ends when ‖∇f‖ is at most this.
        newton_steps: Newton steps allowed.
    """

    step: float
    steps: int
    checkpoint_every: int = 500
    gradient_norm: float = 1e-12
    newton_steps: int = 60


def descend(
    loss: Loss, theta: Tensor, config: TrainingConfig, checkpoint: Path | None = None, progress: Progress = silent
) -> Tensor:
    """Return θ after full-batch gradient descent θ ← θ − step·∇f(θ).

    Args:
        theta: start, shape (p,).
        checkpoint: file to resume from when it exists, and to keep up to date; None for neither.
        progress: told about every checkpoint.
    """
    done = 0
    if checkpoint is not None and checkpoint.exists():
        theta, done = restore(checkpoint, theta)
    while done < config.steps:
        for _ in range(min(config.checkpoint_every, config.steps - done)):
            theta = theta - config.step * value_and_gradient(loss, theta)[1]
            done += 1
        if checkpoint is not None:
            store(checkpoint, theta, done)
        progress("training", done, config.steps)
    return theta


def newton(loss: Loss, theta: Tensor, config: TrainingConfig, progress: Progress = silent) -> Tensor:
    """Return a critical point near θ with ‖∇f‖ ≤ config.gradient_norm, by damped Newton.

    Raises:
        Undecided: not reached in config.newton_steps steps; the message says how near it came.
    """
    for done in range(config.newton_steps):
        value, gradient = value_and_gradient(loss, theta)
        norm = float(torch.linalg.vector_norm(gradient))
        if norm <= config.gradient_norm:
            return theta
        progress("Newton", done, config.newton_steps)
        direction = _downhill(hessian(loss, theta), gradient)
        theta = theta - _damping(loss, theta, direction, value, gradient) * direction
    raise Undecided(f"Newton: gradient norm {norm:.2e} after {config.newton_steps} steps, not {config.gradient_norm}")


def _downhill(curvature: Tensor, gradient: Tensor) -> Tensor:
    """Return (H + shift·I)⁻¹g with the first shift of 0, s, 2s, 4s, … that makes the matrix positive definite."""
    scale = float(curvature.abs().max())
    shift, identity = 0.0, torch.eye(len(gradient), dtype=gradient.dtype, device=gradient.device)
    while True:
        factor, failed = torch.linalg.cholesky_ex(curvature + shift * identity)
        if not int(failed):
            return torch.cholesky_solve(gradient[:, None], factor)[:, 0]
        shift = max(2 * shift, 1e-3 * scale)


def _damping(loss: Loss, theta: Tensor, direction: Tensor, value: Tensor, gradient: Tensor) -> float:
    """Return the first of 1, 1/2, 1/4, … that lowers the loss enough (Armijo) or halves the gradient norm."""
    slope, norm, fraction = float(gradient @ direction), float(gradient.norm()), 1.0
    while fraction > 1e-9:
        new_value, new_gradient = value_and_gradient(loss, theta - fraction * direction)
        if float(new_value) <= float(value) - 1e-4 * fraction * slope or float(new_gradient.norm()) <= norm / 2:
            return fraction
        fraction /= 2
    raise Undecided(f"Newton: no step lowers the loss at gradient norm {norm:.2e}")
