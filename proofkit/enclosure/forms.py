"""Enclosures that use derivatives: the mean-value form and the second-order Taylor form about the middle of a box.

For x in a box with middle c and half sides r, and g, H enclosing the gradient and Hessian on the whole box:

    f(x) ∈ f(c) + Σ g_i [−r_i, r_i]
    f(x) ∈ f(c) + Σ (∇f(c)_i t_i + ½ H_ii t_i²) + Σ_{i<j} H_ij t_i t_j,    |t_i| ≤ r_i

The sums over single coordinates are minimised exactly, the mixed terms by their size. Each form needs the derivatives
on the whole box: where one of them is unbounded, on either side, f may have a pole or not be defined on the way from
the middle to x, and there is no bound.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..compile_options import compiled
from .intervals import greatest, magnitude
from .rounding import INFINITE, above, below


@compiled
def dip(slope: float, bend: float, reach: float) -> float:
    """Return a lower bound of s·t + ½h·t² for |s| ≤ slope, h ≥ bend, |t| ≤ reach; −∞ for an infinite reach."""
    if bend > 0 and slope < bend * reach < INFINITE:
        return -above(above(slope * slope) / bend) / 2
    drop = -above(slope * reach)
    if bend > 0:
        return drop  # the positive term is left out
    return below(drop + below(bend * above(reach * reach)) / 2)


@compiled
def second_order(at: Any, over: Any, reach: Any, box: int, sign: int) -> float:
    """Return a lower bound of ±f from its jets at the middle (order 1) and over the box (order 2)."""
    size, end = len(reach), 0 if sign > 0 else 1
    total, place = sign * at[end, 0, box], 1 + size
    for i in range(size):
        for j in range(i, size):
            bend = magnitude(over[0, place, box], over[1, place, box])
            if not bend < INFINITE:
                return -INFINITE
            if j == i:
                slope = magnitude(at[0, 1 + i, box], at[1, 1 + i, box])
                total = below(total + dip(slope, sign * over[end, place, box], reach[i]))
            else:
                total = below(total - above(above(bend * reach[i]) * reach[j]))
            place += 1
    return total if total == total else -INFINITE


@compiled
def mean_value(at: Any, over: Any, reach: Any, box: int, sign: int) -> float:
    """Return a lower bound of ±f from its value at the middle and its gradient over the box."""
    total = sign * at[0 if sign > 0 else 1, 0, box]
    for i in range(len(reach)):
        total = below(total - above(magnitude(over[0, 1 + i, box], over[1, 1 + i, box]) * reach[i]))
    return total if total == total else -INFINITE


@compiled
def enclosures(at: Any, over: Any, middles: Any, low: Any, high: Any) -> Any:
    """Return enclosures of f on boxes: the natural one, the mean-value form and the second-order form intersected.

    Args:
        at: value and gradient at the middles; shape (2, 1 + d, boxes).
        over: value, gradient and upper triangle of the Hessian over the boxes; shape (2, components, boxes).
        middles: a point of each box; shape (d, boxes).
        low, high: the ends of the boxes; shape (d, boxes).
    Returns:
        Lower and upper ends; shape (2, boxes).
    """
    size, boxes = low.shape
    found, reach = np.empty((2, boxes)), np.empty(size)
    for box in range(boxes):
        for i in range(size):
            c = middles[i, box]
            reach[i] = above(greatest(high[i, box] - c, c - low[i, box]))
        for side in range(2):
            sign = 1 if side == 0 else -1
            best = greatest(mean_value(at, over, reach, box, sign), second_order(at, over, reach, box, sign))
            found[side, box] = sign * greatest(best, sign * over[side, 0, box])
    return found
