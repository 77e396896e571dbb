"""The condition that f is a logistic loss of separable data: what it certifies, what it must not, what it rests on."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from proofkit import discovery
from proofkit.apply import apply
from proofkit.certificate import Certificate
from proofkit.certify import certify
from proofkit.engine.descent import gradient_at, value_at
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.region import Everywhere, Point
from proofkit.verdict import Verdict

TINY = Fraction(1, 10**30)
DATA = [
    {},
    {"margin": "1/5", "heights": "4/5, 1/2, -3/5"},
    {"heights": "0"},
    {"heights": [Fraction(1, 2)] * 3, "tau": 1},
]


def asked(landscape: Landscape, direction: Point | None = None) -> Certificate:
    return certify(landscape, "logistic_data", Everywhere(), center=direction or landscape.points["direction"])


def changed(landscape: Landscape, role: str, difference: Fraction) -> Landscape:
    return replace(landscape, constants={**landscape.constants, role: landscape.constants[role] + difference})


@pytest.mark.parametrize("parameters", DATA, ids=str)
def test_the_landscapes_data_are_certified(parameters: dict[str, object]) -> None:
    assert asked(discovery.landscape("logistic_loss", **parameters)).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("role", "difference", "word"),
    [
        ("gamma", TINY, "gamma"),
        ("gamma", Fraction(-1), "gamma"),
        ("E", Fraction(-1, 10**8), "E is"),
        ("tau", -9, "tau"),
    ],
)
def test_constants_that_do_not_fit_are_refuted(role: str, difference: Fraction, word: str) -> None:
    found = asked(changed(discovery.landscape("logistic_loss"), role, Fraction(difference)))
    assert found.verdict is Verdict.REFUTED
    assert word in found.open_


def test_a_direction_that_is_no_unit_vector_is_refuted() -> None:
    found = asked(discovery.landscape("logistic_loss"), (1 + TINY, Fraction(0)))
    assert (found.verdict, found.open_) == (Verdict.REFUTED, "the direction is no unit vector")


@pytest.mark.parametrize("change", ["half", "offset", "square", "long"])
def test_another_function_is_not_certified(change: str) -> None:
    landscape = discovery.landscape("logistic_loss")
    x, y = landscape.variables
    f = landscape.formula
    formulas = {"half": f / 2, "offset": f + 1, "square": f + x**2, "long": f.subs(y, 2 * y)}
    assert asked(replace(landscape, formula=formulas[change])).verdict is Verdict.UNDECIDED


def test_functions_without_these_constants_are_refused() -> None:
    with pytest.raises(BadInput, match="gamma"):
        certify(discovery.landscape("double_well"), "logistic_data", Everywhere(), center=(Fraction(1),))


def test_steps_too_large_for_the_tail_leave_the_theorem_open() -> None:
    theorem, landscape = discovery.theorem("large_step_logistic_regression"), discovery.landscape("logistic_loss")
    end = Fraction(1) / (2 * landscape.constants["E"])
    for eta, verdict in ((end - TINY, Verdict.HOLDS), (end, Verdict.REFUTED)):
        assert {row.label: row.verdict for row in apply(theorem, landscape, eta).rows}["level"] is verdict


@pytest.mark.parametrize("parameters", DATA, ids=str)
def test_what_the_certificate_says_of_the_loss_at_random_points(parameters: dict[str, object]) -> None:
    """The inequalities of the docstring, in floating point: potential, margin, convexity, and no rise below 1/(2η)."""
    landscape = discovery.landscape("logistic_loss", **parameters)
    gamma, rng = float(landscape.constants["gamma"]), np.random.default_rng(0)
    p, q = rng.normal(scale=20, size=(2, 2000, 2))
    f, g = value_at(landscape, p), gradient_at(landscape, p)
    size = np.linalg.norm(g, axis=1)
    assert (value_at(landscape, q) >= f + (g * (q - p)).sum(axis=1) - 1e-9).all()
    assert (size <= -g[:, 0] / gamma + 1e-12).all()  # equal margins: the potential is −⟨g, e⟩/γ
    assert (-g[:, 0] / gamma <= np.minimum(f, 1) + 1e-12).all()
    eta = 1 / (2 * f)
    assert (value_at(landscape, p - eta[:, None] * g) <= f * (1 + 1e-12)).all()
