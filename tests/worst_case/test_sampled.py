"""SGD with bounded variance at the optimum: an exact example next to the bound, and what the kernel refuses."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.derivation import Draft
from proofkit.errors import BadInput, ProofRefused
from proofkit.kernel import Refused, replay
from proofkit.worst_case import derive

NAME = "contraction_of_sgd_with_variance_at_optimum"
TINY = "1/10**30"
METHOD = "sgd_variance_at_optimum"
CASES = [(F(1, 5), F(1)), (F(3, 2), F(1)), (F(4, 5), F(2)), (F(9, 10), F(2))]  # step, L; mu is 1/10


def exact(expression: sp.Expr, values: dict[str, F]) -> F:
    return F(str(expression.subs({s: sp.Rational(str(values[s.name])) for s in expression.free_symbols})))


def mean_square(values: dict[str, F], turn: tuple[F, F], tilt: F) -> F:
    """E‖x⁺‖² from (1, 0), for two quadratics of curvatures mu, L with axes at (c, ±s), tilted by ±tilt along y."""
    mu, L, eta = (values[name] for name in ("mu", "L", "eta"))
    total = F(0)
    for sign in (1, -1):
        c, s = turn[0], sign * turn[1]
        gradient = (mu + (L - mu) * c * c, (L - mu) * c * s + sign * tilt)
        total += (1 - eta * gradient[0]) ** 2 + (eta * gradient[1]) ** 2
    return total / 2


def turns() -> Iterator[tuple[F, F]]:
    """Rational points of the circle, near both axes and between."""
    for t in (F(0), F(1, 1000), F(1, 50), F(1, 3), F(2, 3), F(49, 50), F(999, 1000), F(1)):
        yield 2 * t / (1 + t * t), (1 - t * t) / (1 + t * t)


def worst(values: dict[str, F], noise: F) -> F:
    """The largest E‖x⁺‖² − noise·σ², over the turns, each with its worst tilt and with others."""
    found = []
    for c, s in turns():
        best = values["eta"] ** 2 * (values["L"] - values["mu"]) * c * s / (noise - values["eta"] ** 2)
        found += [mean_square(values, (c, s), share * best) - noise * (share * best) ** 2 for share in (0, 1, F(3, 2))]
    return max(found)


@pytest.mark.parametrize(("eta", "L"), CASES)
def test_two_quadratics_meet_the_bound_and_refute_a_lower_one(eta: F, L: F) -> None:
    found, values = derive("smooth_strongly_convex", METHOD), {"mu": F(1, 10), "L": L, "eta": eta}
    factor, noise = exact(found.factor, values), exact(found.noise, values)
    assert worst(values, noise) == factor
    assert worst(values, noise * F(99, 100)) > factor


def test_gradient_descent_is_the_case_without_noise() -> None:
    plain = derive("smooth_strongly_convex").factor
    found = derive("smooth_strongly_convex", METHOD)
    for eta, L in CASES:
        values = {"mu": F(1, 10), "L": L, "eta": eta}
        assert exact(plain, values) == exact(found.factor, values)
    assert str(found.threshold) == "2/L"
    assert {proof.name for proof in replay(found.lines)} >= {NAME}


@pytest.mark.parametrize(("eta", "L"), [case for case in CASES if case[0] * case[1] <= 1])
def test_no_weaker_than_the_usual_bound(eta: F, L: F) -> None:
    """Factor 1 − 2ημ(1 − ηL), noise 2η² (Moulines and Bach; Needell, Srebro and Ward), for ηL ≤ 1."""
    found, values = derive("smooth_strongly_convex", METHOD), {"mu": F(1, 10), "L": L, "eta": eta}
    assert exact(found.factor, values) <= 1 - 2 * eta * values["mu"] * (1 - eta * L)
    assert exact(found.noise, values) <= 2 * eta**2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(1 - eta*mu)**2*sq(x - x_star) + 2*eta**2*(1", f"((1 - eta*mu)**2 - {TINY})*sq(x - x_star) + 2*eta**2*(1"),
        ("2*eta**2*(1 - eta*mu)*sigma**2", f"(2*eta**2*(1 - eta*mu) - {TINY})*sigma**2"),
        ("2*eta**2*(eta*L - 1)*sigma**2", f"(2*eta**2*(eta*L - 1) - {TINY})*sigma**2"),
        (
            "(1 - eta*mu)**2*sq(x - x_star) + 2*eta**2*sigma",
            f"((1 - eta*mu)**2 - {TINY})*sq(x - x_star) + 2*eta**2*sigma",
        ),
        ("eta*L <= 1", f"eta*L <= 1 + {TINY}"),
    ],
)
def test_a_better_bound_is_refused(old: str, new: str) -> None:
    """The proof, with the better bound wherever the right one stood."""
    lines = discovery.theorem(NAME).derivation.lines
    forged = [line.replace(old, new) for line in lines]
    assert sum(a != b for a, b in zip(lines, forged, strict=True)) > 1
    with pytest.raises(Refused):
        replay(forged)


@pytest.mark.parametrize("label", ["unbiased", "variance", "class"])
def test_every_assumption_is_needed(label: str) -> None:
    theorem = discovery.theorem(NAME)
    with pytest.raises(ProofRefused):
        theorem.write(Draft(theorem.statement.without(label)))


@pytest.mark.parametrize(
    ("function_class", "measure", "dimension", "words"),
    [
        ("pl", "distance", None, "expected smooth_strongly_convex"),
        ("smooth_strongly_convex", "fgap", None, "expected distance"),
        ("smooth_strongly_convex", "distance", 1, "for every dimension"),
    ],
)
def test_other_questions_are_refused(function_class: str, measure: str, dimension: int | None, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        derive(function_class, METHOD, measure, dimension=dimension)
