"""The 2-cycle of gradient descent near a point, and whether it attracts."""

from __future__ import annotations

from dataclasses import dataclass

from .backend import Tensor, torch
from .curvature import hessian, value_and_gradient
from .losses import Loss

#: Newton ends when two steps move the point by at most this
CLOSED = 1e-10
#: points of a cycle nearer to each other than this are one fixed point
APART = 1e-6


@dataclass(frozen=True, eq=False)
class Cycle:
    """A pair of points that gradient descent maps to each other.

    Args:
        gap: the distance between the two.
        multiplier: largest modulus of an eigenvalue of (I − ηH(y))(I − ηH(x)); the cycle attracts if < 1.
        distance: of the cycle from the point it was searched from.
    """

    gap: float
    multiplier: float
    distance: float


def two_cycle_near(loss: Loss, theta: Tensor, step: float, attempts: int = 12) -> Cycle | None:
    """Return the 2-cycle that Newton's method on G(G(x)) = x finds from θ, shape (p,), or None.

    Args:
        step: η of G(x) = x − η∇f(x).
        attempts: Newton steps allowed.
    """
    identity, point = torch.eye(len(theta), dtype=theta.dtype, device=theta.device), theta
    for _ in range(attempts):
        other = point - step * value_and_gradient(loss, point)[1]
        back = other - step * value_and_gradient(loss, other)[1]
        if not bool(torch.isfinite(back).all()):
            return None
        jacobian = (identity - step * hessian(loss, other)) @ (identity - step * hessian(loss, point))
        if float((back - point).norm()) <= CLOSED:
            gap = float((other - point).norm())
            multiplier = float(torch.linalg.eigvals(jacobian.cpu()).abs().max())
            return Cycle(gap, multiplier, float((point - theta).norm())) if gap > APART else None
        point = point - torch.linalg.lstsq(jacobian - identity, (back - point)[:, None]).solution[:, 0]
    return None
