"""The training loss, written by hand, as a pure function of the flat parameter vector."""

from __future__ import annotations

from collections.abc import Callable

from .backend import Tensor
from .data import Dataset

Loss = Callable[[Tensor], Tensor]


def ridge_mse(model: Callable[[Tensor, Tensor], Tensor], data: Dataset, decay: float) -> Loss:
    """Return θ ↦ (1/2n) Σ_i ‖model(θ, input_i) − target_i‖² + (decay/2)‖θ‖².

    Args:
        model: network, (parameters, inputs) → outputs of the targets' shape.
        data: n samples.
        decay: weight of the fixed L2 term, > 0: it removes the flat directions of a network's minima.
    """

    def loss(theta: Tensor) -> Tensor:
        errors = model(theta, data.inputs) - data.targets
        return (errors * errors).sum() / (2 * len(errors)) + decay / 2 * (theta @ theta)

    return loss
