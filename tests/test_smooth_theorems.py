"""What the theorems on smooth functions must refuse: larger thresholds, better constants, other functions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.apply import apply
from proofkit.certify import certify
from proofkit.derivation import Draft
from proofkit.errors import BadInput, ProofRefused
from proofkit.landscape import Landscape
from proofkit.region import Ball, Box, Everywhere
from proofkit.verdict import Verdict

TINY = F(1, 10**30)
x, y = sp.symbols("x y", real=True)


@pytest.mark.parametrize(
    ("name", "label", "weaker"),
    [
        ("decrease_of_smooth", "small", f"eta*L < 2 + {TINY}"),
        ("linear_rate_of_pl", "small", f"eta*L <= 2 + {TINY}"),
        ("linear_rate_of_pl", "order", f"mu <= L + {TINY}"),
        ("contraction_of_smooth_strongly_convex", "K_mu", f"(1 - eta*mu)**2 <= K + {TINY}"),
        ("contraction_of_smooth_strongly_convex", "K_L", f"(1 - eta*L)**2 <= K + {TINY}"),
        ("contraction_of_sgd_with_variance_at_optimum", "order", f"mu < L + {TINY}"),
        ("contraction_of_sgd_with_variance_at_optimum", "variance", f"sq(g(x_star)) <= sigma**2 + {TINY}"),
        ("contraction_of_sgd_with_variance_at_optimum", "step", f"eta > -{TINY}"),
        ("sublinear_rate_of_smooth_convex", "small", f"eta*L < 2 + {TINY}"),
        ("gradient_rate_of_smooth_convex", "w", f"w**2 == 2 + {TINY}"),
        ("reach_of_opsc_on_line", "long", f"eta*(mu + L) >= 2 - {TINY}"),
        ("trapping_of_small_step_on_line", "small", f"eta*L_dagger < 2 + {TINY}"),
        ("global_convergence_of_large_step_on_line", "no_return_slow", f"slow*(D + b*R) < D - R + {TINY}"),
        ("global_convergence_of_large_step_on_line", "no_return_fast", f"fast*(D + b*R) < D - R + {TINY}"),
    ],
)
def test_the_proof_needs_each_number_as_it_is(name: str, label: str, weaker: str) -> None:
    theorem = discovery.theorem(name)
    assert label in theorem.statement.hypotheses
    wrong = replace(theorem.statement, hypotheses={**theorem.statement.hypotheses, label: weaker})
    with pytest.raises(ProofRefused):
        theorem.write(Draft(wrong))


def descended(name: str, start: F, eta: F, steps: int, **parameters: int) -> tuple[Landscape, F]:
    """The exact point after so many steps on the line."""
    given, point = discovery.landscape(name, **parameters), start
    for _ in range(steps):
        point -= eta * F(str(given.gradient_at((point,))[0]))
    return given, point


def formula(theorem: str, name: str, **values: F | int) -> F:
    found = discovery.theorem(theorem).formula(name)
    return F(str(found.subs({s: sp.Rational(values[s.name]) for s in found.free_symbols})))


@pytest.mark.parametrize("n", [0, 1, 2, 7, 30])
@pytest.mark.parametrize("h", [F(1, 10), F(1), F(141, 100)])
def test_hubers_function_attains_the_rates_exactly(n: int, h: F) -> None:
    """So that no bound better by 10^-30 is true."""
    eta, tau, L = h / 3, F(1, 2), F(3)
    weight = formula("gradient_rate_of_smooth_convex", "gradient_weight", n=n, eta=eta, L=L)
    given, point = descended("huber", tau * weight, eta, n, tau="1/2", L=3)
    assert weight * F(str(given.gradient_at((point,))[0])) == L * (tau * weight)
    weight = formula("tight_gap_rate_of_smooth_convex", "gap_weight", n=n, eta=eta, L=L)
    given, point = descended("huber", tau * weight / 2, eta, n, tau="1/2", L=3)
    assert weight * F(str(given.value_at((point,)))) == L * (tau * weight / 2) ** 2


@pytest.mark.parametrize("h", [F(1, 10), F(1), F(19, 10)])
def test_a_parabola_attains_the_one_step_factors_exactly(h: F) -> None:
    L, start = F(4), F(3)
    eta = h / L
    given, point = descended("quadratic", start, eta, 1, dimension=1, L=4)
    before, after = (F(str(given.value_at((at,)))) for at in (start, point))
    slope = F(str(given.gradient_at((start,))[0]))
    assert before - after == formula("decrease_of_smooth", "decrease", eta=eta, L=L) * slope**2
    assert after == formula("linear_rate_of_pl", "factor", eta=eta, mu=L, L=L) * before
    steep = formula("contraction_of_smooth_strongly_convex", "squared_factor", eta=eta, mu=L, L=L)
    assert point**2 == steep * start**2


def landscape(formula: sp.Expr, **constants: int) -> Landscape:
    variables = (x, y) if formula.has(y) else (x,)
    origin = (F(0),) * len(variables)
    numbers = {name: F(value) for name, value in constants.items()}
    return Landscape("given", variables, formula, {"x_star": origin, "center": origin}, {}, numbers)


SADDLE = landscape(x**2 / 2 - y**2 / 2, L=1)
QUARTIC = landscape(x**4, L=1)
KINKED = landscape(sp.Piecewise((x**2, x < 0), (x**2 + x, True)), L=2)
JUMP = landscape(sp.Piecewise((x**2, x < 0), (x**2 + 1, True)), L=2)
WAVE = landscape(x**2 / 2 + sp.cos(x), L=2)


@pytest.mark.parametrize("given", [SADDLE, QUARTIC, KINKED], ids=["saddle", "quartic", "kinked"])
def test_interpolation_is_refuted_outside_the_class(given: Landscape) -> None:
    found = certify(given, "interpolation", Everywhere(), constant=given.constants["L"])
    assert found.verdict is Verdict.REFUTED


def test_interpolation_of_a_function_with_a_jump_is_refused() -> None:
    """Its gradient selection jumps nowhere, so no pair of gradients refutes it."""
    with pytest.raises(BadInput, match="jumps at"):
        certify(JUMP, "interpolation", Everywhere(), constant=F(2))


def test_a_refuting_pair_violates_the_interpolation_inequality() -> None:
    for given, L in ((SADDLE, F(1)), (discovery.landscape("huber"), 1 - TINY), (QUARTIC, F(1))):
        p, r = certify(given, "interpolation", Everywhere(), constant=L).data["pair"]
        gaps = []
        for a, b in ((p, r), (r, p)):
            slope, other = given.gradient_at(b), given.gradient_at(a)
            rise = sum(s * (u - v) for s, u, v in zip(slope, a, b, strict=True))
            jump = sum((s - o) ** 2 for s, o in zip(slope, other, strict=True))
            gaps.append(2 * L * (given.value_at(a) - given.value_at(b) - rise) - jump)
        assert min(gaps) < 0


def test_interpolation_constants_are_sharp() -> None:
    for name in ("huber", "asymmetric_parabola", "quadratic"):
        given = discovery.landscape(name)
        L = given.constants["L"]
        assert certify(given, "interpolation", Everywhere(), constant=L).verdict is Verdict.HOLDS
        assert certify(given, "interpolation", Everywhere(), constant=L - TINY).verdict is Verdict.REFUTED


@pytest.mark.parametrize("part", [Box((F(-1),), (F(1),)), Ball((F(0),), F(4))])
def test_interpolation_is_left_open_on_a_part_of_space(part: Box | Ball) -> None:
    found = certify(discovery.landscape("huber"), "interpolation", part, constant=F(1))
    assert found.verdict is Verdict.UNDECIDED and "part of R^d" in found.open_


def test_interpolation_of_what_is_not_piecewise_quadratic_is_shown_by_ranges_or_not_guessed() -> None:
    """1 − cos(x) lies in [0, 2] by the range of the cosine; 2 − 4 sin(x)cos(x) in [0, 4], which ranges do not show."""
    assert certify(WAVE, "interpolation", Everywhere(), constant=F(2)).verdict is Verdict.HOLDS
    assert certify(WAVE, "interpolation", Everywhere(), constant=2 - TINY).verdict is not Verdict.HOLDS
    other = landscape(x**2 + sp.sin(x) * sp.cos(x) - x, L=4)
    assert certify(other, "interpolation", Everywhere(), constant=F(4)).verdict is not Verdict.HOLDS


def test_polyak_lojasiewicz() -> None:
    steep, flat = discovery.landscape("asymmetric_parabola"), discovery.landscape("huber")
    star = steep.points["x_star"]
    assert certify(steep, "pl", Everywhere(), center=star, constant=F(1)).verdict is Verdict.HOLDS
    above = certify(steep, "pl", Everywhere(), center=star, constant=1 + TINY)
    assert above.verdict is Verdict.REFUTED and above.witness is not None
    assert certify(flat, "pl", Everywhere(), center=star).verdict is Verdict.REFUTED


def test_stationary_point() -> None:
    given = discovery.landscape("huber")
    assert certify(given, "stationary_point", Everywhere(), center=(F(0),)).verdict is Verdict.HOLDS
    off = certify(given, "stationary_point", Everywhere(), center=(TINY,))
    assert off.verdict is Verdict.REFUTED and off.witness == (TINY,)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("sublinear_rate_of_smooth_convex", SADDLE),
        ("gradient_rate_of_smooth_convex", QUARTIC),
        ("tight_gap_rate_of_smooth_convex", KINKED),
        ("decrease_of_smooth", QUARTIC),
    ],
)
def test_functions_outside_the_class_are_not_covered(name: str, given: Landscape) -> None:
    assert apply(name, given, F(1, 4)).prediction.verdict is Verdict.REFUTED


@pytest.mark.parametrize("name", ["sublinear_rate_of_smooth_convex", "decrease_of_smooth"])
def test_steps_beyond_the_threshold_are_not_covered(name: str) -> None:
    given = discovery.landscape("huber")
    for step, verdict in ((2 - TINY, Verdict.HOLDS), (F(2), Verdict.REFUTED)):
        assert apply(name, given, step).prediction.verdict is verdict
