"""Leaving, cycling and converging elsewhere, on functions whose answers are known exactly."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
import torch

from nets.curvature import Eigenpair
from nets.cycle import two_cycle_near
from nets.instability import GrowthTest, instability_step
from nets.orbit import End, orbit
from nets.study import Minimum, large_step

MU = 2.0
E1 = torch.tensor([1.0, 0.0], dtype=torch.float64)


def double_well(x):
    """¼(x₁² − μ)² + ½x₂²: theory 3.9's exact case, beside a curvature of 1. Minimum at √μ, f'' = 2μ there."""
    return (x[0] ** 2 - MU) ** 2 / 4 + x[1] ** 2 / 2


def sharp_and_wide(x):
    """A sharp well at 0 (curvature about 41) in a wide parabola with its minimum near 3."""
    return (x[0] - 3) ** 2 / 2 + x[1] ** 2 / 2 - 10 * torch.exp(-2 * (x @ x))


def minimum(center, value):
    return Minimum(center, 0.0, 0.0, 1.0, Eigenpair(value, E1, 0.0), radius=0.5)


def test_instability_step_of_a_quadratic_is_two_over_its_top_eigenvalue():
    for value in (0.01, 1.0, 300.0):
        found = instability_step(
            lambda x, a=value: a * x[0] ** 2 / 2, torch.zeros(2, dtype=torch.float64), E1, GrowthTest(), 0.05
        )
        assert found.stable < found.unstable
        assert 2 / value <= found.unstable <= 2 / value * (1 + 1.5 * GrowthTest().resolution)


def test_the_horizon_is_what_the_resolution_needs():
    test = GrowthTest(resolution=1e-3)
    assert (1 + 2e-3) ** test.horizon >= 1e3 > (1 + 2e-3) ** (test.horizon - 1)


@pytest.mark.parametrize("k", [Fraction(105, 100), Fraction(12, 10)])
def test_unstable_yet_staying_on_the_exact_two_cycle(k):
    """Theory 3.9: for 1 < K < √5 − 1 the 2-cycle attracts; its gap and multiplier are exact."""
    center, step = sqrt(MU) * E1, float(k) / MU
    taken = large_step(double_well, minimum(center, 2 * MU), GrowthTest(), 1.1, step, 4000)
    assert taken.growth > 1
    assert taken.run.left_at is None and taken.run.farthest < 0.5
    assert taken.run.end is End.MOVING and taken.cycle is not None
    assert taken.cycle.gap == pytest.approx(sqrt(MU * (1 - 1 / k)))
    assert taken.cycle.multiplier == pytest.approx(max(abs(9 - 2 * (1 + k) ** 2), (1 - step) ** 2))
    assert not taken.converged_elsewhere(0.5)


def test_a_repelling_two_cycle_is_not_called_attracting():
    """Theory 3.9 beyond √5 − 1: the cycle is there, and repels."""
    k = 1.3
    point = sqrt(MU) * (sqrt(1 + 3 / k) + sqrt(1 - 1 / k)) / 2 * E1
    cycle = two_cycle_near(double_well, point, k / MU)
    assert cycle is not None and cycle.multiplier == pytest.approx(2 * (1 + k) ** 2 - 9) and cycle.multiplier > 1


def test_a_fixed_point_is_no_two_cycle():
    assert two_cycle_near(double_well, sqrt(MU) * E1, 0.1) is None


def test_leaving_and_converging_elsewhere():
    near_zero = torch.zeros(2, dtype=torch.float64)
    for _ in range(200):
        near_zero = near_zero - 0.01 * torch.func.grad(sharp_and_wide)(near_zero)
    taken = large_step(sharp_and_wide, minimum(near_zero, 41.0), GrowthTest(), 10.0, 0.5, 400)
    assert taken.run.left_at is not None
    assert taken.run.end is End.CONVERGED and taken.converged_elsewhere(0.5)
    assert taken.sharpness == pytest.approx(1, abs=1e-3)


def test_leaving_without_converging():
    taken = orbit(lambda x: x @ x / 2, torch.zeros(2, dtype=torch.float64), 1e-8 * E1, 3.0, radius=1.0, steps=500)
    assert taken.end is End.UNBOUNDED
    assert taken.left_at == 27  # the first t with 2^t·1e-8 > 1
    assert taken.times[-1] == taken.steps and len(taken.times) == len(taken.losses) == len(taken.distances)


def test_a_small_step_comes_back():
    center = sqrt(MU) * E1
    taken = orbit(double_well, center, center + 0.1 * E1, 0.1, radius=0.5, steps=500)
    assert (taken.end, taken.left_at) == (End.CONVERGED, None)
    assert taken.farthest == pytest.approx(0.1)


def test_a_run_cut_short_is_left_open():
    center = sqrt(MU) * E1
    taken = large_step(double_well, minimum(center, 2 * MU), GrowthTest(), 1.9, 1.9 / MU, 50)
    assert taken.run.end is not End.CONVERGED and taken.cycle is None
