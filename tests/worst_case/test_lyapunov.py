"""Forms that momentum multiplies by a factor, at exact constants: proved, next to what orbits show, and not lower."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from proofkit.errors import BadInput
from proofkit.kernel import Refused, replay
from proofkit.verdict import Strength
from proofkit.worst_case import bound_at, parse_constants
from proofkit.worst_case.lyapunov import CertifiedLyapunov, lyapunov_at

SMOOTH = "smooth_strongly_convex"
CASES = [
    ("heavy_ball", "mu=1/10, L=1, beta=1/4, eta=1"),
    ("nesterov", "mu=1/10, L=1, beta=1/2, eta=1"),
    ("nesterov", "mu=1/2, L=3, beta=1/5, eta=2/5"),
]


@cache
def found(method: str, constants: str) -> CertifiedLyapunov:
    return lyapunov_at(SMOOTH, method, parse_constants(constants))


def next_point(method: str, at: dict[str, float], gradient: float, p: float, q: float) -> float:
    return p + at["beta"] * (p - q) - at["eta"] * gradient


def form(bound: CertifiedLyapunov, p: float, q: float, gap: float) -> float:
    """V at two points on the line, the minimiser being 0 with value 0."""
    names = {"sq": lambda v: v * v, "dot": lambda u, v: u * v, "f": lambda v: gap if v else 0.0}
    return float(eval(bound.form, {"__builtins__": {}}, {**names, "p": p, "q": q, "x_star": 0.0}))


@pytest.mark.parametrize(("method", "constants"), CASES)
def test_the_form_falls_on_orbits(method: str, constants: str) -> None:
    """On quadratics of all curvatures, and on one whose curvature changes at a kink of the slope."""
    bound, at = found(method, constants), {k: float(v) for k, v in parse_constants(constants).items()}
    assert bound.strength is Strength.PROVED
    mu, L, factor = at["mu"], at["L"], float(bound.factor)
    slopes = [(lambda x, c=c: c * x, lambda x, c=c: c * x * x / 2) for c in np.linspace(mu, L, 5)]
    slopes.append(
        (lambda x: mu * x + (L - mu) * max(x - 1, 0), lambda x: (mu * x * x + (L - mu) * max(x - 1, 0) ** 2) / 2)
    )
    for slope, value in slopes:
        p, q = 3.0, -1.0
        for _ in range(25):
            ahead = p + at["beta"] * (p - q) if method == "nesterov" else p
            after = next_point(method, at, slope(ahead), p, q)
            before, then = form(bound, p, q, value(p)), form(bound, after, p, value(after))
            assert p * p <= before * (1 + 1e-9)
            assert then <= factor * before * (1 + 1e-9) + 1e-12
            p, q = after, p


@pytest.mark.parametrize(("method", "constants"), CASES)
def test_no_quadratic_is_faster_than_the_factor(method: str, constants: str) -> None:
    """The factor is at least the squared spectral radius on both extreme curvatures."""
    bound, at = found(method, constants), {k: float(v) for k, v in parse_constants(constants).items()}
    for curvature in (at["mu"], at["L"]):
        shrink = 1 - at["eta"] * curvature
        a, b = (1 + at["beta"] - at["eta"] * curvature, -at["beta"])
        if method == "nesterov":
            a, b = (1 + at["beta"]) * shrink, -at["beta"] * shrink
        assert max(abs(np.roots([1, -a, -b]))) ** 2 <= float(bound.factor)


def test_without_momentum_it_is_the_factor_of_gradient_descent() -> None:
    bound = found("heavy_ball", "mu=1/10, L=1, beta=0, eta=1")
    assert Fraction(81, 100) <= bound.factor <= Fraction(81, 100) * (1 + Fraction(1, 10**6))


@pytest.mark.parametrize("lower", [Fraction(1, 10**6), Fraction(1, 10**30)])
def test_the_kernel_refuses_a_lower_factor(lower: Fraction) -> None:
    bound = found(*CASES[0])
    assert replay(bound.lines)
    forged = [line.replace(f"({bound.factor})*", f"({bound.factor - lower})*") for line in bound.lines]
    assert forged != list(bound.lines)
    with pytest.raises(Refused):
        replay(forged)


def test_the_answer_is_plain_data() -> None:
    bound = bound_at(SMOOTH, "heavy_ball", "lyapunov", parse_constants(CASES[0][1]))
    data = bound.data
    assert json.loads(json.dumps(data)) == data
    assert (data["measure"], data["strength"]) == ("lyapunov", "proved")
    assert "sq(p - x_star)" in data["form"] and data["positive"]["squares"]
    assert set(bound.derivation.statement.declare) == {"g", "f", "x_star"}


@pytest.mark.parametrize(
    ("method", "constants", "words"),
    [
        ("heavy_ball", "mu=1/25, L=1, beta=4/9, eta=25/9", "some form in two points falls"),
        ("heavy_ball", "mu=1/10, L=1, beta=2, eta=1", "expected beta < 1"),
        ("heavy_ball", "mu=2, L=1, beta=1/2, eta=1", "expected L >= mu"),
        ("heavy_ball", "mu=1/10, L=1, eta=1", "values of mu, L, beta, eta"),
        ("gradient_descent", "mu=1/10, L=1, eta=1", "keeps the last point"),
        ("averaged_momentum", "mu=1/10, L=1, beta=1/2, eta=1", "keeps the last point"),
    ],
)
def test_what_has_no_form_is_said_in_one_line(method: str, constants: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as error:
        found(method, constants)
    assert "\n" not in str(error.value)
