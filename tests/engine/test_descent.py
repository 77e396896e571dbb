"""The compiled descent against its slow twins, and what it must refuse."""

from __future__ import annotations

from fractions import Fraction

import engine_twins as twins
import numpy as np
import pytest

from proofkit import discovery
from proofkit.engine import loop
from proofkit.engine.descent import descend, gradient_at, value_at
from proofkit.errors import BadInput

GD = discovery.load("method", "gradient_descent")
SGD = discovery.load("method", "sgd_bounded_noise")
CASES = [
    ("shifted_pair", {}, Fraction(1, 2)),
    ("kinked_pair", {"dimension": 2}, Fraction(1, 3)),
    ("kinked_pair_anisotropic", {"dimension": 2}, Fraction(1, 2)),
    ("sharp_valley", {}, Fraction(1, 50)),
]


def rational_starts(landscape, count, seed=1):
    center = landscape.points["x_dagger"]
    rng = np.random.default_rng(seed)
    moves = rng.integers(-96, 97, (count, landscape.dimension))
    return [tuple(c + Fraction(int(k), 32) for c, k in zip(center, row, strict=True)) for row in moves]


@pytest.mark.parametrize(("name", "parameters", "eta"), CASES)
def test_orbits_agree_with_exact_arithmetic(name, parameters, eta):
    landscape = discovery.landscape(name, **parameters)
    starts = rational_starts(landscape, 6)
    run = descend(landscape, GD, np.array(starts, dtype=float), [float(eta)], 4, record=True)
    for i, start in enumerate(starts):
        orbit = twins.exact_orbit(landscape, start, eta, 4)
        expected = np.array([[float(v) for v in x] for x in orbit])
        np.testing.assert_allclose(run.trajectory[0, :, i], expected, rtol=1e-9, atol=1e-9)
        told = twins.statistics(landscape, orbit)
        assert run.iterates_in_region[0, i] == told["inside"]
        assert run.first_exit[0, i] == told["exit"]
        assert run.visits[0, i] == told["visits"]


def test_ratios_agree_with_exact_arithmetic():
    landscape, eta = discovery.landscape("kinked_pair", dimension=2), Fraction(1, 3)
    starts = rational_starts(landscape, 8, seed=5)
    run = descend(landscape, GD, np.array(starts, dtype=float), [float(eta)], 4)
    inner, outer = landscape.points["x_dagger"], landscape.points["x_star"]
    for i, start in enumerate(starts):
        orbit = twins.exact_orbit(landscape, start, eta, 4)
        flags = twins.statistics(landscape, orbit)["flags"]
        for side, center, got in ((True, inner, run.inside_ratio), (False, outer, run.outside_ratio)):
            pairs = zip(orbit, orbit[1:], flags, strict=False)
            ratios = [
                twins.distance(y, center) / twins.distance(x, center)
                for x, y, flag in pairs
                if flag is side and x != center
            ]
            if ratios:
                np.testing.assert_allclose(got[:, 0, i], [min(ratios), max(ratios)], rtol=1e-9)
            else:
                assert np.isnan(got[:, 0, i]).all()
    entries = [twins.distance(s, inner) for s in starts if landscape.regions["M"].contains(s)]
    from_inside = [landscape.regions["M"].contains(s) for s in starts]
    np.testing.assert_allclose(run.entry_distance[0][from_inside], entries)


@pytest.mark.parametrize("name", discovery.names("landscape"))
def test_gradient_and_value_agree_with_substitution(name):
    landscape = discovery.landscape(name)
    rng = np.random.default_rng(2)
    points = [tuple(Fraction(int(k), 16) for k in row) for row in rng.integers(-80, 81, (20, landscape.dimension))]
    points += list(landscape.points.values())
    got = gradient_at(landscape, np.array(points, dtype=float))
    expected = [[float(g) for g in twins.exact_gradient(landscape, p)] for p in points]
    np.testing.assert_allclose(got, expected, rtol=1e-10, atol=1e-10)
    values = [float(landscape.value_at(p)) for p in points]
    np.testing.assert_allclose(value_at(landscape, np.array(points, dtype=float)), values, rtol=1e-10, atol=1e-10)


