"""Certificates of the classes with function values about a centre, and of those without a constant."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify, recheck
from proofkit.conditions._near_center import near_center
from proofkit.conditions._question import Scale
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.region import Ball, Box, Everywhere, Region
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
TINY = F(1, 10**12)
ZERO = (F(0),)
INTERVAL = Box((F(-1),), (F(1),))
SQUARE = Box((F(-1), F(-1)), (F(1), F(1)))


def function(formula: sp.Expr, *variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables or (x,), sp.sympify(formula))


# What is expected is computed by hand: of x⁴, x² − x⁴/4 and 2x² on [−1, 1] about 0.
EXACT = [
    ("pl", x**2 - x**4 / 4, F(2, 3)),  # (2x − x³)²/(2x² − x⁴/2) = (2 − x²)²/(2 − x²/2) at x = 1
    ("quadratic_growth", x**2 - x**4 / 4, F(3, 2)),
    ("error_bound", x**2 - x**4 / 4, F(1)),
    ("weak_strong_convexity", x**2 - x**4 / 4, F(1, 2)),  # 2(1 − 3x²/4)
    ("quasar_convex", x**2 - x**4 / 2, F(0)),  # (2x² − 2x⁴)/(x² − x⁴/2) is 0 at 1
    ("quasar_convex", x**2 - x**4 / 3, F(1)),  # (2 − 4/3)/(2/3) at x = 1
    ("quasar_convex", x**2 - 3 * x**4 / 8, F(4, 5)),  # (2 − 3/2)/(5/8)
    ("quasar_convex", x**4, F(1)),  # 4, but γ ≤ 1
    ("convex_upper_growth", x**4, F(8, 3)),  # 16x⁶/(2·3x⁴)
    ("qg_plus", x**4, F(2)),
    ("qg_plus", -(x**2), F(0)),
    ("hypoconvex", x**2 - x**4, F(10)),
    ("hypoconvex", x**4, F(0)),
]


@pytest.mark.parametrize(("condition", "formula", "best"), EXACT)
def test_best_constants_on_the_line_are_exact(condition: str, formula: sp.Expr, best: F) -> None:
    found = certify(function(formula), condition, INTERVAL, center=ZERO)
    assert (found.lower, found.upper, found.method) == (best, best, "sturm")
    kind = discovery.load("class", condition)
    assert found.verdict is (Verdict.REFUTED if best == 0 and kind.best == "largest" else Verdict.HOLDS)


@pytest.mark.parametrize(("condition", "formula", "best"), [row for row in EXACT if row[2] > 0])
def test_a_claim_is_decided_at_the_best_constant(condition: str, formula: sp.Expr, best: F) -> None:
    f, kind = function(formula), discovery.load("class", condition)
    claimed = certify(f, condition, INTERVAL, center=ZERO, constant=best)
    assert claimed.verdict is Verdict.HOLDS
    if not kind.pair:
        assert recheck(claimed, f) is Verdict.HOLDS
    if best == kind.most:
        return  # no greater constant may be claimed
    false = best + TINY if kind.best == "largest" else best - TINY
    refuted = certify(f, condition, INTERVAL, center=ZERO, constant=false)
    assert refuted.verdict is Verdict.REFUTED
    assert recheck(refuted, f) is Verdict.HOLDS


BOWL, WELL = x**2 + 2 * y**2, 1 - sp.exp(-(x**2) - y**2)
BENT = sp.cosh(x) + sp.cosh(y) - 2
#: (condition, f, best): by hand on the square about 0, and what is enough for the claims
PLANE = [
    ("pl", BENT, 1.0),
    ("quadratic_growth", BENT, 1.0),
    ("error_bound", BENT, 1.0),
    ("weak_strong_convexity", BENT, 1.0),
    ("quasar_convex", BENT, 1.0),
    ("qg_plus", BENT, 1.0861612696304876),  # 2(cosh 1 − 1)
    ("pl", WELL, 0.0847282),  # 2 r² q²/(1 − q) with q = exp(−r²), r² = 2
    ("quadratic_growth", WELL, 0.8646647),  # (1 − exp(−2))
    ("quasar_convex", WELL, 0.6260705),  # 2r²q/(1 − q)
]


@pytest.mark.parametrize(("condition", "formula", "best"), PLANE)
def test_best_constants_in_the_plane_are_bracketed(condition: str, formula: sp.Expr, best: float) -> None:
    f, kind = function(formula, x, y), discovery.load("class", condition)
    found = certify(f, condition, SQUARE, center=(F(0), F(0)), tolerance=F(1, 100))
    assert found.verdict is Verdict.HOLDS and found.lower is not None and found.upper is not None
    assert float(found.lower) - 1e-7 <= best <= float(found.upper) + 1e-7
    assert found.upper - found.lower <= F(1, 100)
    assert recheck(found, f) is not Verdict.REFUTED
    good, bad = (F(99, 100), F(101, 100)) if kind.best == "largest" else (F(101, 100), F(99, 100))
    exact = F(best).limit_denominator(10**9)
    assert certify(f, condition, SQUARE, center=(F(0), F(0)), constant=good * exact).verdict is Verdict.HOLDS
    if exact != kind.most:
        wrong = certify(f, condition, SQUARE, center=(F(0), F(0)), constant=bad * exact)
        assert wrong.verdict is Verdict.REFUTED and recheck(wrong, f) is Verdict.HOLDS


@pytest.mark.parametrize(
    ("condition", "best"),
    [
        ("pl", 2),
        ("quadratic_growth", 2),
        ("error_bound", 2),
        ("weak_strong_convexity", 2),
        ("quasar_convex", 1),
        ("convex_upper_growth", 4),
        ("qg_plus", 4),
        ("hypoconvex", 0),
    ],
)
def test_quadratics_everywhere_are_exact(condition: str, best: int) -> None:
    found = certify(function(BOWL, x, y), condition, Everywhere(), center=(F(0), F(0)))
    assert (found.verdict, found.lower, found.upper, found.method) == (Verdict.HOLDS, best, best, "ldl")


@pytest.mark.parametrize("condition", ["pl", "quasar_convex"])
@pytest.mark.parametrize(
    ("formula", "center", "region"),
    [
        (-(x**2), ZERO, INTERVAL),
        (-(x**2), ZERO, Everywhere()),
        ((x**2 - 1) ** 2 + x / 4, ZERO, INTERVAL),
        (sp.cos(x), ZERO, INTERVAL),
        (x**2, (F(1, 10**9),), INTERVAL),
    ],
)
def test_a_centre_that_is_no_minimiser_is_refused(
    condition: str, formula: sp.Expr, center: tuple[F, ...], region: Region
) -> None:
    with pytest.raises(BadInput, match="a minimiser of f on the region"):
        certify(function(formula), condition, region, center=center)


def test_another_minimiser_that_is_the_same_low_does_no_harm_on_the_line() -> None:
    well = function((x**2 - 1) ** 2)
    found = certify(well, "pl", ~Box((F(-1, 2),), (F(1, 2),)), center=(F(1),))
    assert found.verdict is Verdict.HOLDS and found.lower == 2  # 16x²(x² − 1)²/(2(x² − 1)²) = 8x²
    assert certify(well, "pl", Everywhere(), center=(F(1),)).verdict is Verdict.REFUTED  # at 0
    assert certify(well, "quadratic_growth", Everywhere(), center=(F(1),)).verdict is Verdict.REFUTED  # at −1


def test_no_bound_is_given_where_subdivision_meets_another_minimiser() -> None:
    waves = function(1 - sp.cos(x))
    found = certify(waves, "pl", Box((F(-7),), (F(7),)), center=ZERO, budget=1)
    assert found.verdict is not Verdict.HOLDS


@pytest.mark.parametrize("condition", ["quadratic_growth", "weak_strong_convexity", "star_convex"])
def test_a_centre_that_is_not_critical_is_refuted(condition: str) -> None:
    f = function(sp.exp(x) - x + x / 10**6)
    assert certify(f, condition, INTERVAL, center=ZERO).verdict is not Verdict.HOLDS


@pytest.mark.parametrize(
    ("condition", "formula", "verdict"),
    [
        ("star_convex", x**4, Verdict.HOLDS),
        ("star_convex", sp.cosh(x), Verdict.HOLDS),
        ("star_convex", x**2 - x**4 / 3, Verdict.HOLDS),  # 3x⁴ ≤ ... : x² − x⁴ ≥ 0, a tie at 1
        ("star_convex", x**2 - (F(1, 3) + TINY) * x**4, Verdict.REFUTED),
        ("star_convex", sp.cos(x), Verdict.REFUTED),
        ("convex", x**4, Verdict.HOLDS),
        ("convex", x**2 - x**4 / 6, Verdict.HOLDS),
        ("convex", x**2 - (F(1, 6) + TINY) * x**4, Verdict.REFUTED),
        ("convex", sp.exp(x), Verdict.HOLDS),
        ("convex", sp.sin(x), Verdict.REFUTED),
        ("convex", sp.Piecewise((x**2, x < 0), (x, True)), Verdict.UNDECIDED),  # convex, but not C¹
        ("convex", sp.Piecewise((-x, x < 0), (-2 * x, True)), Verdict.REFUTED),
    ],
)
def test_classes_without_a_constant_get_a_verdict(condition: str, formula: sp.Expr, verdict: Verdict) -> None:
    found = certify(function(formula), condition, INTERVAL, center=ZERO)
    assert (found.verdict, found.claim, found.lower, found.upper) == (verdict, None, None, None)
    if verdict is Verdict.REFUTED:
        assert found.witness is not None and INTERVAL.contains(found.witness)
        assert recheck(found, function(formula)) is Verdict.HOLDS


def test_convexity_in_the_plane() -> None:
    saddle, ball = function(x**2 - TINY * y**2, x, y), Ball((F(0), F(0)), F(1))
    assert certify(saddle, "convex", ball).verdict is Verdict.REFUTED
    assert certify(function(BENT, x, y), "convex", SQUARE).verdict is Verdict.HOLDS
    kinked = discovery.landscape("kinked_pair")
    assert certify(kinked, "convex", Everywhere()).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("condition", "constant", "words"),
    [
        ("quasar_convex", F(3, 2), "at most 1"),
        ("star_convex", F(1), "no constant"),
        ("convex", F(1), "no constant"),
        ("essential_strong_convexity", F(1), "one of the classes"),
        ("smooth_strongly_convex", F(1), "one of the classes"),
    ],
)
def test_constants_that_a_class_does_not_have_are_refused(condition: str, constant: F, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        certify(function(x**2), condition, INTERVAL, center=ZERO, constant=constant)


def test_every_one_point_class_that_is_certified_says_what_curvature_gives() -> None:
    for name in discovery.names("class"):
        kind = discovery.load("class", name)
        if not kind.pair and (kind.best or not kind.constants):
            assert kind.by_curvature is not None, name
            bent = function(x**2 + sp.cos(x) + 1)  # curvature between 1 and 2 near 0
            assert certify(bent, name, INTERVAL, center=ZERO, tolerance=F(1, 10)).verdict is Verdict.HOLDS, name


def test_the_bound_near_the_centre_needs_f_on_all_of_the_way() -> None:
    """log(x² − 3)² has a critical point at 2 and is undefined between −√3 and √3."""
    f, right = function(sp.log(x**2 - 3) ** 2), Box((F(15, 8),), (F(3),))
    both = right | Box((F(-3),), (F(-15, 8),))
    rule = discovery.load("class", "opsc").by_curvature
    assert near_center(f, rule, Scale(), (F(2),), right) is not None
    assert near_center(f, rule, Scale(), (F(2),), both) is None
