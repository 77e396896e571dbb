"""Critical points and the global minimum: complete, classified, and never more than is proved."""

from __future__ import annotations

import json
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify
from proofkit.cli import main
from proofkit.conditions.critical_points import inertia
from proofkit.interval.krawczyk import Krawczyk
from proofkit.landscape import Landscape
from proofkit.region import Ball, Box, Everywhere
from proofkit.verdict import Verdict

x, y, z = sp.symbols("x y z", real=True)


def function(formula: sp.Expr, *variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables or (x,), sp.sympify(formula))


def box(*sides: tuple[int, int]) -> Box:
    return Box(tuple(F(lo) for lo, _ in sides), tuple(F(hi) for _, hi in sides))


def kinds(found) -> list[str]:
    return [point.kind for point in found.data["points"]]


def test_all_nine_of_himmelblau():
    found = certify(discovery.landscape("himmelblau"), "critical_points", box((-5, 5), (-5, 5)))
    assert (found.verdict, found.lower, found.upper) == (Verdict.HOLDS, 9, 9)
    assert sorted(kinds(found)) == ["maximum", *["minimum"] * 4, *["saddle of index 1"] * 4]
    assert [p.point for p in found.data["points"] if not p.radius] == [(3, 2)]


def test_enclosures_hold_the_true_points():
    """x³ − 3x + 1 has the roots 2cos(2π/9), 2cos(4π/9), 2cos(8π/9)."""
    found = certify(function(x**4 / 4 - 3 * x**2 / 2 + x), "critical_points", box((-3, 3)))
    true = sorted(2 * sp.cos(k * sp.pi / 9) for k in (2, 4, 8))
    assert found.verdict is Verdict.HOLDS and kinds(found) == ["minimum", "maximum", "minimum"]
    for point, root in zip(found.data["points"], true, strict=True):
        assert 0 < point.radius < F(1, 10**20)
        assert abs(sp.N(root - sp.Rational(point.point[0]), 60)) <= sp.Rational(point.radius) + sp.Rational(1, 10**50)


def test_an_expression_of_three_variables():
    saddle = certify(function(x**2 - y**2 + sp.sin(z) ** 2, x, y, z), "critical_points", box((-1, 1), (-1, 1), (-2, 2)))
    assert saddle.verdict is Verdict.HOLDS and saddle.upper == 3
    assert sorted(kinds(saddle)) == ["saddle of index 1", "saddle of index 2", "saddle of index 2"]


def test_none_is_a_finding_too():
    found = certify(function(sp.exp(x) + x), "critical_points", box((-5, 5)))
    assert (found.verdict, found.lower, found.upper) == (Verdict.HOLDS, 0, 0)


@pytest.mark.parametrize("formula", [x**4, x**3, (x**2 - 1) ** 3])
def test_a_degenerate_point_is_left_open(formula):
    found = certify(function(formula), "critical_points", box((-3, 3)), budget=0.5)
    assert found.verdict is Verdict.UNDECIDED and found.upper is None and found.open_


def test_two_points_close_together_are_told_apart():
    near = F(1, 10**6)
    found = certify(function(x**3 / 3 - sp.Rational(near**2) * x), "critical_points", box((-1, 1)))
    assert found.verdict is Verdict.HOLDS and kinds(found) == ["maximum", "minimum"]


def test_a_line_of_critical_points_is_left_open():
    found = certify(function((x * y - 1) ** 2, x, y), "critical_points", box((-2, 2), (-2, 2)), budget=0.5)
    assert found.verdict is Verdict.UNDECIDED


def test_pieces_that_join_smoothly_and_a_kink():
    assert certify(discovery.landscape("sharp_valley"), "critical_points", box((-15, 15))).upper == 3
    kinked = discovery.landscape("kinked_pair", dimension=1)
    assert certify(kinked, "critical_points", box((-15, 15))).verdict is Verdict.UNDECIDED


def test_only_points_of_the_region_count():
    f = discovery.landscape("himmelblau")
    ball = certify(f, "critical_points", Ball((F(3), F(2)), F(1, 4)))
    assert ball.verdict is Verdict.HOLDS and ball.upper == 1
    edge = certify(f, "critical_points", Box((F(3), F(1)), (F(4), F(3))))
    assert edge.verdict is Verdict.HOLDS and edge.upper == 1  # (3, 2) itself lies on the edge
    assert certify(f, "critical_points", Everywhere()).verdict is Verdict.UNDECIDED


def test_krawczyk_shows_nothing_where_there_is_no_zero():
    test = Krawczyk(function(x**2))
    assert test.zero_near((F(1, 10),)) is not None  # the box it tries first holds 0
    far = Krawczyk(function(sp.exp(x)))
    assert far.zero_near((F(0),)) is None


def test_inertia_counts_negative_eigenvalues():
    from flint import arb

    assert inertia([arb(2), arb(1), arb(1), arb(-3)], 2) == 1
    assert inertia([arb(1), arb(1), arb(1), arb(1)], 2) is None  # singular
    assert inertia([arb(0, 1), arb(1), arb(1), arb(1)], 2) is None


@pytest.mark.parametrize(
    ("formula", "variables", "sides", "least"),
    [
        (x**4 - 2 * x**2, (x,), ((-3, 3),), F(-1)),
        ((x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, (x, y), ((-5, 5), (-5, 5)), F(0)),
        (x + y**2, (x, y), ((-1, 1), (-1, 1)), F(-1)),
        (x**2 + y**2 + z**2 - x * y * z, (x, y, z), ((-1, 1), (-1, 1), (-1, 1)), F(0)),
    ],
)
def test_least_values(formula, variables, sides, least):
    f = function(formula, *variables)
    found = certify(f, "global_minimum", box(*sides))
    assert found.verdict is Verdict.HOLDS and found.lower <= least <= found.upper <= found.lower + F(1, 1000)
    for gap, verdict in ((F(1, 10**3), Verdict.REFUTED), (F(-1, 10**3), Verdict.HOLDS)):
        assert certify(f, "global_minimum", box(*sides), constant=least + gap).verdict is verdict
    assert (
        certify(f, "global_minimum", box(*sides), constant=least + F(1, 10**12), budget=1).verdict is not Verdict.HOLDS
    )


def test_every_minimiser_is_in_a_box():
    found = certify(discovery.landscape("himmelblau"), "global_minimum", box((-5, 5), (-5, 5)))
    places = found.data["minimisers"]
    assert len(places) == 4 and all(place.only for place in places)
    assert any(all(lo <= v <= hi for v, (lo, hi) in zip((3, 2), place.sides, strict=True)) for place in places)
    edge = certify(function(x), "global_minimum", box((0, 1))).data["minimisers"]
    assert len(edge) == 1 and not edge[0].only  # attained at the end, where f′ is not 0


def test_the_command_tells_the_points(capsys):
    words = ["certify", "himmelblau", "--condition", "critical_points", "--box=-5,5;-5,5"]
    assert main(words) == 0
    assert "minimum at (3, 2)\n" in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 9
    assert main(["certify", "x**2", "--vars", "x", "--condition", "global_minimum", "--box=-1,1", "--constant=-1"]) == 0
