"""The referee: confirms what `certify` returns, contradicts what has been tampered with."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify, recheck
from proofkit.conditions._referee import by_signs, separating_points
from proofkit.landscape import Landscape
from proofkit.region import Box
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
CASES = [("sharp_valley", {}), ("shifted_pair", {}), ("kinked_pair", {}), ("kinked_pair_anisotropic", {})]


def outside(name: str, parameters: dict):
    f = discovery.landscape(name, **parameters)
    return f, ~f.regions["M"], f.points["x_star"], f.constants


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_what_holds_is_confirmed_and_a_raised_constant_is_not(name, parameters):
    f, region, center, c = outside(name, parameters)
    for condition, constant, worse in (
        ("opsc", c["mu_star"], F(101, 100)),
        ("upper_error_bound", c["L"], F(99, 100)),
    ):
        claimed = certify(f, condition, region, center=center, constant=constant)
        assert recheck(claimed, f) is Verdict.HOLDS
        assert recheck(certify(f, condition, region, center=center), f) is Verdict.HOLDS
        assert recheck(replace(claimed, claim=constant * worse), f) is Verdict.REFUTED


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_a_witness_is_confirmed_and_a_moved_one_is_not(name, parameters):
    f, region, center, c = outside(name, parameters)
    refuted = certify(f, "opsc", region, center=center, constant=c["mu_star"] + F(1, 10**9))
    assert recheck(refuted, f) is Verdict.HOLDS
    assert recheck(replace(refuted, witness=f.points["x_dagger"]), f) is Verdict.REFUTED  # outside the region
    assert recheck(replace(refuted, claim=c["mu_star"]), f) is Verdict.REFUTED


def test_that_no_positive_constant_holds_is_confirmed_where_the_best_one_is_zero():
    region = Box((F(-1), F(-1)), (F(2), F(2)))
    valley = Landscape("expression", (x, y), x**2)
    refuted = certify(valley, "opsc", region, center=(F(0), F(0)))
    assert refuted.verdict is Verdict.REFUTED and recheck(refuted, valley) is Verdict.HOLDS
    assert recheck(refuted, Landscape("expression", (x, y), x**2 + y**2)) is Verdict.REFUTED
    flat = Landscape("expression", (x, y), sp.Integer(0))
    assert recheck(certify(flat, "strongly_convex", region), flat) is not Verdict.REFUTED
    assert certify(flat, "pl", region, center=(F(0), F(0))).verdict is Verdict.HOLDS


def test_boxes_that_balls_do_not_see_to_miss_the_region_contradict_nothing():
    f = Landscape("expression", (x, y), sp.cosh(x) + sp.cosh(y) * sp.exp(x / 10) - x / 10)
    hole = Box((F(1, 7), F(1, 9)), (F(1, 3), F(1, 2)))
    region = Box((F(-1), F(-1, 3)), (F(2, 3), F(1))) & ~hole
    found = certify(f, "opsc", region, center=(F(0), F(0)), tolerance=F(1, 50))
    assert found.verdict is Verdict.HOLDS and recheck(found, f) is not Verdict.REFUTED
    fewer = replace(found, data=found.data | {"leaves": found.data["leaves"][1:]})
    assert recheck(fewer, f) is Verdict.REFUTED


def test_a_pair_across_a_kink_is_confirmed():
    f = discovery.landscape("kinked_pair")
    refuted = certify(f, "strongly_convex", f.regions["M"] | f.regions["ball"])
    assert refuted.verdict is not Verdict.HOLDS
    broken = certify(f, "smooth", Box((F(0), F(-1)), (F(9), F(1))), constant=F(100))
    assert recheck(broken, f) is Verdict.HOLDS
    far = ((F(0), F(0)), (F(1), F(0)))
    assert recheck(replace(broken, data={"pair": far}), f) is Verdict.REFUTED


def test_tampered_multipliers_are_seen():
    f = discovery.landscape("plane_family")
    found = certify(f, "opsc", Box((F(-1), F(-1)), (F(1), F(1))), center=f.points["center"], constant=F(3, 5))
    assert recheck(found, f) is Verdict.HOLDS
    proofs = [(k, [m + F(1, 10**9) for m in multipliers]) for k, multipliers in found.data["proofs"]]
    assert recheck(replace(found, data={"proofs": proofs}), f) is Verdict.REFUTED
    negative = [(k, [-m - 1 for m in multipliers]) for k, multipliers in found.data["proofs"]]
    assert recheck(replace(found, data={"proofs": negative}), f) is Verdict.REFUTED


def test_a_missing_box_and_a_raised_bound_are_seen():
    f = Landscape("expression", (x,), x**2 - sp.cosh(x) / 2)
    found = certify(f, "opsc", Box((F(-1),), (F(1),)), center=(F(0),), constant=F(14, 10))
    assert found.method == "interval" and recheck(found, f) is Verdict.HOLDS
    assert recheck(replace(found, claim=F(2)), f) is Verdict.REFUTED
    f = Landscape("expression", (x,), sp.cosh(x))
    wide = certify(f, "upper_error_bound", Box((F(-1),), (F(1),)), center=(F(0),))
    leaves = wide.data["leaves"]
    assert len(leaves) > 1 and recheck(wide, f) is Verdict.HOLDS
    assert recheck(replace(wide, data={"leaves": leaves[1:]}), f) is Verdict.REFUTED


def test_what_has_no_second_way_is_left_open():
    f = discovery.landscape("sharp_valley")
    assert recheck(certify(f, "smooth", f.regions["M"]), f) is Verdict.UNDECIDED
    assert recheck(certify(f, "distance", f.regions["M"], center=f.points["x_star"]), f) is Verdict.UNDECIDED


def test_points_separate_all_roots():
    forms = [sp.Poly(e, x, domain="QQ") for e in (x**2 - 2, (3 * x - 1) ** 2, x**3 - 2 * x, sp.Integer(5))]
    points = separating_points(forms)
    roots = [-(2**0.5), 0, 1 / 3, 2**0.5]
    assert len(points) == len(roots) + 1 and points == sorted(points)
    assert all(p < r < q for p, r, q in zip(points, roots, points[1:], strict=False))
    assert separating_points([]) == separating_points([sp.Poly(x**2 + 1, x, domain="QQ")]) == [0]


def test_signs_of_the_characteristic_polynomial():
    assert by_signs([[F(1), F(1)], [F(1), F(1)]]) and by_signs([[F(0), F(0)], [F(0), F(2)]])
    assert not by_signs([[F(1), F(1)], [F(1), 1 - F(1, 10**30)]])
    assert not by_signs([[F(-1), F(0)], [F(0), F(-1)]])  # its determinant is positive
