"""Bounds at constants of any size: units do not matter, and what is next to 1 is told from 1."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from proofkit.cli import main
from proofkit.errors import BadInput, Undecided
from proofkit.verdict import Strength
from proofkit.worst_case.bound import bound_at
from proofkit.worst_case.setting_at import parse_constants
from proofkit.worst_case.solve import derive

HUGE = Fraction(10**30)
STRONG = "smooth_strongly_convex"
UNITS = [
    (STRONG, "gradient_descent", "distance", {"mu": "1/10", "L": "1", "eta": "3/2"}),
    (STRONG, "gradient_descent", "fgap", {"mu": "1/10", "L": "1", "eta": "3/2"}),
    ("pl", "gradient_descent", "fgap", {"mu": "1/10", "L": "1", "eta": "1"}),
    ("opsc", "proximal_point", "gradnorm", {"mu": "1/10", "L": "1", "eta": "3/2"}),
]
LONG = Fraction(10**6)
FLAT = Fraction(1, 10**12)


def numbers(texts: dict[str, str]) -> dict[str, Fraction]:
    return {name: Fraction(text) for name, text in texts.items()}


@pytest.mark.parametrize(("kind", "method", "measure", "texts"), UNITS)
@pytest.mark.parametrize("unit", [HUGE, 1 / HUGE])
def test_the_factor_does_not_depend_on_units(
    kind: str, method: str, measure: str, texts: dict[str, str], unit: Fraction
) -> None:
    at = numbers(texts)
    scaled = {name: value / unit if name == "eta" else value * unit for name, value in at.items()}
    assert bound_at(kind, method, measure, scaled).factor == bound_at(kind, method, measure, at).factor


@pytest.mark.parametrize("measure", ["distance", "fgap", "gradnorm"])
@pytest.mark.parametrize(
    ("at", "curvature"),
    [
        ({"mu": Fraction(1, 10), "L": Fraction(1), "eta": LONG}, Fraction(1)),
        ({"mu": FLAT, "L": Fraction(1), "eta": Fraction(3, 2)}, FLAT),
        ({"mu": FLAT, "L": Fraction(1), "eta": Fraction(21, 10)}, Fraction(1)),
    ],
)
def test_next_to_the_closed_form_at_extreme_constants(
    measure: str, at: dict[str, Fraction], curvature: Fraction
) -> None:
    """The excess is small beside the factor, and beside its distance from 1."""
    exact = (1 - at["eta"] * curvature) ** 2
    found = bound_at(STRONG, "gradient_descent", measure, at).factor
    assert exact <= found <= exact + min(exact, abs(1 - exact)) / 10**9
    with pytest.raises(BadInput, match="one that the inequalities give"):
        bound_at(STRONG, "gradient_descent", measure, at, factor=exact - min(exact, abs(1 - exact)) / 10**3)


@pytest.mark.parametrize("measure", ["fgap", "gradnorm"])
def test_where_there_is_no_formula_the_line_says_what_to_ask(measure: str, capsys: pytest.CaptureFixture[str]) -> None:
    kind = "weak_strong_convexity"
    asked = ["derive", "--class", kind, "--method", "proximal_point", "--measure", measure]
    assert main(asked) == 3
    line = capsys.readouterr().err.strip()
    assert "\n" not in line
    numbers_asked = re.search(r'--at "([^"]*)"', line)
    assert numbers_asked is not None
    bound = bound_at(kind, "proximal_point", measure, parse_constants(numbers_asked[1]))
    assert bound.strength is Strength.PROVED


@pytest.mark.parametrize(("kind", "measure"), [("error_bound", "gradnorm"), ("quadratic_growth", "distance")])
def test_what_no_formula_can_bound_is_refused_with_the_reason(kind: str, measure: str) -> None:
    with pytest.raises(BadInput, match="of any size beside"):
        derive(kind, "proximal_point", measure)


def test_what_the_solver_does_not_see_is_undecided() -> None:
    at = {"mu": Fraction(1, 10), "L": HUGE, "eta": 1 / HUGE}
    with pytest.raises(Undecided, match="many orders of magnitude") as error:
        bound_at("opsc", "proximal_point", "gradnorm", at)
    assert "\n" not in str(error.value)
