"""Quadratics: exact LDLᵀ, multipliers that prove, and multipliers that must not."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit.interval.eigen import least_eigenvalue_below, least_eigenvalue_of_balls, shifted
from proofkit.interval.exact import to_ball
from proofkit.interval.ldl import is_positive_definite, is_positive_semidefinite
from proofkit.interval.problem import Case, Problem
from proofkit.interval.quadratic import best_constant, prove, quadratic_cells, quadratic_matrix

x, y = sp.symbols("x y", real=True)
ZERO = (Fraction(0), Fraction(0))
entries = st.integers(-3, 3)
square3 = st.lists(st.lists(entries, min_size=3, max_size=3), min_size=3, max_size=3)


def symmetric(rows: list[list[int]]) -> list[list[Fraction]]:
    return [[Fraction(rows[i][j] + rows[j][i], 2) for j in range(3)] for i in range(3)]


def cell(where: sp.Basic, value: sp.Expr, weight: sp.Expr | int = 1):
    (found,) = quadratic_cells(Problem((x, y), (Case(where, sp.sympify(value), sp.sympify(weight)),), ZERO))
    return found


@given(square3)
def test_ldl_agrees_with_the_eigenvalues(rows):
    matrix = symmetric(rows)
    least = np.linalg.eigvalsh(np.array(matrix, dtype=float))[0]
    if abs(least) > 1e-9:
        assert is_positive_semidefinite(matrix) == is_positive_definite(matrix) == (least > 0)


@given(square3)
def test_squares_are_positive_semidefinite_and_no_less(rows):
    gram = [[sum(Fraction(a[i] * a[j]) for a in rows[:2]) for j in range(3)] for i in range(3)]  # rank ≤ 2
    assert is_positive_semidefinite(gram) and not is_positive_definite(gram)
    assert not is_positive_semidefinite(shifted(gram, Fraction(1, 10**30)))


@given(square3)
def test_the_eigenvalue_bound_is_below_and_close(rows):
    matrix = symmetric(rows)
    low = least_eigenvalue_below(matrix)
    assert is_positive_semidefinite(shifted(matrix, low))
    assert np.linalg.eigvalsh(np.array(matrix, dtype=float))[0] - float(low) < 1e-9


@given(square3, st.integers(0, 8))
def test_the_ball_bound_is_below_every_member(rows, share):
    middle, spread = symmetric(rows), Fraction(1, 7)
    balls = [[to_ball(e - spread, e + spread) for e in row] for row in middle]
    member = [
        [e + spread * Fraction(share - 4, 4) * (1 if i == j else -1) for j, e in enumerate(row)]
        for i, row in enumerate(middle)
    ]
    assert is_positive_semidefinite(shifted(member, least_eigenvalue_of_balls(balls)))


def test_a_matrix_is_the_polynomial_about_its_centre():
    center = (Fraction(1), Fraction(-2))
    matrix = quadratic_matrix(x**2 + 3 * x * y - y + 5, (x, y), center)
    v = sp.Matrix([x - 1, y + 2, 1])
    again = (v.T * sp.Matrix(3, 3, lambda i, j: sp.Rational(matrix[i][j])) * v)[0]
    assert sp.expand(again - (x**2 + 3 * x * y - y + 5)) == 0


def test_the_tie_of_the_plane_family_is_proved_on_its_cone():
    cone = cell(x * y >= sp.Rational(3, 10) * (x**2 + y**2), 2 * x * y, x**2 + y**2)
    assert prove(cone, Fraction(3, 5)) == [2]
    assert prove(cone, Fraction(3, 5) + Fraction(1, 10**30)) is None
    assert best_constant(cone).constant == Fraction(3, 5)


def test_wrong_multipliers_do_not_prove():
    cone = cell(x * y >= sp.Rational(3, 10) * (x**2 + y**2), 2 * x * y, x**2 + y**2)
    assert not cone.proves(Fraction(3, 5), [Fraction(0)])
    assert not cone.proves(Fraction(3, 5), [Fraction(2) + Fraction(1, 10**20)])


def test_the_farthest_point_of_a_ball():
    found = best_constant(cell((x - 1) ** 2 + y**2 <= 4, -(x**2) - y**2))
    assert found.constant <= -9 and found.constant > -9 - Fraction(1, 10**9)


def test_contradictory_cells_are_recognised_and_touching_ones_are_not():
    def cells(where: sp.Basic) -> list:
        return quadratic_cells(Problem((x, y), (Case(where, x, sp.Integer(1)),), ZERO))

    disc = x**2 + y**2 - 1
    assert not cells(sp.And(disc < 0, disc >= 0, evaluate=False))
    assert not cells(sp.And(disc < 0, 3 * disc >= 0))
    assert cells(sp.And(disc <= 0, 3 * disc >= 0))
    assert not cells(sp.And(disc <= 0, x >= 2))
    assert cells(sp.And(disc <= 0, x >= 1))


@settings(max_examples=25, deadline=None)
@given(st.tuples(entries, entries, entries, entries, entries), st.integers(-3, 3))
def test_whatever_is_proved_on_a_disc_holds_at_its_points(c, constant):
    value = c[0] * x**2 + c[1] * x * y + c[2] * y**2 + c[3] * x + c[4] * y
    disc = cell(x**2 + y**2 <= 1, value)
    if prove(disc, Fraction(constant)) is not None:
        rng = np.random.default_rng(0)
        r, t = np.sqrt(rng.random(400)), 2 * np.pi * rng.random(400)
        f = sp.lambdify((x, y), value - constant, "numpy")
        assert np.min(f(r * np.cos(t), r * np.sin(t)) * np.ones(400)) > -1e-9
