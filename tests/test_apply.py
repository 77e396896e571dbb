"""Applying a theorem: what holds, what is refuted and named, what is bad input."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from proofkit import discovery
from proofkit.apply import apply
from proofkit.errors import BadInput, ProofRefused
from proofkit.landscape import Landscape
from proofkit.landscape_expression import expression_landscape
from proofkit.region import Ball, Box
from proofkit.verdict import Verdict

LARGE, SMOOTH = "global_convergence_of_large_step", "global_convergence_of_large_step_smooth"


def verdicts(found) -> dict[str, Verdict]:
    return {row.label: row.verdict for row in found.rows}


def test_sharp_valley_at_one_fiftieth_is_certified_throughout() -> None:
    found = apply(SMOOTH, discovery.landscape("sharp_valley"), Fraction(1, 50))
    assert found.verdict is Verdict.HOLDS and found.prediction.verdict is Verdict.HOLDS
    exit_radius = next(c for c in found.certificates if c.condition == "exit_radius")
    assert Fraction(82, 10) < exit_radius.lower <= exit_radius.upper < Fraction(83, 10)


@pytest.mark.parametrize("step", ["1/70", "1/30", "1/15"])
def test_sharp_valley_is_not_certified_where_the_theory_says_so(step: str) -> None:
    """No-return holds for steps between about .0180 and .0288 only, and contraction outside M below .05."""
    found = apply(SMOOTH, discovery.landscape("sharp_valley"), Fraction(step))
    assert found.verdict is not Verdict.HOLDS
    assert verdicts(found)["upper" if step == "1/15" else "no_return"] is Verdict.REFUTED


def test_a_step_outside_the_window_is_named() -> None:
    pair = discovery.landscape("kinked_pair")
    assert verdicts(apply(LARGE, pair, Fraction(1, 8)))["lower"] is Verdict.REFUTED
    assert verdicts(apply(LARGE, pair, Fraction(3, 2)))["no_return"] is Verdict.REFUTED


def test_a_claimed_constant_that_is_false_is_refuted_by_its_certificate() -> None:
    pair = discovery.landscape("kinked_pair_anisotropic")
    wrong = replace(
        pair, constants={**pair.constants, "mu_star": pair.constants["mu_star"] * Fraction(1000001, 1000000)}
    )
    assert verdicts(apply(LARGE, wrong, Fraction(9, 10)))["out"] is Verdict.REFUTED


def test_the_singular_step_is_found_out() -> None:
    """At η = 1/L the isotropic pair sends everything outside M to x*: the hypothesis of non-singularity fails."""
    found = apply(LARGE, discovery.landscape("kinked_pair"), Fraction(1))
    assert verdicts(found)["nonsingular"] is Verdict.REFUTED


def test_admissible_steps_are_inside_the_window() -> None:
    found = apply(LARGE, discovery.landscape("kinked_pair"))
    assert found.prediction is None and found.steps
    assert all(Fraction(1, 4) < low < high < 2 for low, high in found.steps)


def test_smooth_functions_are_told_about_the_kink() -> None:
    well = discovery.landscape("gaussian_well")
    roles = {**well.points, "x_star": (Fraction(0), Fraction(0)), "x_dagger": well.points["well"]}
    roles_of_M = {"M": well.regions["well"]}
    found = apply(LARGE, replace(well, points=roles, regions=roles_of_M), Fraction(1, 10), budget=2.0)
    assert found.verdict is not Verdict.HOLDS
    assert "kink_of_two_basin" in found.note


@pytest.mark.parametrize("step", [Fraction(0), Fraction(-1)])
def test_steps_must_be_positive(step: Fraction) -> None:
    with pytest.raises(BadInput, match="positive"):
        apply(LARGE, discovery.landscape("kinked_pair"), step)


def test_missing_roles_and_impossible_constants_are_bad_input() -> None:
    with pytest.raises(BadInput, match="a region named M"):
        apply(LARGE, discovery.landscape("plane_family"), Fraction(1))
    pair = discovery.landscape("kinked_pair")
    with pytest.raises(BadInput, match="at most L"):
        apply(LARGE, replace(pair, constants={**pair.constants, "mu_star": Fraction(2)}), Fraction(1))
    with pytest.raises(BadInput, match="dimension 1"):
        apply(SMOOTH, pair, Fraction(1))


def test_without_a_step_what_waits_for_one_is_named() -> None:
    found = apply(LARGE, discovery.landscape("kinked_pair"))
    assert set(found.waiting) == {"step", "lower", "no_return", "nonsingular"}
    assert {row.label for row in found.rows}.isdisjoint(found.waiting)


def test_a_missing_constant_is_not_passed_over() -> None:
    pair = discovery.landscape("kinked_pair")
    poorer = replace(pair, constants={name: value for name, value in pair.constants.items() if name != "sigma"})
    for step in (None, Fraction(1, 8)):
        found = apply("trapping_of_small_step_sgd", poorer, step)
        assert found.verdict is Verdict.UNDECIDED
        assert next(row for row in found.rows if row.label == "sigma").how == "no value for sigma"


def test_an_empty_window_is_not_a_success() -> None:
    pair = discovery.landscape("kinked_pair")
    flat = replace(pair, constants={**pair.constants, "mu_star": Fraction(1, 10)})
    found = apply("escape_window", flat)
    assert found.steps == () and found.verdict is Verdict.UNDECIDED


def test_the_two_cycle_does_not_depend_on_where_the_origin_is() -> None:
    pair = discovery.landscape("shifted_pair")
    (x,) = pair.variables
    moved = Landscape(
        "moved",
        (x,),
        pair.formula.xreplace({x: x - 5}),
        {"x_star": (Fraction(5),), "x_dagger": (Fraction(15),)},
        {"M": Ball((Fraction(15),), Fraction(9), open_=True)},
        pair.constants,
    )
    found = apply("two_cycle_when_no_return_fails", moved, Fraction(1, 2))
    assert found.verdict is Verdict.HOLDS
    assert "x_star" in next(row.text for row in found.rows if row.label == "outer")


def test_a_refused_proof_says_nothing_of_a_function() -> None:
    theorem = discovery.theorem("expansion_of_opsc")
    broken = replace(theorem, statement=theorem.statement.without("large"))
    with pytest.raises(ProofRefused):
        apply(broken, discovery.landscape("plane_family"), Fraction(5))


def test_the_region_of_a_one_step_theorem_can_be_chosen() -> None:
    x = expression_landscape("x**2 + 3*sin(x)**2", ("x",))
    here = replace(x, points={"center": (Fraction(0),)}, regions={"S": Box((Fraction(-1),), (Fraction(1),))})
    assert apply("expansion_of_opsc", here, Fraction(3)).verdict is Verdict.HOLDS


def test_unstable_does_not_mean_that_orbits_leave() -> None:
    """Just above 2/f'' the minimum of the double well is unstable and an attracting 2-cycle stays about it."""
    found = apply("unstable_minima_are_avoided", discovery.landscape("quartic_well"), Fraction(9, 8))
    assert found.verdict is Verdict.HOLDS and "nothing says that orbits leave" in found.note
