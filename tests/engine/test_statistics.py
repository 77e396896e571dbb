"""Confidence intervals and start sets."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import binom

from proofkit.engine.starts import grid_starts, uniform_starts
from proofkit.engine.statistics import fraction_interval
from proofkit.errors import BadInput
from proofkit.region import Ball, Box, Everywhere


@pytest.mark.parametrize(("successes", "trials"), [(0, 50), (3, 50), (50, 50), (480, 1000)])
def test_clopper_pearson_solves_its_two_equations(successes, trials):
    low, high = fraction_interval(successes, trials, 0.98)
    if successes:
        assert binom.sf(successes - 1, trials, low) == pytest.approx(0.01, rel=1e-6)
    else:
        assert low == 0
    if successes < trials:
        assert binom.cdf(successes, trials, high) == pytest.approx(0.01, rel=1e-6)
    else:
        assert high == 1


@pytest.mark.parametrize("given", [(-1, 5, 0.9), (6, 5, 0.9), (0, 0, 0.9), (1, 2, 1.0), (1, 2, 0.0)])
def test_bad_counts_are_refused(given):
    with pytest.raises(BadInput):
        fraction_interval(*given)


def test_starts_are_inside_uniform_and_reproducible():
    ball = Ball((Fraction(1), Fraction(-2), Fraction(0)), Fraction(9))
    draws = uniform_starts(ball, 4000, seed=1)
    radii = np.linalg.norm(draws - [1, -2, 0], axis=1)
    assert radii.max() <= 3
    assert abs((radii <= 1.5).mean() - 1 / 8) < 0.03
    np.testing.assert_array_equal(draws, uniform_starts(ball, 4000, seed=1))
    box = Box((Fraction(0), Fraction(2)), (Fraction(1), Fraction(5)))
    inside = uniform_starts(box, 500, seed=2)
    assert ((inside >= [0, 2]) & (inside <= [1, 5])).all()
    assert grid_starts(box, 2).tolist() == [[0.25, 2.75], [0.25, 4.25], [0.75, 2.75], [0.75, 4.25]]


def test_bad_starts_are_refused():
    with pytest.raises(BadInput):
        uniform_starts(Everywhere(), 3, 0)
    with pytest.raises(BadInput):
        uniform_starts(Box((Fraction(0),), (Fraction(1),)), 0, 0)
    with pytest.raises(BadInput):
        grid_starts(Box((Fraction(0),), (Fraction(1),)), 0)
