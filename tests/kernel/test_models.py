"""What the kernel accepted is true: every conclusion holds at random rational models of its hypotheses."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from proofkit.kernel import replay

from .families import FAMILIES, models
from .families_at_the_edge import FALSE_AT_THE_EDGE
from .families_of_factorisations import FALSE_OF_FACTORISATIONS
from .library import NAMES, lines, statement
from .models import Model, Truth, truth, well_sorted

COUNT, SEED = 9, 2024

#: statements whose conclusion is about measures, or has a part that is: None is all a model can say
MEASURED = {
    "global_convergence_of_large_step",
    "global_convergence_of_large_step_in_open_ball",
    "global_convergence_of_large_step_smooth",
    "hitting_probability",
    "trapping_of_small_step",
    "trapping_of_small_step_on_line",
}
#: never wholly decided: its conclusion denies a statement about all distances
UNDECIDED = {*MEASURED, "kink_of_two_basin"}

#: a piece of a statement and what makes the conclusion false: that the models see it shows they are not vacuous
FALSE = FALSE_OF_FACTORISATIONS | FALSE_AT_THE_EDGE | {
    "cauchy_schwarz": ("dot(u, v)**2 <= sq(u)*sq(v)", "dot(u, v)**2 < sq(u)*sq(v)"),
    "square_root_is_monotone": ("x <= y", "x <= y/2"),
    "triangle_inequality": ("(a + b)**2", "(a**2 + b**2)"),
    "reverse_triangle_inequality": ("(a - b)**2", "a**2"),
    "tends_of_contraction": ("tends(t, a(t))", "tends(t, t + a(t))"),
    "growth_is_unbounded": ("exists(t, nat, a(t) > b)", "forall(t, nat, a(t) > b)"),
    "tends_of_tail": ("tends(t, a(t))", "tends(t, t*a(0) + a(t) + 1)"),
    "least_number": ("exists(t, nat, A(t) and", "forall(t, nat, A(t) or"),
    "orbit_shift": ("Phi(t, G(p))", "Phi(t, G(G(p)))"),
    "contraction_of_opsc": ("eta**2*L**2)", "eta**2*L**2/2)"),
    "contraction_of_opsc_on_line": ("K*sq(p - c)", "K**2*sq(p - c)"),
    "expansion_of_opsc": ("(eta*mu - 1)**2", "(eta*mu)**2"),
    "large_step_misses_center": ("sq(p - eta*g(p) - c) > 0", "sq(p - eta*g(p) - c) > sq(p - c)"),
    "escape_window": ("sq(p - eta*g(p) - x_dagger) > sq", "sq(p - eta*g(p) - x_dagger) > 4*sq"),
    "escape_window_on_line": ("sq(p - eta*g(p) - x_star) < sq", "9*sq(p - eta*g(p) - x_star) < sq"),
    "escape_window_is_non_empty": ("s*L < 2), mu_dagger > L)", "s*L < 2), mu_dagger > 9*L)"),
    "no_return": ("not x(s+1+t) in M", "x(s+1+t) in M"),
    "convergence_without_return": ("tends(t, ", "tends(t, t + "),
    "global_convergence_of_large_step": ("<= R**2", "<= R**2/9"),
    "global_convergence_of_large_step_in_open_ball": ("<= R**2", "<= R**2/9"),
    "trapping_of_small_step": ("eta**2*L_dagger**2)*", "eta**2*L_dagger**2)/2*"),
    "trapping_of_small_step_sgd": ("<= rho**2", "<= rho**2/2"),
    "two_cycle_when_no_return_fails": ("(a*B)**2*sq(Phi(2*t, p)", "a**2*sq(Phi(2*t, p)"),
    "two_cycle_of_kinked_pair_repels": ("(a*B)**2*sq(p", "a*B*sq(p"),
    "strict_minimiser_of_shifted_pair": ("R*(1 + k) < D)", "R*(2 + k) < D)"),
    "geometric_bound": ("r(t)*a(0)", "r(t)*a(0) - 1"),
    "potential_decreases": ("V(n) <= V(0)", "V(n) < V(0)"),
    "decrease_of_smooth": ("f(p) - eta*(1 - eta*L/2)*sq(g(p))", "f(p) - eta*(1 + eta*L/2)*sq(g(p))"),
    "linear_rate_of_pl": ("(1 - eta*mu*(2 - eta*L))*(f(p)", "(1 - 2*eta*mu*(2 - eta*L))*(f(p)"),
    "contraction_of_smooth_strongly_convex": ("K*sq(p - r)", "K**2/9*sq(p - r)"),
    "contraction_of_sgd_with_variance_at_optimum": ("(1 - eta*mu)**2*sq", "(1 - eta*mu)**2/9*sq"),
    "sublinear_rate_of_smooth_convex": ("2*(1 + a + n*eta*L)", "9*(1 + a + n*eta*L)"),
    "reach_of_opsc": ("(b*rho)**2", "(b*rho)**2/2"),
    "reach_of_opsc_on_line": ("(eta*L - 1)", "(eta*mu - 1)"),
    "trapping_of_small_step_on_line": ("<= rho**2) and", "<= rho**2/2) and"),
    "limit_inside_a_ball": ("exists(T, nat", "forall(T, nat"),
    "gradient_map_expands": ("(1 - eta*L)**2", "(1 - eta*L/9)**2"),
    "slower_decay_dominates": ("exists(T, nat", "forall(T, nat"),
    "direction_of_convergence": ("== dot(p - x_star, e(0))**2", "== 2*dot(p - x_star, e(0))**2"),
    "one_point_inequality_at_limits": (">= mu*sq(b - c)", ">= 3*mu*sq(b - c)"),
    "jury_lyapunov": ("a**2)) > 0", "a**2)) < 0"),
    "jury_stable": ("tends(t, x(t))", "tends(t, t + x(t))"),
    "jury_unstable": ("not tends", "tends"),
    "tends_of_square_bound": ("a(t)", "t + a(t)"),
    "tends_of_sum_with_square": ("a(t) +", "t + a(t) +"),
    "tends_of_coordinates": ("sq(u(t))", "t + sq(u(t))"),
    "gradient_descent_on_quadratic": ("eta*L < 2", "eta*L < 9"),
    "heavy_ball_threshold": ("eta*L < 2", "eta*L < 9"),
    "nesterov_threshold": ("*eta*L < 2", "*eta*L < 9"),
    "kink_of_two_basin": (">= mu_star*(D - r) + mu_dagger*r", ">= 3*mu_star*(D - r) + mu_dagger*r"),
}


@cache
def sample(name: str) -> tuple[Model, ...]:
    dimensions = (1,) if statement(name).dimension == "1" else (1, 2, 3)
    return tuple(models(name, SEED, COUNT, dimensions))


def verdicts(name: str, conclusion: str) -> list[Truth]:
    return [truth(conclusion, model) for model in sample(name)]


def family_of(name: str) -> None:
    if name not in FAMILIES:
        pytest.skip("no family of models: its conclusion is about measures only, or the family is still to be written")


@pytest.mark.parametrize("name", NAMES)
def test_accepted_conclusion_holds_in_models_of_its_hypotheses(name: str) -> None:
    family_of(name)
    header = replay(lines(name))[-1].header
    for model in sample(name):
        assert well_sorted(model, header["declare"])
        for label, text in header["hypotheses"].items():
            found = truth(text, model, assumed=True)
            assert found or (found is None and "measure_le" in text), f"{label} fails: the family is wrong"
    found = verdicts(name, header["conclusion"])
    assert False not in found
    assert len(found) == COUNT
    assert name in UNDECIDED or found.count(True) >= COUNT // 2


@pytest.mark.parametrize("name", NAMES)
def test_models_refute_a_false_conclusion(name: str) -> None:
    if name not in FALSE:
        family_of(name)
    conclusion, (old, new) = statement(name).conclusion, FALSE[name]
    assert old in conclusion
    assert False in verdicts(name, conclusion.replace(old, new))


def test_most_statements_have_models() -> None:
    assert set(FAMILIES) <= set(NAMES)
    assert len(FAMILIES) >= 20


# -- the evaluator itself ------------------------------------------------------------------------------

F = Fraction
PLANE = Model(
    2,
    {
        "u": (F(3), F(4)),
        "v": (F(0), F(1)),
        "x": F(1, 2),
        "n": 3,
        "g": lambda p: (p[0] / 2, p[1] * 2),
        "a": lambda t: F(1, 2) ** t,
        "up": lambda t: F(t + 1),
        "M": lambda p: p[0] > 0,
        "A": lambda t, p: p[0] > t,
    },
    points=((F(0), F(0)), (F(1), F(1))),
    near=((F(-5), F(0)),),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sq(u) == 25 and dot(u, v) == 4", True),
        ("u - 2*v/4 == u + (-v)/2", True),
        ("powd(x) == 1/4", True),
        ("x**2 < x", True),
        ("sq(g(u)) <= x", False),
        ("u in M", True),
        ("not u in M", False),
        ("u in A(n)", False),
        ("u in A(n - 1)", True),
        ("A(2, u)", True),
        ("forall(p, vector, sq(p) <= 2)", True),
        ("forall(p, vector, p in M)", False),
        ("not forall(p, vector, sq(p) <= 2)", True),
        ("exists(p, vector, p in M)", True),
        ("exists(p, vector, sq(p) == 7)", None),
        ("not exists(p, vector, sq(p) == 7)", None),
        ("not exists(p, vector, sq(p) == 2)", False),
        ("forall(t, nat, a(t) > 0)", True),
        ("implies(exists(p, vector, sq(p) == 7), 0 > 1)", None),
        ("implies(exists(p, vector, sq(p) == 7), 0 < 1)", True),
        ("implies(0 > 1, measure_le(p, p in M, 0))", True),
        ("iff(u in M, x > 0)", True),
        ("iff(u in M, x < 0)", False),
        ("measure_le(p, p in M, 0)", None),
        ("ae(p, p in M)", None),
        ("ae(p, p in M) and x < 0", False),
        ("ae(p, p in M) or x > 0", True),
        ("forall(N, 'vector -> prop', u in N)", None),
        ("tends(t, a(t))", True),
        ("tends(t, a(n + t))", True),
        ("tends(t, up(t))", False),
        ("tends(t, a(t) + 1/100)", None),
        ("tends(t, 1)", False),
        ("tends(t, 0)", True),
    ],
)
def test_evaluator(text: str, expected: Truth) -> None:
    assert truth(text, PLANE) is expected


def test_assumptions_are_tested_at_more_points() -> None:
    text = "forall(p, vector, sq(p) <= 2)"
    assert truth(text, PLANE) is True
    assert truth(text, PLANE, assumed=True) is False
    assert truth(f"implies({text}, 0 > 1)", PLANE) is True
    assert truth("forall(t, nat, t <= 5)", PLANE) is True
    assert truth("forall(t, nat, t <= 5)", PLANE, assumed=True) is False
