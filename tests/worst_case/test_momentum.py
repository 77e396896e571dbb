"""Momentum on quadratics: the factor is the worst spectral radius squared, and the proofs refuse less."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp

from proofkit import discovery
from proofkit.errors import BadInput
from proofkit.kernel import Refused, replay
from proofkit.quadratic_stability import quadratic_stability
from proofkit.symbolic import to_sympy
from proofkit.verdict import Strength
from proofkit.worst_case import derive
from proofkit.worst_case.answer import PieceOfFactor, WorstCase

METHODS = ("heavy_ball", "nesterov", "averaged_momentum")
Values = dict[str, float]


@cache
def answer(method: str) -> WorstCase:
    return derive("quadratic", method, "lyapunov")


@cache
def compiled(expression: sp.Expr) -> Callable[..., float]:
    return sp.lambdify(sorted(expression.free_symbols, key=str), expression, "math")


def at(expression: sp.Expr, values: Values) -> float:
    return float(compiled(expression)(*(values[s.name] for s in sorted(expression.free_symbols, key=str))))


@cache
def recurrence(method: str) -> tuple[sp.Expr, sp.Expr]:
    found = quadratic_stability(discovery.load("method", method))
    return to_sympy(found.a), to_sympy(found.b)


def radius(method: str, values: Values, curvature: float) -> float:
    """Of the companion matrix, in floating point."""
    a, b = (at(expression, {**values, "lam": curvature}) for expression in recurrence(method))
    return float(max(abs(np.roots([1, -a, -b]))))


def settings(seed: int, count: int) -> list[Values]:
    rng = np.random.default_rng(seed)
    numbers = rng.uniform(0.02, 1, (count, 3))
    return [{"mu": 2 * m, "L": 2.0, "beta": 0.97 * b, "eta": 1.6 * e} for m, b, e in numbers]


@pytest.mark.parametrize("method", METHODS)
def test_the_factor_is_the_worst_radius_between_the_ends(method: str) -> None:
    factor = answer(method).factor
    for values in settings(1, 40):
        inside = [radius(method, values, c) ** 2 for c in np.linspace(values["mu"], values["L"], 21)]
        assert at(factor, values) == pytest.approx(max(inside), rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_the_pieces_cover_everything_and_agree_with_the_whole(method: str) -> None:
    found, seen = answer(method), set()
    for values in settings(2, 120):
        whole = at(found.factor, values)
        inside = [k for k, piece in enumerate(found.pieces) if covers(piece, values)]
        assert inside
        seen.update(inside)
        for k in inside:
            assert at(found.pieces[k].factor, values) == pytest.approx(whole, rel=1e-9)
    assert seen == {0, 1, 2}


def covers(piece: PieceOfFactor, values: Values) -> bool:
    """Whether the values lie in the region; the factor, rho**2, is a real number where the part without rho holds."""
    plain = [text for text in piece.region if "rho" not in text]
    return holds(plain, values) and holds(piece.region, {**values, "rho": at(piece.factor, values) ** 0.5})


def holds(region: Sequence[str], values: Values) -> bool:
    sides = (text.split(" <= ") for text in region)
    return all(at(to_sympy(low), values) <= at(to_sympy(high), values) + 1e-12 for low, high in sides)


@pytest.mark.parametrize("method", METHODS)
def test_the_threshold_is_jurys_at_the_largest_curvature(method: str) -> None:
    found, values = answer(method), {"mu": 0.3, "L": 2.0, "beta": 0.4}
    end = at(found.threshold, values)
    for share, stable in ((1 - 1e-6, True), (1 + 1e-6, False)):
        assert (at(found.factor, {**values, "eta": share * end}) < 1) is stable
    assert found.threshold_proof is not None
    assert (found.data["threshold_strength"], found.contracts) == ("proved", True)


def test_heavy_ball_at_its_best_step() -> None:
    """With ηbest = 2(1 + β)/(L + μ) and β = ((√L − √μ)/(√L + √μ))² the factor is β (Polyak)."""
    found = answer("heavy_ball")
    beta = (2 - 1) ** 2 / (2 + 1) ** 2
    values = {"mu": 1.0, "L": 4.0, "beta": beta}
    step = at(found.best_step, values)
    assert at(found.factor, {**values, "eta": step}) == pytest.approx(beta)
    for share in (0.99, 1.01):
        assert at(found.factor, {**values, "eta": share * step}) > beta + 1e-4


@pytest.mark.parametrize("method", METHODS)
def test_every_piece_is_proved_and_replays(method: str) -> None:
    found = answer(method)
    assert all(piece.strength is Strength.PROVED for piece in found.pieces)
    names = {proof.name for proof in replay(found.lines)}
    assert names >= {piece.derivation.statement.name for piece in found.pieces}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("piece", [0, 1, 2])
@pytest.mark.parametrize(("label", "wrong"), [("rate", "r > rho - 1/10**30"), ("high", "lam <= L + 1/10**30")])
def test_less_is_refused(method: str, piece: int, label: str, wrong: str) -> None:
    """Neither a smaller rate nor a larger curvature."""
    lines = answer(method).pieces[piece].derivation.lines
    header = json.loads(lines[0])
    right = header["hypotheses"][label]
    forged = [line.replace(json.dumps(right), json.dumps(wrong)) for line in lines]
    assert forged != list(lines)
    with pytest.raises(Refused):
        replay(forged)


def test_the_form_falls_by_the_rate_on_an_orbit() -> None:
    """The statement's W at exact numbers, along an orbit of the method."""
    found = answer("heavy_ball").pieces[0]
    conclusion = found.derivation.statement.conclusion
    bound = conclusion.split(" <= r**2*")[-1].removesuffix(")")
    values = {"mu": Fraction(1, 4), "L": Fraction(1), "lam": Fraction(1, 2), "beta": Fraction(1, 10)}
    values |= {"eta": Fraction(1, 2), "r": Fraction(9, 10)}
    form = bound.replace("x(t+1)", "u").replace("x(t)", "w")
    x = [Fraction(3), Fraction(-2)]
    for _ in range(12):
        x.append(x[-1] * (1 - values["eta"] * values["lam"] + values["beta"]) - values["beta"] * x[-2])
    exact = [value(form, {**values, "u": u, "w": w}) for w, u in pairwise(x)]
    assert all(0 < after <= values["r"] ** 2 * before for before, after in pairwise(exact))


def value(text: str, values: dict[str, Fraction]) -> Fraction:
    expression = to_sympy(text)
    exact = expression.subs({s: sp.Rational(str(values[s.name])) for s in expression.free_symbols})
    return Fraction(str(exact))


@pytest.mark.parametrize(
    ("function_class", "method", "words"),
    [
        ("smooth_convex", "heavy_ball", "quadratic for lyapunov"),
        ("quadratic", "gradient_descent", "which keeps nothing"),
        ("quadratic", "heavyball", "did you mean"),
    ],
)
def test_what_has_no_formula_is_said(function_class: str, method: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        derive(function_class, method, "lyapunov")


def test_other_measures_ask_for_lyapunov() -> None:
    with pytest.raises(BadInput, match="or the measure lyapunov"):
        derive("quadratic", "heavy_ball", "distance")


def test_all_steps_are_refused() -> None:
    with pytest.raises(BadInput, match="all steps"):
        derive("quadratic", "heavy_ball", "lyapunov", all_steps=True)
