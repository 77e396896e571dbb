"""Unstable minima and strict saddles: what the theorems must not give, and which points the conditions refuse."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.apply import apply
from proofkit.certify import certify
from proofkit.derivation import derive
from proofkit.errors import BadInput, ProofRefused
from proofkit.landscape import Landscape
from proofkit.region import Everywhere
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
TINY = F(1, 10**30)
WELLS = discovery.landscape("saddle_between_wells")


def unstable(landscape: Landscape, step: F) -> Verdict:
    return certify(landscape, "unstable_points", Everywhere(), step=step).verdict


def test_the_edge_of_instability_is_exact():
    pair = discovery.landscape("kinked_pair")  # curvature 8 at x_dagger, 1 at x_star
    assert [unstable(pair, F(1, 4) + gap) for gap in (-TINY, 0, TINY)] == [
        *[Verdict.REFUTED] * 2,
        Verdict.HOLDS,
    ]
    assert certify(pair, "unstable_points", Everywhere(), step=F(2)).data["points"] == ["x_dagger"]
    assert certify(pair, "unstable_points", Everywhere(), step=F(3)).data["points"] == ["x_star", "x_dagger"]


def test_a_saddle_is_unstable_at_every_step_and_the_only_strict_saddle():
    assert unstable(WELLS, TINY) is Verdict.HOLDS
    found = certify(WELLS, "strict_saddles", Everywhere())
    assert (found.verdict, found.data["points"]) == (Verdict.HOLDS, ["saddle"])
    assert certify(discovery.landscape("quadratic"), "strict_saddles", Everywhere()).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (-(x**2), Verdict.HOLDS),
        (x**4, Verdict.REFUTED),  # flat: no negative curvature
        (-(x**4), Verdict.REFUTED),
        (x, Verdict.UNDECIDED),  # not critical
        (-sp.Abs(x), Verdict.UNDECIDED),  # a kink
        (-(x**2) * sp.sign(x), Verdict.UNDECIDED),  # C¹, but the curvature jumps
        (sp.sin(sp.sqrt(2) * x) ** 2, Verdict.REFUTED),
        (-sp.exp(x**2 + 1), Verdict.UNDECIDED),  # a curvature that is not rational
    ],
)
def test_which_points_are_strict_saddles(formula, verdict):
    formula = formula.rewrite(sp.Piecewise) if formula.has(sp.sign) else formula
    f = Landscape("expression", (x,), formula, {"p": (F(0),)})
    assert certify(f, "strict_saddles", Everywhere()).verdict is verdict


def test_a_step_of_one_over_L_is_too_large():
    rows = {row.label: row.verdict for row in apply("strict_saddles_are_avoided", WELLS, F(1, 4)).rows}
    assert [label for label, verdict in rows.items() if verdict is not Verdict.HOLDS] == ["small"]
    assert apply("strict_saddles_are_avoided", WELLS, F(1, 4) - TINY).verdict is Verdict.HOLDS


def test_one_step_beyond_one_over_L_maps_an_open_set_onto_the_saddle():
    """The exact example for sharpness: g(p) = a·p far out, with a < L."""
    k = WELLS.constants
    for far in (k["r"], k["r"] + 1, 7 * k["r"], -k["r"]):
        point = (far, F(3))
        image = tuple(
            p - g / sp.Rational(k["a"]) for p, g in zip(map(sp.Rational, point), WELLS.gradient_at(point), strict=True)
        )
        assert image == (0, 0)
    assert 1 / k["a"] > 1 / k["L"]


@pytest.mark.parametrize(
    ("name", "label", "old", "new"),
    [
        ("unstable_minima_are_avoided", "unstable", "eta*k > 2", "eta*k >= 2"),
        ("unstable_minima_are_avoided", "unstable", "k < 0", "k <= 0"),
        ("unstable_minima_are_avoided", "derivative", "e*sq(x - y)", "e"),
        ("strict_saddles_are_avoided", "saddle", "k < 0", "k <= 0"),
        ("strict_saddles_are_avoided", "small", "eta*L < 1", "eta*L <= 1"),
    ],
)
def test_weaker_hypotheses_are_not_enough(name, label, old, new):
    theorem = discovery.theorem(name)
    text = theorem.statement.hypotheses[label]
    assert old in text
    hypotheses = {**theorem.statement.hypotheses, label: text.replace(old, new)}
    with pytest.raises(ProofRefused):
        derive(replace(theorem.statement, hypotheses=hypotheses), theorem.write)


def test_pieces_along_one_axis_join_in_the_plane():
    assert certify(WELLS, "smooth", Everywhere(), constant=F(4)).verdict is Verdict.HOLDS
    assert certify(WELLS, "smooth", Everywhere(), constant=4 - TINY).verdict is Verdict.REFUTED
    pieces = [(x**2 + y**2, x < 0), (2 * x**2 + y**2, x < 1), (2 * x**2 + 2 * y**2, True)]
    broken = Landscape("expression", (x, y), sp.Piecewise(*pieces))
    assert certify(broken, "smooth", Everywhere(), constant=F(8)).verdict is not Verdict.HOLDS


def test_the_sharp_example_needs_a_below_L():
    with pytest.raises(BadInput, match="less than L"):
        discovery.landscape("saddle_between_wells", a=4)
