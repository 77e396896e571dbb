"""Answers that are known from the literature, compared as rational functions; claims and their refutation."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
import sympy as sp
from worst_functions import answer

import proofkit
from proofkit.discovery import load
from proofkit.extremal import Profile
from proofkit.kernel.replay import replay
from proofkit.verdict import Strength, Verdict
from proofkit.worst_case.answer import APPROACHED, ATTAINED, UPPER, WorstCase
from proofkit.worst_case.gram import Gram
from proofkit.worst_case.measure import parse_measure
from proofkit.worst_case.printable import theorems
from proofkit.worst_case.samples import constants
from proofkit.worst_case.setting import Setting, classes_of
from proofkit.worst_case.solved import solved
from proofkit.worst_case.steps import Curve

SYMBOLS = sp.symbols("L mu rho gamma delta eta")
L, MU, RHO, GAMMA, DELTA, ETA = SYMBOLS
FIELD = sp.QQ.frac_field(*SYMBOLS)


def same(one: sp.Expr, other: sp.Expr) -> bool:
    """Whether two rational functions are the same, by their normal forms."""
    plain = {s: next(own for own in SYMBOLS if own.name == s.name) for s in one.free_symbols | other.free_symbols}
    return FIELD.from_sympy(one.xreplace(plain)) == FIELD.from_sympy(other.xreplace(plain))


STRONG = {"eta*(L + mu) <= 2": (1 - ETA * MU) ** 2, "2 <= eta*(L + mu)": (1 - ETA * L) ** 2}
CONVEX = {"L*eta <= 2": sp.Integer(1), "2 <= L*eta": (1 - ETA * L) ** 2}
GROWTH = {"L*eta <= 1": sp.Integer(1), "1 <= L*eta": (1 - 2 * ETA * L) ** 2}
KNOWN = [
    ("smooth_strongly_convex", "gradient_descent", "distance", STRONG, 2 / L, 2 / (L + MU)),
    ("smooth_strongly_convex", "gradient_descent", "gradnorm", STRONG, 2 / L, 2 / (L + MU)),
    ("smooth_convex", "gradient_descent", "distance", CONVEX, 2 / L, None),
    ("smooth_convex", "gradient_descent", "fgap", CONVEX, 2 / L, None),
    ("smooth_convex", "gradient_descent", "gradnorm", CONVEX, 2 / L, None),
    ("smooth", "gradient_descent", "fgap", CONVEX, 2 / L, None),
    ("opsc", "gradient_descent", "distance", {"": 1 - 2 * ETA * MU + ETA**2 * L**2}, 2 * MU / L**2, MU / L**2),
    ("qg_plus", "gradient_descent", "distance", GROWTH, 1 / L, None),
    ("convex_upper_growth", "gradient_descent", "distance", GROWTH, 1 / L, None),
    ("weak_strong_convexity", "proximal_point", "distance", {"": 1 / (1 + ETA * MU) ** 2}, sp.oo, sp.oo),
    ("strongly_convex", "proximal_point", "distance", {"": 1 / (1 + ETA * MU) ** 2}, sp.oo, sp.oo),
    ("convex", "proximal_point", "distance", {"": sp.Integer(1)}, sp.oo, None),
]


@pytest.mark.parametrize(("kind", "method", "measure", "pieces", "threshold", "best"), KNOWN)
def test_known_factor(kind: str, method: str, measure: str, pieces: dict, threshold: sp.Expr, best: sp.Expr) -> None:
    found = answer(kind, method, measure)
    assert found.sharp
    assert {" and ".join(piece.region) for piece in found.pieces} == set(pieces)
    assert all(same(piece.factor, pieces[" and ".join(piece.region)]) for piece in found.pieces)
    assert found.threshold == threshold if threshold == sp.oo else same(found.threshold, threshold)
    assert found.threshold_proof is not None
    assert found.best_step is best if best in (None, sp.oo) else same(found.best_step, best)


def test_smooth_strongly_convex_gap() -> None:
    found = answer("smooth_strongly_convex", "gradient_descent", "fgap")
    assert found.sharp and [piece.sharpness for piece in found.pieces] == [ATTAINED] * 2
    assert all(same(piece.factor, STRONG[piece.region[0]]) for piece in found.pieces)


def test_worst_cases_are_named() -> None:
    flat, steep = answer("smooth_convex", "gradient_descent", "distance").pieces
    assert (flat.sharpness, flat.worst_case) == (APPROACHED, str(Profile(("L", "0"), ("delta",))))
    assert (steep.sharpness, steep.worst_case) == (ATTAINED, str(Profile(("L",))))


def test_dimension_is_told() -> None:
    """On the line the factor of OPSC with EB⁺ is smaller; where a piece needs the plane, it says so."""
    (piece,) = answer("opsc", "gradient_descent", "distance").pieces
    assert "plane" in piece.worst_case
    everywhere = answer("opsc", "gradient_descent", "distance")
    assert everywhere.sharp_in == everywhere.data["sharp_in"] == "dimension 2 and above"
    assert any("on the line (dimension 1)" in note and "threshold is 2/L" in note for note in everywhere.notes)
    shown = [theorem.remarks for theorem in theorems(everywhere)]
    assert shown[-1] == "It is sharp in dimension 2 and above."
    printed = load("exporter", "markdown").answer(everywhere)
    assert "sharp in dimension 2 and above" in printed and "on the line (dimension 1) the factor is smaller" in printed
    assert answer("smooth_convex", "gradient_descent", "distance").sharp_in == "every dimension"
    assert answer("pl", "gradient_descent", "fgap").sharp_in is None
    line = proofkit.derive("opsc", dimension=1)
    assert line.dimension == "1" and line.sharp and line.sharp_in == "dimension 1" and same(line.threshold, 2 / L)
    assert all(same(piece.factor, STRONG[piece.region[0]]) for piece in line.pieces)
    assert {proof.header["dimension"] for proof in replay(line.lines) if "on_line__" in proof.name} == {"1"}


def test_gap_under_pl_is_below_the_textbook_and_not_claimed_sharp() -> None:
    found = answer("pl", "gradient_descent", "fgap")
    assert not found.sharp and found.threshold == 2 / sp.Symbol("L")
    for mu in (sp.Rational(1, 10), sp.Rational(3, 5)):
        for eta in (sp.Rational(1, 3), sp.Rational(9, 8), sp.Rational(19, 10)):
            at = {"L": sp.Integer(1), "mu": mu, "eta": eta}
            factor = value(found, at)
            assert 0 <= factor < 1 - eta * mu * (2 - eta)


def value(found: WorstCase, at: dict[str, sp.Rational]) -> sp.Expr:
    """The factor of the first piece whose region the constants and the step are in."""
    for piece in found.pieces:
        if all(eval(text, {}, at) for text in piece.region):
            return piece.factor.xreplace({s: at[s.name] for s in piece.factor.free_symbols})
    raise AssertionError(f"no piece at {at}")


def test_a_factor_as_one_expression_agrees_with_its_pieces() -> None:
    found = answer("smooth_strongly_convex", "gradient_descent", "distance")
    for eta in (sp.Rational(1, 2), sp.Rational(8, 5)):
        at = {"L": sp.Integer(1), "mu": sp.Rational(1, 4), "eta": eta}
        assert found.factor.xreplace({s: at[s.name] for s in found.factor.free_symbols}) == value(found, at)


def test_upper_bounds_name_no_function() -> None:
    for case in (("pl", "gradient_descent", "fgap"), ("opsc", "gradient_descent", "distance")):
        assert all((piece.sharpness == UPPER) is (piece.worst_case == "") for piece in answer(*case).pieces)


def test_mixed_measure() -> None:
    found = proofkit.derive("smooth_strongly_convex", "gradient_descent", "fgap + 2*distance")
    assert found.measure == "fgap + 2*distance" or found.measure == "2*distance + fgap"
    assert all(same(piece.factor, STRONG[piece.region[0]]) for piece in found.pieces)


TINY = Fraction(1, 10**30)


@pytest.mark.parametrize(
    ("claimed", "where", "verdict"),
    [
        ("1", ("eta*L < 2",), Verdict.HOLDS),
        (f"1 - {TINY}", ("eta*L < 2",), Verdict.REFUTED),
        ("1", (f"eta*L < 2 + {TINY}",), Verdict.REFUTED),
        ("(1 - eta*L)**2", ("eta*L >= 2",), Verdict.HOLDS),
    ],
)
def test_claims(claimed: str, where: tuple[str, ...], verdict: Verdict) -> None:
    judged = proofkit.judge("smooth_convex", "gradient_descent", "distance", claimed, where)
    assert judged.verdict is verdict
    if verdict is Verdict.HOLDS:
        assert replay(judged.lines)
    else:
        example = judged.counterexample
        assert example is not None and example.factor > example.claimed


TEXTBOOK = "1 - eta*mu*(2 - eta*L)"


@pytest.mark.parametrize(
    ("claimed", "where", "verdict"),
    [
        (TEXTBOOK, "eta*L <= 2", Verdict.HOLDS),
        ("1 - eta*mu", "eta*L <= 1", Verdict.HOLDS),
        (f"{TEXTBOOK} - eta*mu*{TINY}", "eta*L <= 2", Verdict.REFUTED),
        (TEXTBOOK, f"eta*L <= 2 + {TINY}", Verdict.REFUTED),
        (f"{TEXTBOOK} - eta*mu*{TINY}", "eta*L <= 1", Verdict.UNDECIDED),
    ],
)
def test_claims_where_the_factor_has_a_root(claimed: str, where: str, verdict: Verdict) -> None:
    """Such a claim is proved by weights of its own, as one statement; next to it nothing is proved."""
    judged = proofkit.judge("pl", "gradient_descent", "fgap", claimed, [where])
    assert judged.verdict is verdict
    if verdict is Verdict.HOLDS:
        (proof,) = (proof for proof in replay(judged.lines) if proof.name.endswith("__claim"))
        assert proof.header["conclusion"].startswith("forall(p, vector, f(p - eta*g(p)) - f(x_star) <= (")
        assert proof.header["hypotheses"]["region_1"] == where.replace("eta*L", "L*eta")


def test_a_claim_by_pieces_says_that_they_leave_nothing_out() -> None:
    judged = proofkit.judge("smooth_convex", "gradient_descent", "distance", "1", ["eta*L < 2"])
    assert any(proof.name.endswith("__coverage") for proof in replay(judged.lines))


def test_a_best_step_is_best_for_all_constants() -> None:
    """1/(2 mu) has the least bound only while L is at least sqrt(2)*mu, mu/L^2 only below that."""
    found = answer("opsc", "gradient_descent", "gradnorm")
    assert isinstance(found.best_step, sp.Max)
    assert any(same(end, 1 / (2 * MU)) for end in found.best_step.args)
    assert any(same(end, MU / L**2) for end in found.best_step.args)
    for mu in (sp.Rational(1, 2), sp.Rational(9, 10)):
        best = found.best_step.subs({s: {"mu": mu, "L": 1}[s.name] for s in found.best_step.free_symbols})
        least = value(found, {"L": sp.Integer(1), "mu": mu, "eta": best})
        for share in (sp.Rational(9, 10), sp.Rational(99, 100), sp.Rational(101, 100), sp.Rational(11, 10)):
            assert value(found, {"L": sp.Integer(1), "mu": mu, "eta": best * share}) > least


def test_a_window_of_steps_below_one() -> None:
    found = answer("opsc", "gradient_descent", "gradnorm")
    low, high = found.window
    assert same(low, (L - MU) / (L * MU)) and same(high, 2 * MU / L**2)
    for mu in (sp.Rational(3, 5), sp.Rational(9, 10)):
        start, end = (one.subs({s: {"mu": mu, "L": 1}[s.name] for s in one.free_symbols}) for one in (low, high))
        for eta, below in ((start * sp.Rational(99, 100), False), ((start + end) / 2, True), (end * 2, False)):
            assert bool(value(found, {"L": sp.Integer(1), "mu": mu, "eta": eta}) < 1) is below
    data = found.data
    assert data["threshold"] is None and data["threshold_of"] is None and data["window"] == [str(low), str(high)]
    assert data["no_threshold"] == "the factor is above 1 for small steps"
    assert answer("smooth", "gradient_descent", "gradnorm").window is None


@pytest.mark.parametrize(
    ("kind", "measure", "whose"),
    [
        ("star_convex", "distance", "bound"),
        ("quasar_convex", "distance", "bound"),
        ("pl", "fgap", "class"),
        ("smooth_convex", "distance", "class"),
        ("smooth", "gradnorm", None),
    ],
)
def test_whose_threshold_it_is(kind: str, measure: str, whose: str | None) -> None:
    """Beyond that of the class a piece is sharp; the threshold of a bound may be lower."""
    assert answer(kind, "gradient_descent", measure).data["threshold_of"] == whose


@pytest.mark.parametrize(
    ("kind", "measure", "reason"),
    [
        ("smooth_convex", "distance", "the least factor is that of many steps"),
        ("smooth", "gradnorm", "the factor grows with the step"),
        ("pl", "fgap", "no formula was found"),
        ("smooth_strongly_convex", "distance", ""),
    ],
)
def test_why_no_step_is_best(kind: str, measure: str, reason: str) -> None:
    assert answer(kind, "gradient_descent", measure).data["no_best_step"] == reason


def test_no_threshold_where_the_factor_of_small_steps_is_not_known() -> None:
    gram = Gram(Setting(classes_of("smooth_convex")[0], load("method", "gradient_descent"), parse_measure("distance")))
    parts = [entry.piece for entry in solved(gram)[0]]
    assert Curve(parts, constants(gram.setting)).threshold() is not None
    assert Curve(parts[1:], constants(gram.setting)).threshold() is None


def test_a_bound_above_one_has_no_threshold() -> None:
    found = proofkit.derive("qg_plus", "gradient_descent", "fgap + distance")
    assert found.coverage is Strength.PROVED and not found.sharp
    assert found.data["threshold"] is None and found.data["no_threshold"] == "the bound is above 1 for small steps"


@pytest.mark.parametrize(
    ("given", "whole"),
    [("convex, smooth", "smooth_convex"), ("smooth, strongly_convex", "smooth_strongly_convex")],
)
def test_an_intersection_that_is_a_class(given: str, whole: str) -> None:
    found = proofkit.derive(given, "gradient_descent", "gradnorm")
    assert found.function_class == (whole,) and found.sharp
    assert "together are" in found.notes[0]


@pytest.mark.parametrize(("one", "other"), [("pl, smooth", "smooth, pl"), ("opsc, upper_error_bound", "opsc")])
def test_the_order_of_the_classes_does_not_matter(one: str, other: str) -> None:
    found, same_again = (proofkit.derive(kinds, "gradient_descent", "distance") for kinds in (one, other))
    assert found.lines == same_again.lines
    shown, shown_again = ({**answer.data, "notes": answer.notes[-1]} for answer in (found, same_again))
    assert shown == shown_again
    assert any(piece.worst_case for piece in found.pieces)


def test_three_classes_in_any_order() -> None:
    orders = permutations(("smooth", "quasar_convex", "pl"))
    assert {tuple(kind.name for kind in classes_of(",".join(order))[0]) for order in orders} == {
        ("pl", "quasar_convex", "smooth")
    }


def test_a_class_named_twice_counts_once() -> None:
    found = proofkit.derive("opsc, opsc")
    assert found.function_class == ("opsc", "upper_error_bound") and found.sharp


def test_a_free_weight_has_a_value_wherever_its_piece_is_said_to_hold() -> None:
    """PL, proximal step: beyond L*eta = 3 the best weight would not even be real, so no piece with one is left."""
    found = answer("pl", "proximal_point", "gradnorm")
    assert found.is_open and not any(piece.parameter for piece in found.pieces)
