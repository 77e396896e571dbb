"""Factorisation landscapes: their minima, the sharpness there, the saddle at the origin, and bad parameters."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit import discovery
from proofkit.errors import BadInput

CASES = [
    ("scalar_factorisation", {}), ("scalar_factorisation", {"mu": "3/2", "a": "-2"}),
    ("scalar_factorisation", {"mu": 0, "a": 3}),
    ("depth_n_factorisation", {}), ("depth_n_factorisation", {"depth": 2, "root": "3/2", "tilt": 2}),
    ("depth_n_factorisation", {"depth": 5, "root": "1/2", "tilt": "4/3"}),
    ("vector_factorisation", {}), ("vector_factorisation", {"width": 1, "y": 0}),
    ("vector_factorisation", {"width": 3, "y": "-5/2"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_named_minimum_has_the_named_sharpness_and_is_flat_across(case):
    """H has the one eigenvalue that is claimed, all others 0: H² = λH and the trace is λ."""
    f = discovery.landscape(case[0], **case[1])
    at = dict(zip(f.variables, map(sp.Rational, f.points["x_star"]), strict=True))
    assert f.value_at(f.points["x_star"]) == 0
    hessian = sp.Matrix(f.hessian).subs(at)
    assert hessian.trace() == f.constants["sharpness"]
    assert (hessian * hessian - sp.Rational(f.constants["sharpness"]) * hessian).is_zero_matrix
    assert f.gradient_at(f.points["saddle"]) == (0,) * f.dimension


@pytest.mark.parametrize("case", CASES, ids=str)
@settings(max_examples=20)
@given(data=st.data())
def test_it_is_nowhere_negative(case, data):
    f = discovery.landscape(case[0], **case[1])
    point = tuple(data.draw(st.fractions(-3, 3, max_denominator=9)) for _ in f.variables)
    assert f.value_at(point) >= 0


@given(tilt=st.fractions("1/5", 5, max_denominator=20), depth=st.integers(2, 6))
def test_balanced_minima_are_the_flattest(tilt, depth):
    f = discovery.landscape("depth_n_factorisation", depth=depth, tilt=tilt)
    sharpness = f.constants["sharpness"]
    assert sharpness >= depth and (sharpness == depth) == (tilt == 1)


def test_the_origin_is_degenerate_from_depth_three_on():
    for depth, rank in ((2, 2), (3, 0), (4, 0)):
        f = discovery.landscape("depth_n_factorisation", depth=depth)
        assert sp.Matrix(f.hessian).subs(dict.fromkeys(f.variables, 0)).rank() == rank


@pytest.mark.parametrize("parameters", [{}, {"diagonal": (3, "1/2", 0), "rank": 2}, {"diagonal": (5,), "rank": 1}])
def test_matrix_factorisation_has_the_named_minimum_and_saddle(parameters):
    f = discovery.landscape("matrix_factorisation", **parameters)
    zero = (0,) * f.dimension
    assert f.value_at(f.points["x_star"]) == 0 and f.gradient_at(f.points["x_star"]) == zero
    assert f.gradient_at(f.points["saddle"]) == zero and f.value_at(f.points["saddle"]) > 0
    at = dict.fromkeys(f.variables, 0)
    assert min(sp.Matrix(f.hessian).subs(at).eigenvals()) < 0


def test_matrix_factorisation_of_size_one_is_the_scalar_one():
    f, scalar = discovery.landscape("matrix_factorisation", diagonal=(5,), rank=1), "scalar_factorisation"
    g = discovery.landscape(scalar, mu=5)
    assert sp.expand(f.formula.subs(dict(zip(f.variables, g.variables, strict=True))) - g.formula) == 0


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("matrix_factorisation", {"diagonal": ()}),
        ("matrix_factorisation", {"diagonal": (0, 1)}),
        ("matrix_factorisation", {"rank": 1}),
        ("matrix_factorisation", {"rank": 3}),
        ("scalar_factorisation", {"mu": -1}), ("scalar_factorisation", {"a": 0}),
        ("scalar_factorisation", {"mu": 0.5}), ("depth_n_factorisation", {"depth": 1}),
        ("depth_n_factorisation", {"depth": 2.0}), ("depth_n_factorisation", {"root": 0}),
        ("depth_n_factorisation", {"tilt": -1}), ("vector_factorisation", {"width": 0}),
        ("vector_factorisation", {"width": True}), ("vector_factorisation", {"y": "x"}),
    ],
)  # fmt: skip
def test_bad_parameters_are_refused(name, parameters):
    with pytest.raises(BadInput):
        discovery.landscape(name, **parameters)


def test_the_minimum_of_vector_factorisation_is_where_it_should_be():
    assert discovery.landscape("vector_factorisation", width=2, y=3).points["x_star"] == (F(1), F(0), F(3), F(0))
