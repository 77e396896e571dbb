"""Every class with every method and measure: proofs that replay and sharp pieces that are sharp, or a reason."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from worst_functions import Constants, Function, answer, function_of, measured, number, places, planar, satisfies
from worst_plane import on_plane

from proofkit.discovery import load, names
from proofkit.errors import BadInput, Undecided
from proofkit.extremal import Planar, Profile, Radial
from proofkit.function_class import FunctionClass
from proofkit.kernel.replay import replay
from proofkit.verdict import Strength
from proofkit.worst_case.answer import APPROACHED, UPPER, PieceOfFactor, WorstCase

MEASURES = ("distance", "fgap", "gradnorm")
CASES = [(kind, "gradient_descent", measure) for kind in names("class") for measure in MEASURES]
CASES += [
    (kind, "proximal_point", measure)
    for kind in names("class")
    for measure in MEASURES
    if measure == "distance" or kind not in ("pl", "quasar_convex", "star_convex", "smooth_hypoconvex")
]
CASES += [
    ("opsc", "inexact_gradient", "gradnorm"),
    ("qg_plus", "inexact_gradient", "distance"),
    ("smooth", "inexact_gradient", "gradnorm"),
    ("smooth_convex", "inexact_gradient", "distance"),
]


@pytest.mark.parametrize(("kind", "method", "measure"), CASES, ids=["-".join(case) for case in CASES])
def test_an_answer_or_a_reason(kind: str, method: str, measure: str) -> None:
    try:
        found = answer(kind, method, measure)
    except BadInput as refused:
        assert refused.expected.startswith("one that") or refused.what == "class"
        return
    except Undecided as open_:
        assert "--at" in str(open_)
        return
    assert found.pieces
    assert found.coverage is (None if found.is_open else Strength.PROVED)
    proofs = replay(found.lines)
    assert {proof.name for proof in proofs} >= {piece.derivation.statement.name for piece in found.pieces}
    for index, piece in enumerate(found.pieces):
        if piece.sharpness != UPPER:
            sharp_on(found, piece, index)


def sharp_on(found: WorstCase, piece: PieceOfFactor, seed: int) -> None:
    """The function that the piece names has its factor, at random constants and steps in the piece's region."""
    text, _, error = piece.worst_case.partition(", with error ")
    extremal = next(entry for entry in load("class", found.function_class[0]).extremal if str(entry) == text)
    at_some = places([*signs_of(found), *piece.region], symbols_of(found), 4, seed)
    assert at_some
    for at in at_some:
        if isinstance(extremal, Planar) and extremal.end:
            assert float(number(str(piece.factor), at)) == pytest.approx(on_plane(extremal, found.method, at)[1])
        elif isinstance(extremal, Planar):
            tight_on_plane(piece, extremal, {**at, "mu": at["L"] * Fraction(3, 5)})
        else:
            on_line(found, piece, extremal, error, at)


def classes_of(found: WorstCase) -> list[FunctionClass]:
    return [load("class", name) for name in found.function_class]


def signs_of(found: WorstCase) -> list[str]:
    ordered = ["mu < L"] if {"mu", "L"} <= set(symbols_of(found)) else []
    return [*(sign for kind in classes_of(found) for sign in kind.signs), *ordered]


def symbols_of(found: WorstCase) -> list[str]:
    constants = dict.fromkeys(name for kind in classes_of(found) for name in kind.constants)
    return [*constants, *(["delta"] if load("method", found.method).noise else [])]


def tight_on_plane(piece: PieceOfFactor, extremal: Planar, at: Constants) -> None:
    assert planar(extremal, at["mu"], at["L"], at["eta"]) == number(str(piece.factor), at)


def on_line(found: WorstCase, piece: PieceOfFactor, extremal: Profile | Radial, error: str, at: Constants) -> None:
    """The step on the function has the factor, and the function is in the classes, 0 or `star` its minimiser."""
    weights = {found.measure: Fraction(1)}
    for delta in (Fraction(1, 10**6), Fraction(1, 10**12)):
        function, before, after = step(extremal, found.method, error, at, delta)
        own = measured(weights, function, after) / measured(weights, function, before)
        gap = number(str(piece.factor), at) - own
        assert 0 <= gap < 100 * delta if piece.sharpness == APPROACHED else gap == 0
        for kind in classes_of(found):
            for p, r in pairs(before, after, function.star):
                assert satisfies(kind.inequality, function, at, p, r), (kind.name, p, r)
                assert function.f(p) >= function.f(function.star)


def step(
    extremal: Profile | Radial, method: str, error: str, at: Constants, delta: Fraction
) -> tuple[Function, Fraction, Fraction]:
    """(the function, the point before the step, the point after it), the gradient being taken at 1."""
    share = Fraction(1) if not error else 1 + at["delta"] * (1 if error.startswith("+") else -1)
    sign = 1 if method == "proximal_point" else -1
    slope = function_of(extremal, at, delta, Fraction(1)).g(Fraction(1))
    other = 1 + sign * at["eta"] * share * slope
    function = function_of(extremal, at, delta, other)
    assert other == 1 + sign * at["eta"] * share * function.g(Fraction(1))
    return (function, other, Fraction(1)) if sign > 0 else (function, Fraction(1), other)


def pairs(before: Fraction, after: Fraction, star: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
    """Pairs of points: those of the step, and others around."""
    far = max(abs(before), abs(after), Fraction(1))
    seen = [before, after, star, *(Fraction(k, 7) * far for k in (-9, -4, -1, 2, 5, 8, 15))]
    return ((p, r) for p in seen for r in seen)
