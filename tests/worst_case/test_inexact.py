"""A gradient with a relative error: closed forms on all steps, on which functions, and what is refused beside them."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
import sympy as sp
from worst_functions import answer, number, rational_root

from proofkit.discovery import load
from proofkit.kernel.replay import replay
from proofkit.kernel.rules import Refused
from proofkit.verdict import Strength
from proofkit.worst_case.answer import APPROACHED, ATTAINED, UPPER
from proofkit.worst_case.bound import bound_at
from proofkit.worst_case.gram import Gram
from proofkit.worst_case.measure import parse_measure
from proofkit.worst_case.one_square import one_square, worst_in_plane
from proofkit.worst_case.samples import samples
from proofkit.worst_case.setting import Setting, classes_of

L, MU, DELTA, ETA = SYMBOLS = sp.symbols("L mu delta eta")
STEEP = (ETA * L * (1 + DELTA) - 1) ** 2
TURNED = 1 + DELTA**2 * ETA * L / (2 - ETA * L)


def plain(expression: sp.Expr) -> sp.Expr:
    return expression.xreplace({s: sp.Symbol(s.name) for s in expression.free_symbols})


def same(one: sp.Expr, other: sp.Expr) -> bool:
    field = sp.QQ.frac_field(*SYMBOLS)
    return field.from_sympy(plain(one)) == field.from_sympy(other)


@pytest.mark.parametrize("kind", ["smooth_convex", "smooth", "smooth_hypoconvex", "star_convex"])
def test_the_gap_does_not_grow_up_to_the_threshold(kind: str) -> None:
    found = answer(kind, "inexact_gradient", "fgap")
    flat, steep = found.pieces
    assert found.sharp and found.coverage is Strength.PROVED and found.threshold_proof is not None
    assert same(found.threshold, 2 / (L * (1 + DELTA)))
    assert flat.factor == 1 and flat.sharpness == APPROACHED and flat.region == ("L*eta*(delta + 1) <= 2",)
    assert same(steep.factor, STEEP) and steep.sharpness == ATTAINED


@pytest.mark.parametrize("measure", ["distance", "gradnorm"])
def test_the_distance_grows_for_every_step(measure: str) -> None:
    """The error turns across the gradient: in the plane the factor is above 1 even for short steps."""
    found = answer("smooth_convex", "inexact_gradient", measure)
    turned, steep = found.pieces
    assert found.coverage is Strength.PROVED
    assert turned.region == ("L*eta*(delta + 1) <= delta + 2",) and same(turned.factor, TURNED)
    assert steep.region == ("delta + 2 <= L*eta*(delta + 1)",) and same(steep.factor, STEEP)
    assert not found.sharp and turned.sharpness == UPPER
    names = {proof.name for proof in replay(found.lines)}
    assert {piece.derivation.statement.name for piece in found.pieces} < names


def test_the_turned_error_attains_its_factor() -> None:
    """x with |x| = 1, the gradient of a smooth convex function with minimiser 0, an error against x - eta*g."""
    steep, delta, eta = Fraction(1), Fraction(3, 5), Fraction(1, 2)
    a = 2 * eta / steep - eta**2
    square = (eta * delta) ** 2 / (a * (a + (eta * delta) ** 2))  # |g|^2
    inner = square / steep  # <g, x>: the least that smooth convex functions allow
    assert 0 < square <= steep**2 and inner <= rational_root(Fraction(1)) and inner**2 <= square
    moved = 1 - 2 * eta * inner + eta**2 * square  # |x - eta*g|^2
    ratio = delta**2 * steep / (2 - eta * steep)  # xi = -ratio*(x - eta*g)
    assert ratio**2 * moved == delta**2 * square
    at = {"L": steep, "delta": delta, "eta": eta}
    assert (1 + eta * ratio) ** 2 * moved == number(str(TURNED), at)


def test_opsc_uses_its_class_and_has_a_threshold() -> None:
    found = answer("opsc", "inexact_gradient", "distance")
    (piece,) = found.pieces
    assert {"opsc", "upper_error_bound"} < set(piece.derivation.statement.hypotheses)
    root = sp.sqrt(1 - 2 * ETA * MU + ETA**2 * L**2)
    assert sp.expand(plain(piece.factor) - (root + ETA * DELTA * L) ** 2) == 0
    assert piece.parameter and found.coverage is Strength.PROVED and not found.is_open
    assert found.sharp and found.sharp_in == "dimension 2 and above"
    limit = found.threshold.args[1]
    assert found.threshold == sp.Max(0, limit) and same(limit, 2 * (MU - DELTA * L) / (L**2 * (1 - DELTA**2)))


def test_opsc_holds_for_every_weight_and_for_none_that_is_negative() -> None:
    (piece,) = answer("opsc", "inexact_gradient", "distance").pieces
    lines = piece.derivation.lines
    assert replay(lines)
    header = json.loads(lines[0])
    (limit,) = (label for label, text in header["hypotheses"].items() if label.startswith("limit"))
    assert header["hypotheses"][limit] == "0 < u"
    for wrong in ("0 < u + 1", "u < 0"):
        forged = {**header, "hypotheses": {**header["hypotheses"], limit: wrong}}
        with pytest.raises(Refused):
            replay([json.dumps(forged), *lines[1:]])


def test_opsc_on_its_plane_function() -> None:
    """L = 5, mu = 3, eta = 2/21: |x - eta*g| = 17/21; the error against it is as long as delta*|g|."""
    (piece,) = answer("opsc", "inexact_gradient", "distance").pieces
    steep, mu, eta, delta = Fraction(5), Fraction(3), Fraction(2, 21), Fraction(1, 7)
    x = (Fraction(1), Fraction(0))
    g = (mu, rational_root(steep**2 - mu**2))
    moved = [a - eta * b for a, b in zip(x, g, strict=True)]
    length = rational_root(sum(a * a for a in moved))
    error = [-delta * steep * a / length for a in moved]
    assert sum(e * e for e in error) == delta**2 * sum(b * b for b in g)
    after = sum((a - eta * (b + e)) ** 2 for a, b, e in zip(x, g, error, strict=True))
    values = {L: steep, MU: mu, ETA: eta, DELTA: delta}
    exact = plain(piece.factor).subs({s: sp.Rational(v.numerator, v.denominator) for s, v in values.items()})
    assert exact == sp.Rational(after.numerator, after.denominator)


def test_opsc_agrees_with_the_bound_at_numbers() -> None:
    at = {"mu": Fraction(1), "L": Fraction(2), "delta": Fraction(1, 10), "eta": Fraction(1, 5)}
    found = bound_at("opsc", "inexact_gradient", "distance", at)
    (piece,) = answer("opsc", "inexact_gradient", "distance").pieces
    values = {sp.Symbol(name): sp.Rational(v.numerator, v.denominator) for name, v in at.items()}
    exact = sp.N(plain(piece.factor).subs(values), 30)
    assert 0 <= sp.Rational(*found.factor.as_integer_ratio()) - exact < sp.Rational(1, 10**9)


def test_an_upper_bound_says_which_class_it_leaves_unused() -> None:
    for kind, method, measure, index in (
        ("pl", "inexact_gradient", "fgap", 1),
        ("star_convex", "gradient_descent", "gradnorm", 1),
    ):
        found = answer(kind, method, measure)
        assert not found.sharp
        assert any(f"piece {index} is an upper bound that does not use {kind}" in note for note in found.notes)
    assert not any("does not use" in note for note in answer("opsc", "inexact_gradient", "distance").notes)


def test_only_an_error_has_such_proofs() -> None:
    kinds = classes_of("opsc")[0]
    exact = Gram(Setting(kinds, load("method", "gradient_descent"), parse_measure("distance")))
    points = samples(exact.setting)
    assert one_square(exact, range(len(points)), points) == []
    assert worst_in_plane(exact, exact.scalar("1 - 2*eta*mu + eta**2*L**2")) == ""
    noisy = Gram(Setting(kinds, load("method", "inexact_gradient"), parse_measure("distance")))
    (found, *_) = one_square(noisy, range(20), samples(noisy.setting))
    assert "plane_family" in worst_in_plane(noisy, found.certificate.factor)
    assert worst_in_plane(noisy, found.certificate.factor + 1) == ""
