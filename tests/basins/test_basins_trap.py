"""Traps: balls from which every orbit certainly converges; what does not attract has none."""

from __future__ import annotations

from fractions import Fraction as F

import numpy as np
import pytest
import sympy as sp

from proofkit import discovery
from proofkit.basins.descent_map import DescentMap
from proofkit.basins.trap import Trap, trap_about
from proofkit.landscape import Landscape

x, y = sp.symbols("x y", real=True)


def trap(formula: sp.Expr, step: F, *points: float | tuple[float, ...]) -> Trap | None:
    f = Landscape("expression", (x, y) if isinstance(points[0], tuple) else (x,), sp.sympify(formula))
    return trap_about(DescentMap(f, (step, step)), np.array([np.atleast_1d(p) for p in points], dtype=float))


@pytest.mark.parametrize("step", [F(1, 100), F(1, 2), F(99, 100)])
def test_a_parabola_traps_as_far_as_is_looked(step):
    found = trap(x**2, step, 0.0)
    assert found is not None and found.radii[0] > 500


@pytest.mark.parametrize("step", [F(1), F(101, 100), F(3)])
def test_a_step_that_does_not_contract_has_no_trap(step):
    assert trap(x**2, step, 0.0) is None


def test_the_ball_ends_where_the_stretch_reaches_one():
    found = trap(x**2 / 2 - x**4 / 12, F(1, 2), 0.0)  # f″ = 1 − x² > 0 for |x| < 1
    assert found is not None and 0.99 < found.radii[0] < 1


def test_saddles_maxima_and_points_that_are_not_critical_have_no_trap():
    assert trap(x**2 - y**2, F(1, 10), (0.0, 0.0)) is None
    assert trap(-(x**2), F(1, 10), 0.0) is None
    assert trap((x - 1) ** 2, F(1, 10), -50.0) is None  # the balls tried first do not reach the minimiser
    assert trap(x**2 / 2 - x**4 / 12, F(1, 2), 0.9) is None


def test_a_minimum_at_a_kink_has_no_trap():
    kinked = sp.Piecewise((x**2 + x, x >= 0), (x**2 - x, True))
    assert trap(kinked, F(1, 10), 0.0) is None
    smooth = sp.Piecewise((x**2, x >= 0), (3 * x**2, True))  # C¹: its curvature jumps
    found = trap(smooth, F(1, 10), 0.0)
    assert found is not None and found.radii[0] > 100
    assert trap(smooth, F(2, 5), 0.0) is None  # 1 − 6·(2/5) < −1 on the left


def test_a_ball_stays_clear_of_a_kink():
    f = discovery.landscape("kinked_pair", dimension=1)
    found = trap_about(DescentMap(f, (F(1, 10), F(1, 10))), np.array([[float(f.points["x_dagger"][0])]]))
    assert found is not None
    edge = min(abs(f.points["x_dagger"][0] - end) for end in ends_of_m(f))
    assert found.radii[0] < edge


def ends_of_m(f: Landscape) -> tuple[F, F]:
    ball = f.regions["M"]
    radius = F(float(ball.radius_squared) ** 0.5)
    return ball.center[0] - radius, ball.center[0] + radius


def two_cycle(k: float) -> list[float]:
    """Theory 3.9: the 2-cycle of (x² − 1)²/4 at step K."""
    return [(np.sqrt(1 + 3 / k) + s * np.sqrt(1 - 1 / k)) / 2 for s in (1, -1)]


@pytest.mark.parametrize(
    ("step", "attracts"), [(F(101, 100), True), (F(6, 5), True), (F(62, 50), False), (F(3, 2), False)]
)
def test_the_cycle_of_the_quartic_well_attracts_up_to_its_threshold(step, attracts):
    """Attracting iff 1 < K < √5 − 1 = 1.236…"""
    found = trap((x**2 - 1) ** 2 / 4, step, *two_cycle(float(step)))
    assert (found is not None) is attracts
    if found is not None:
        assert found.spread < 1e-6 and len(found.radii) == 2


def test_points_that_are_no_cycle_have_no_trap():
    assert trap((x**2 - 1) ** 2 / 4, F(6, 5), 0.8, 1.3) is None
    assert trap((x**2 - 1) ** 2 / 4, F(6, 5), *two_cycle(1.2), 1.0) is None


def test_orbits_from_a_trap_converge_to_the_cycle():
    found = trap((x**2 - 1) ** 2 / 4, F(6, 5), *two_cycle(1.2))
    assert found is not None
    starts = found.centers[0, 0] + found.radii[0] * np.linspace(-1, 1, 101)
    for _ in range(2000):
        starts = starts - 1.2 * starts * (starts**2 - 1)
    assert np.abs(starts - found.centers[0, 0]).max() < 1e-9


def test_only_boxes_inside_a_ball_are_held():
    found = Trap(np.array([[1.0, 1.0]]), np.array([1.0]), 0.0)
    low = np.array([[1.0, 1.0, 0.2, 1.0], [1.0, 1.0, 0.2, 1.0]])
    high = np.array([[1.7, 1.8, 1.0, 2.0], [1.7, 1.7, 1.0, 1.0]])
    assert found.holds(low, high).tolist() == [True, False, False, False]  # 0.7² + 0.7² < 1 < 0.8² + 0.7²


def test_the_stretch_is_the_largest_eigenvalue_in_size():
    f = Landscape("expression", (x, y), x**2 + x * y + 2 * y**2)
    descent = DescentMap(f, (F(1, 10), F(1, 10)))
    found = descent.stretch(*descent.with_steps(np.zeros((2, 1)), np.ones((2, 1))))[0]
    true = np.abs(np.linalg.eigvalsh(np.eye(2) - np.array([[2.0, 1.0], [1.0, 4.0]]) / 10)).max()
    assert true <= found < true + 1e-9
