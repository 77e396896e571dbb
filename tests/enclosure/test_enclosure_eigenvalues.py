"""Bounds of least eigenvalues against exact signs of rational matrices."""

from __future__ import annotations

import numpy as np
from enclosure_checks import kit
from enclosure_eigenvalues import check_eigenvalues, check_many_eigenvalues
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

PACKAGE = kit()
entries = st.floats(-1e150, 1e150, allow_nan=False)


def test_matrices_of_every_kind() -> None:
    check_many_eigenvalues(PACKAGE, 60)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: st.tuples(*[arrays(float, (n, n), elements=entries)] * 2)))
def test_any_interval_matrix(pair: tuple) -> None:
    low, high = (np.array([(a + a.T) / 2]) for a in (np.minimum(*pair), np.maximum(*pair)))
    check_eigenvalues(PACKAGE, low, high, narrow=False)


def test_the_lower_triangle_is_not_read() -> None:
    low = np.array([[[2.0, 1.0], [0.0, 2.0]]])
    (bound,) = PACKAGE.compiled.least_eigenvalues(low, low)
    assert 1 - 1e-9 < bound <= 1


def test_the_bound_of_a_zero_matrix_is_nearly_zero() -> None:
    zero = np.zeros((1, 3, 3))
    (bound,) = PACKAGE.compiled.least_eigenvalues(zero, zero)
    assert -1e-200 < bound <= 0
