"""The condition "a quadratic with largest eigenvalue L", and what apply makes of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofkit import discovery
from proofkit.apply import apply
from proofkit.certify import certify
from proofkit.landscape import Landscape, coordinates
from proofkit.region import Everywhere
from proofkit.verdict import Verdict

F = Fraction
X, Y = coordinates(2)
ORIGIN, TINY = (F(0), F(0)), F(1, 10**30)


def verdict(landscape: Landscape, constant: Fraction | None, center: tuple[Fraction, ...] = ORIGIN) -> Verdict:
    return certify(landscape, "eigenbasis", Everywhere(), center=center, constant=constant).verdict


def test_oblique_axes_are_seen() -> None:
    """(5/2)(x² + y²) + 3xy has the eigenvalues 2 and 8, along the diagonals."""
    oblique = Landscape("oblique", (X, Y), (5 * X**2 + 5 * Y**2) / 2 + 3 * X * Y)
    assert verdict(oblique, F(8)) is Verdict.HOLDS
    assert verdict(oblique, None) is Verdict.HOLDS


@pytest.mark.parametrize(("constant", "center"), [(8 + TINY, ORIGIN), (8 - TINY, ORIGIN), (F(8), (F(1), F(0)))])
def test_another_largest_eigenvalue_or_centre_is_refuted(constant: Fraction, center: tuple[Fraction, ...]) -> None:
    oblique = Landscape("oblique", (X, Y), (5 * X**2 + 5 * Y**2) / 2 + 3 * X * Y)
    assert verdict(oblique, constant, center) is Verdict.REFUTED


@pytest.mark.parametrize("formula", [X**2 - Y**2, X**2])
def test_a_saddle_and_a_valley_are_refuted(formula: object) -> None:
    assert verdict(Landscape("flat", (X, Y), formula), F(2)) is Verdict.REFUTED  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["kinked_pair", "double_well"])
def test_what_is_no_quadratic_is_undecided(name: str) -> None:
    landscape = discovery.landscape(name)
    center = next(iter(landscape.points.values()))
    assert verdict(landscape, F(2), center) is Verdict.UNDECIDED


def test_a_method_needs_its_numbers() -> None:
    """Without a value of beta the theorem says nothing of the function; with one it does."""
    found = apply("heavy_ball_threshold", "quadratic", F(1, 4))
    open_rows = {row.label for row in found.rows if row.verdict is not Verdict.HOLDS}
    assert open_rows == {"beta", "beta_below_1"}
    (witness,) = discovery.theorem("heavy_ball_threshold").landscapes()
    assert all(row.verdict is Verdict.HOLDS for row in apply("heavy_ball_threshold", witness, F(1, 4)).rows)