def test_outcomes_are_told_apart():
    landscape = discovery.landscape("shifted_pair", L=1, m=5, D=10, R=3)
    run = descend(landscape, GD, [[1.0], [50 / 7 + 0.01], [10.0]], [0.5, 2.1], 400)
    assert run.names[run.outcome[0, 0]] == "x_star"
    assert (run.outcome[0, 1], run.period[0, 1]) == (loop.CYCLING, 2)
    assert run.names[run.outcome[0, 2]] == "x_dagger" and run.steps_taken[0, 2] == 1
    assert run.iterates_in_region[0, 2] == 401 and run.first_exit[0, 2] == -1
    assert run.outcome[1, 0] == loop.DIVERGED
    short = descend(landscape, GD, [[5.0]], [0.01], 3)
    assert short.outcome[0, 0] == loop.MOVING


def test_noise_is_the_twins_noise_and_stays_in_the_ball():
    landscape = discovery.landscape("kinked_pair", dimension=3)
    starts, eta, sigma, seed = np.array([[0.5, 1.0, -0.25], [1.0, 0.0, 0.0]]), 0.25, 0.75, 17
    run = descend(landscape, SGD, starts, [eta], 20, sigma=sigma, seed=seed, record=True)
    for i, start in enumerate(starts):
        x = start
        for t in range(20):
            g = gradient_at(landscape, [x])[0]
            noise = twins.ball_draw(seed, i, t, 3, sigma)
            assert np.linalg.norm(noise) <= sigma
            x = x - eta * (g + noise)
            np.testing.assert_allclose(run.trajectory[0, t + 1, i], x, rtol=1e-9, atol=1e-9)


def test_noise_is_uniform_in_the_ball():
    draws = np.array([twins.ball_draw(3, i, 0, 2, 1.0) for i in range(4000)])
    radii = np.linalg.norm(draws, axis=1)
    assert abs((radii < 0.5).mean() - 0.25) < 0.03
    assert np.abs(draws.mean(axis=0)).max() < 0.04


def test_worst_noise_pushes_straight_out():
    landscape = discovery.landscape("kinked_pair", dimension=2)
    center = np.array([float(v) for v in landscape.points["x_dagger"]])
    m, eta, sigma = float(landscape.constants["m"]), 0.01, 0.5
    start = center + np.array([0.03, 0.04])
    run = descend(landscape, SGD, [start], [eta], 1, sigma=sigma, noise="worst")
    expected = (1 - eta * m) * 0.05 + eta * sigma
    np.testing.assert_allclose(np.linalg.norm(run.final[0, 0] - center), expected)


def test_bit_for_bit_the_same_for_any_number_of_threads():
    landscape = discovery.landscape("kinked_pair", dimension=2)
    starts = np.random.default_rng(0).uniform(-20, 20, (1500, 2))
    runs = [descend(landscape, SGD, starts, [0.1, 0.3], 50, sigma=0.3, seed=9, threads=k) for k in (1, 4)]
    for name in ("final", "outcome", "visits", "first_exit", "inside_ratio"):
        np.testing.assert_array_equal(getattr(runs[0], name), getattr(runs[1], name))
    other = descend(landscape, SGD, starts, [0.1, 0.3], 50, sigma=0.3, seed=10)
    assert not np.array_equal(runs[0].final, other.final)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"starts": [[1.0]]}, "starts"),
        ({"starts": [[np.nan, 0.0]]}, "starts"),
        ({"steps": [0.0]}, "step sizes"),
        ({"steps": [-0.1]}, "step sizes"),
        ({"steps": [np.nan]}, "step sizes"),
        ({"iterations": -1}, "descent"),
        ({"sigma": -1.0}, "descent"),
        ({"region": "N"}, "region"),
    ],
)
def test_bad_input_is_refused(change, says):
    landscape = discovery.landscape("kinked_pair", dimension=2)
    arguments = {"starts": [[0.0, 0.0]], "steps": [0.1], "iterations": 3} | change
    with pytest.raises(BadInput, match=says):
        descend(landscape, GD, **arguments)
    with pytest.raises(BadInput):
        descend(landscape, GD, [[1.0, 1.0]], [0.1], 1).reached("nowhere")
