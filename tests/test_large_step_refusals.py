"""Statements that are false by as little as 10⁻³⁰: their derivations must not go through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proofkit import discovery
from proofkit.derivation import derive
from proofkit.errors import ProofRefused

TINY = "1/" + str(10**30)
WEAKER = [
    ("global_convergence_of_escaping_step", "upper", f"eta*L**2 <= 2*mu_star + {TINY}"),
    ("global_convergence_of_escaping_step", "no_return", f"q*E < delta + {TINY}"),
    ("global_convergence_of_escaping_step", "trapped", f"measure_le(p, forall(t, nat, Phi(t, p) in M), {TINY})"),
    (
        "global_convergence_of_escaping_step",
        "nonsingular",
        f'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0), measure_le(p, (p - eta*g(p)) in N, {TINY})))',
    ),
    ("global_convergence_of_large_step", "no_return", f"q*(D + b*R) < D - R + {TINY}*R"),
    ("global_convergence_of_large_step", "no_return", "q*(D + b*R) <= D - R"),  # M may reach the sphere
    ("global_convergence_of_large_step_in_open_ball", "no_return", f"q*(D + b*R) <= D - R + {TINY}*R"),
    (
        "global_convergence_of_large_step_in_open_ball",
        "radius",
        "forall(p, vector, implies(p in M, sq(p - x_dagger) <= R**2))",
    ),
    ("global_convergence_of_large_step_in_open_ball", "R", "R >= 0"),
    ("global_convergence_of_large_step_in_interval", "no_return_slow", f"slow*(D + b*R) <= D - R + {TINY}*R"),
    ("different_limits_of_two_steps", "small", f"eta_small*L_dagger**2 < 2*mu_dagger + {TINY}"),
    ("different_limits_of_two_steps", "inside", f"rho < R_in + {TINY}"),
    ("different_limits_of_two_steps", "no_return", "q*(D + b*R) <= D - R"),
    ("large_step_misses_center", "steep", "eta*mu >= 1"),
    ("contraction_of_opsc_is_tight", "order", f"mu <= L + {TINY}"),
    ("contraction_of_opsc_is_tight", "across", f"dot(u, v) == {TINY}"),
    ("apollonius_ball_of_kinked_pair", "inside", f"2*h < L*D**2 + {TINY}"),
    ("apollonius_ball_of_kinked_pair", "radius_squared", f"radius**2 == m*L*D**2*w**2 - 2*h*w + {TINY}"),
    ("two_cycle_of_kinked_pair_repels", "h", f"h >= -{TINY}"),
    ("two_cycle_of_kinked_pair_repels", "flat", f"a > -{TINY}"),
    ("two_cycle_of_kinked_pair_repels", "s", f"s*(1 + a*B) == a*(1 + B) + {TINY}"),
    ("trapping_of_small_step_on_line", "small", f"eta*L_dagger < 2 + {TINY}"),
    ("trapping_of_small_step", "small", f"eta*L_dagger**2 < 2*mu_dagger + {TINY}"),
    ("strict_minimiser_of_shifted_pair", "h", f"h == L/2*(D - R)**2 - m/2*R**2 + {TINY}"),
    ("strict_minimiser_of_shifted_pair", "k_squared", f"k**2 == m*w + {TINY}"),
    ("escape_time_law", "expands", f"(eta*mu_dagger - 1) > 1 - {TINY}"),
    ("escape_time_law", "j", f"j*powd(eta*mu_dagger - 1 + {TINY}) == 1"),
    ("escape_time_law_in_ball", "expands", f"(eta*mu_dagger - 1) > 1 - {TINY}"),
    ("noise_is_no_substitute", "sharp", f"m > 2*L - {TINY}*L"),
    ("noise_is_no_substitute", "small", f"eta*m <= 1 + {TINY}"),
    ("noise_is_no_substitute", "level", f"sigma <= m*rho + {TINY}*rho"),
    ("repeat_k_sgd", "v_next", f"forall(t, nat, v(t+1) == q**2*v(t) + (1 - q + {TINY})**2*s**2)"),
    ("smoothed_one_point_convexity", "noise", f"omega**2*v > 2*l - {TINY}"),
    ("smoothed_one_point_convexity", "sine", f"forall(y, scalar, y*s(y) >= -(kappa + {TINY})*y**2)"),
    (
        "large_step_logistic_regression",
        "descent",
        f"forall(p, vector, implies(2*eta*f(p) <= 1 - {TINY}, f(p - eta*g(p)) <= f(p)))",
    ),
    ("large_step_logistic_regression", "potential", f"forall(p, vector, sq(g(p)) <= G(p) + {TINY})"),
]


@pytest.mark.parametrize(("name", "label", "text"), WEAKER)
def test_a_hypothesis_weaker_by_a_hair_is_not_enough(name: str, label: str, text: str) -> None:
    theorem = discovery.theorem(name)
    hypotheses = {**theorem.statement.hypotheses, label: text}
    with pytest.raises(ProofRefused):
        derive(replace(theorem.statement, hypotheses=hypotheses), theorem.write).replay()


@pytest.mark.parametrize("name", sorted({name for name, _, _ in WEAKER}))
def test_the_true_one_goes_through(name: str) -> None:
    theorem = discovery.theorem(name)
    assert derive(theorem.statement, theorem.write).replay().name == name
