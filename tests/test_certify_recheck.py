"""The referee: confirms what `certify` returns, contradicts what has been tampered with."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.certify import certify, recheck
from proofkit.conditions.global_minimum import Minimisers
from proofkit.interval.leaves import Leaves
from proofkit.landscape import Landscape
from proofkit.referee.points import negative
from proofkit.referee.problem import by_signs
from proofkit.referee.roots import separating_points
from proofkit.region import Ball, Box
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
    leaves = found.data["leaves"]
    fewer = Leaves(leaves.low[:, 1:], leaves.high[:, 1:])
    assert recheck(replace(found, data=found.data | {"leaves": fewer}), f) is Verdict.REFUTED


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
    fewer = Leaves(leaves.low[:, 1:], leaves.high[:, 1:])
    assert recheck(replace(wide, data={**wide.data, "leaves": fewer}), f) is Verdict.REFUTED
    moved = Leaves(leaves.low + 1e-9, leaves.high + 1e-9)
    assert recheck(replace(wide, data={**wide.data, "leaves": moved}), f) is Verdict.REFUTED


def test_what_has_no_second_way_is_left_open():
    f = discovery.landscape("sharp_valley")
    assert recheck(certify(f, "stationary_point", f.regions["M"], center=f.points["x_star"]), f) is not Verdict.HOLDS
    found = certify(f, "nonsingular_map", f.regions["M"], step=F(1, 50))
    assert recheck(found, f) is Verdict.UNDECIDED


BOX = Box((F(-5), F(-5)), (F(5), F(5)))
LINE = Box((F(2),), (F(3),))


def asked(name: str, condition: str, region, **more):
    f = discovery.landscape(name)
    where = f.regions[region] if isinstance(region, str) else region
    more = {key: f.points[value] if key == "center" else value for key, value in more.items()}
    return f, certify(f, condition, where, **more)


TWO_SIDED = [
    ("sharp_valley", "smooth", LINE, {}),
    ("sharp_valley", "strongly_convex", Box((F(12, 5),), (F(13, 5),)), {}),
    ("himmelblau", "smooth", BOX, {}),
    ("himmelblau", "strongly_convex", Ball((F(3), F(2)), F(1, 16)), {}),
    ("kinked_pair", "smooth", Box((F(-1), F(-1)), (F(1), F(1))), {}),
    ("himmelblau", "global_minimum", BOX, {}),
    ("sharp_valley", "exit_radius", "M", {"center": "x_star", "step": F(1, 50)}),
    ("kinked_pair", "exit_radius", "M", {"center": "x_star", "step": F(1, 2)}),
    ("sharp_valley", "distance", "M", {"center": "x_star"}),
    ("kinked_pair", "containment", "M", {"center": "x_star"}),
]


@pytest.mark.parametrize(("name", "condition", "region", "more"), TWO_SIDED)
def test_both_bounds_are_looked_at_again(name, condition, region, more):
    f, found = asked(name, condition, region, **more)
    assert found.verdict is Verdict.HOLDS and recheck(found, f) is Verdict.HOLDS
    width = found.upper - found.lower
    off = F(1, 10**9)
    above, below = found.upper + off, found.lower - off  # beyond the truth on either side
    assert recheck(replace(found, lower=above, upper=above + width), f) is Verdict.REFUTED
    assert recheck(replace(found, lower=below - width, upper=below), f) is Verdict.REFUTED
    assert recheck(replace(found, lower=above), f) is Verdict.REFUTED
    assert recheck(replace(found, verdict=Verdict.REFUTED), f) is not Verdict.HOLDS
    assert recheck(replace(found, verdict=Verdict.UNDECIDED), f) is Verdict.UNDECIDED
    assert recheck(replace(found, tolerance=width - off), f) is Verdict.REFUTED


def test_where_nothing_leaves_is_seen_again():
    f = discovery.landscape("sharp_valley")
    found = certify(f, "exit_radius", Box((F(-1),), (F(1),)), center=f.points["x_star"], step=F(1, 100))
    assert found.method == "empty" and recheck(found, f) is Verdict.HOLDS
    assert recheck(replace(found, step=F(1, 10)), f) is Verdict.REFUTED


def test_close_roots_are_told_apart():
    near = F(1, 2**100)
    points = separating_points([sp.Poly((x - 3) * (x - 3 - sp.Rational(near)), x, domain="QQ")])
    assert len(points) == 3 and 3 < points[1] < 3 + near


def test_a_claim_of_a_pair_class_needs_its_boxes():
    f, found = asked("himmelblau", "smooth", BOX, constant=F(327))
    assert found.verdict is Verdict.HOLDS and recheck(found, f) is Verdict.HOLDS
    leaves = found.data["leaves"]
    fewer = Leaves(leaves.low[:, 1:], leaves.high[:, 1:])
    assert recheck(replace(found, data={**found.data, "leaves": fewer}), f) is Verdict.REFUTED
    assert recheck(replace(found, claim=F(326)), f) is Verdict.REFUTED
    assert recheck(replace(found, data={}), f) is Verdict.UNDECIDED
    assert recheck(found, f, budget=1e-9) is Verdict.UNDECIDED


def test_a_kink_is_no_smooth_join():
    f = discovery.landscape("kinked_pair")
    honest = certify(f, "smooth", Box((F(-1), F(-1)), (F(1), F(1))), constant=F(10))
    assert recheck(honest, f) is Verdict.HOLDS
    assert recheck(replace(honest, region=Box((F(0), F(-1)), (F(9), F(1)))), f) is not Verdict.HOLDS


def test_critical_points_are_found_again_and_no_others():
    f, found = asked("himmelblau", "critical_points", BOX)
    assert recheck(found, f) is Verdict.HOLDS
    first, *rest = found.data["points"]

    def look(*points, **more):
        return recheck(replace(found, data={"points": points}, **more), f, budget=5)

    eight = {"lower": F(8), "upper": F(8)}
    assert look(*rest, **eight) is not Verdict.HOLDS and look(*rest) is Verdict.REFUTED
    assert look(first, first, *rest, lower=F(10), upper=F(10)) is Verdict.REFUTED
    assert look(replace(first, kind="maximum"), *rest) is Verdict.REFUTED
    assert look(replace(first, radius=F(0)), *rest) is Verdict.REFUTED
    moved = tuple(v + F(1, 10**9) for v in first.point)
    assert look(replace(first, point=moved), *rest) is Verdict.REFUTED
    assert look(replace(first, alone=((F(-5), F(5)),) * 2), *rest) is Verdict.REFUTED
    assert recheck(replace(found, region=Box((F(-5), F(-5)), (F(3), F(5)))), f) is Verdict.REFUTED


def test_a_box_of_minimisers_that_is_left_out_is_missed():
    f, found = asked("himmelblau", "global_minimum", BOX)
    places = found.data["minimisers"]
    fewer = replace(found, data={**found.data, "minimisers": places[1:]})
    assert recheck(fewer, f, budget=5) is Verdict.UNDECIDED
    whole = (Minimisers(((F(-5), F(5)),) * 2, True),)
    assert recheck(replace(found, data={**found.data, "minimisers": whole}), f) is Verdict.REFUTED


def test_leading_minors_count_negative_eigenvalues():
    from flint import arb

    assert negative([arb(2), arb(1), arb(1), arb(-3)], 2) == 1 and negative([arb(-1)], 1) == 1
    assert negative([arb(1), arb(1), arb(1), arb(1)], 2) is None


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


LINE = Box((F(-1),), (F(1),))


@pytest.mark.parametrize("region", [LINE, LINE & Ball((F(0),), F(4))], ids=str)
@pytest.mark.parametrize("formula", [x**2, x**2 - sp.cosh(x) / 2])
@pytest.mark.parametrize("condition", ["convex", "star_convex"])
def test_classes_without_a_constant_are_looked_at_again(condition, formula, region):
    f = Landscape("expression", (x,), formula)
    found = certify(f, condition, region, center=(F(0),))
    assert found.verdict is Verdict.HOLDS and recheck(found, f) is Verdict.HOLDS
    bent = Landscape("expression", (x,), x**2 - 3 * x**4)
    assert recheck(found, bent) is not Verdict.HOLDS
    refuted = certify(bent, condition, region, center=(F(0),))
    assert refuted.verdict is Verdict.REFUTED and recheck(refuted, bent) is Verdict.HOLDS
    assert recheck(refuted, f) is Verdict.REFUTED


def test_a_tie_refutes_no_class_without_a_constant():
    flat = Landscape("expression", (x,), sp.Integer(0) * x)
    bent = Landscape("expression", (x,), x**2 - 3 * x**4)
    refuted = certify(bent, "star_convex", LINE, center=(F(0),))
    assert recheck(refuted, flat) is Verdict.REFUTED


def test_an_identity_is_seen_on_the_line():
    flat = Landscape("expression", (x,), sp.Integer(0) * x)
    found = certify(flat, "star_convex", LINE, center=(F(0),))
    assert found.method == "identity" and recheck(found, flat) is Verdict.HOLDS
    assert recheck(found, Landscape("expression", (x,), x**2 - 3 * x**4)) is Verdict.REFUTED


def test_a_constant_beyond_the_most_of_a_class_is_contradicted():
    f = Landscape("expression", (x,), x**2)
    found = certify(f, "quasar_convex", LINE, center=(F(0),), constant=F(1))
    assert found.verdict is Verdict.HOLDS and recheck(found, f) is Verdict.HOLDS
    assert recheck(replace(found, claim=F(3, 2)), f) is Verdict.REFUTED


@pytest.mark.parametrize("condition", ["smooth", "opsc", "global_minimum", "critical_points", "convex"])
def test_nothing_is_confirmed_where_the_function_is_not_defined(condition):
    f, near, far = Landscape("expression", (x,), x - sp.log(x)), Box((F(1, 2),), (F(2),)), Box((F(-1),), (F(2),))
    found = certify(f, condition, near, center=(F(1),))
    assert found.verdict is Verdict.HOLDS and recheck(found, f) is Verdict.HOLDS
    assert recheck(replace(found, region=far), f) is not Verdict.HOLDS
