"""Derivatives of a loss in one flat vector, and the extreme eigenvalues of its Hessian."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse.linalg import LinearOperator, eigsh
from torch.func import grad, jvp, vmap

from .backend import Tensor, torch
from .losses import Loss

#: Hessian columns computed at a time: bounds memory, changes no value's meaning
CHUNK = 64


def value_and_gradient(loss: Loss, theta: Tensor) -> tuple[Tensor, Tensor]:
    """Return the loss, shape (), and its gradient, shape (p,), at θ of shape (p,)."""
    leaf = theta.detach().requires_grad_()
    value = loss(leaf)
    (gradient,) = torch.autograd.grad(value, leaf)
    return value.detach(), gradient


def hessian_vector_product(loss: Loss, theta: Tensor, vector: Tensor) -> Tensor:
    """Return H(θ)·vector, shape (p,), by forward-over-reverse differentiation."""
    return jvp(grad(loss), (theta,), (vector,))[1]


def hessian(loss: Loss, theta: Tensor) -> Tensor:
    """Return the dense, symmetrised Hessian at θ, shape (p, p)."""
    basis = torch.eye(len(theta), dtype=theta.dtype, device=theta.device)
    rows = vmap(lambda v: hessian_vector_product(loss, theta, v), chunk_size=CHUNK)(basis)
    return (rows + rows.T) / 2


@dataclass(frozen=True, eq=False)
class Eigenpair:
    """An approximate eigenpair of a Hessian.

    Args:
        value: the eigenvalue.
        vector: unit eigenvector, shape (p,).
        residual: ‖H·vector − value·vector‖; some true eigenvalue lies within it of `value`.
    """

    value: float
    vector: Tensor
    residual: float


def top_eigenpair(loss: Loss, theta: Tensor, seed: int) -> Eigenpair:
    """Return the algebraically largest eigenvalue of H(θ) by Lanczos iteration on Hessian–vector products.

    Args:
        theta: parameters, shape (p,), p ≥ 2.
        seed: of the random start vector.
    Raises:
        scipy.sparse.linalg.ArpackNoConvergence: Lanczos did not converge.
    Source: ARPACK (Lehoucq, Sorensen, Yang 1998), through scipy's `eigsh` with which="LA".
    """

    def product(column: np.ndarray) -> np.ndarray:
        vector = torch.as_tensor(column.ravel(), dtype=theta.dtype, device=theta.device)
        return hessian_vector_product(loss, theta, vector).cpu().numpy()

    size = len(theta)
    operator = LinearOperator((size, size), matvec=product, dtype=np.float64)
    start = np.random.default_rng(seed).standard_normal(size)
    values, vectors = eigsh(operator, k=1, which="LA", v0=start, tol=0)
    value, column = float(values[0]), vectors[:, 0]
    vector = torch.as_tensor(column, dtype=theta.dtype, device=theta.device)
    return Eigenpair(value, vector, float(np.linalg.norm(product(column) - value * column)))
