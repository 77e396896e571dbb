"""Theorems on catapult, flip, four factors and self-stabilisation: what must be refused, by as little as 10⁻³⁰."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest

from proofkit import discovery
from proofkit.apply import apply
from proofkit.derivation import derive
from proofkit.errors import BadInput, ProofRefused
from proofkit.landscape import Landscape
from proofkit.statement import Statement
from proofkit.verdict import Verdict

TINY = "1/10**30"


def changed(statement: Statement, label: str, old: str, new: str) -> Statement:
    """The statement with a hypothesis (or the conclusion, for label "") changed."""
    if not label:
        assert old in statement.conclusion
        return replace(statement, conclusion=statement.conclusion.replace(old, new))
    text = statement.hypotheses[label]
    assert old in text
    return replace(statement, hypotheses={**statement.hypotheses, label: text.replace(old, new)})


@pytest.mark.parametrize(
    ("name", "label", "old", "new"),
    [
        ("catapult_recurrence", "u_next", "eta*w", f"(1 + {TINY})*eta*w"),
        ("catapult_converges", "stable", "< 4", f"< 4 + {TINY}"),
        ("catapult_never_grows", "gentle", "<= 2", f"<= 2 + {TINY}"),
        ("catapult_first_grows", "stable", "< 4", f"< 4 + {TINY}"),
        ("catapult_diverges", "beyond", "> 4", f"> 4 - {TINY}"),
        ("two_cycle_of_quartic_well", "beyond", "> 1", f"> 1 - {TINY}"),
        ("two_cycle_of_quartic_well", "P", "3*w", f"(3 + {TINY})*w"),
        ("quartic_well_cycle_attracts", "root5", "== 5", f"== 5 + {TINY}"),
        ("quartic_well_cycle_attracts", "beyond", "> 1", f"> 1 - {TINY}"),
        ("quartic_well_cycle_repels", "root5", "== 5", f"== 5 - {TINY}"),
        ("flip_of_minimum", "A", "3*f2**2", f"(3 + {TINY})*f2**2"),
        ("sharpness_of_four_factor", "minimum", "== 1", f"== 1 - {TINY}"),
        ("no_stable_minimum_of_four_factor", "beyond", "> 1", f"> 1 - {TINY}"),
        ("two_cycle_of_self_stabilisation", "X2", "2*alpha", f"(2 + {TINY})*alpha"),
        ("self_stabilisation_cycle_repels", "b", "> 0", ">= 0"),
    ],
)
def test_a_hypothesis_weaker_by_a_little_is_refused(name: str, label: str, old: str, new: str) -> None:
    theorem = discovery.theorem(name)
    with pytest.raises(ProofRefused):
        derive(changed(theorem.statement, label, old, new), theorem.write).replay()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("catapult_recurrence", "lambda_(t) - 4", f"lambda_(t) - 4 - {TINY}"),
        ("catapult_converges", "<= m*lambda_0", f"<= (1 - {TINY})*m*lambda_0"),
        ("catapult_first_grows", "lambda_0 - 2", f"lambda_0 - 2 - {TINY}"),
        ("two_cycle_of_quartic_well", "9 - 2*", f"9 + {TINY} - 2*"),
        ("flip_of_minimum", "2*A*", f"(2 + {TINY})*A*"),
        ("residual_of_four_factor", ">= 16*", f">= (16 + {TINY})*"),
        ("sharpness_of_four_factor", "S >= 4", f"S >= 4 + {TINY}"),
        ("two_cycle_of_self_stabilisation", "1 + 2*eta**2*alpha", f"1 + (2 + {TINY})*eta**2*alpha"),
    ],
)
def test_a_conclusion_stronger_by_a_little_is_refused(name: str, old: str, new: str) -> None:
    theorem = discovery.theorem(name)
    with pytest.raises(ProofRefused):
        derive(changed(theorem.statement, "", old, new), theorem.write).replay()


@pytest.mark.parametrize(
    ("name", "landscape", "step"),
    [
        ("catapult_converges", "two_layer_linear_net", F(2)),  # at the end itself
        ("catapult_converges", "two_layer_linear_net", F(5, 2)),
        ("catapult_never_grows", "two_layer_linear_net", 1 + F(1, 10**30)),
        ("catapult_diverges", "two_layer_linear_net", F(2)),
        ("two_cycle_of_quartic_well", "quartic_well", F(1)),
        ("quartic_well_cycle_attracts", "quartic_well", F(5, 4)),
        ("quartic_well_cycle_repels", "quartic_well", F(6, 5)),
        ("no_stable_minimum_of_four_factor", "four_factor", F(1, 2)),
    ],
)
def test_a_step_outside_the_range_is_refuted(name: str, landscape: str, step: F) -> None:
    assert apply(name, landscape, step).verdict is Verdict.REFUTED


def test_another_function_is_refused() -> None:
    with pytest.raises(BadInput):
        apply("catapult_recurrence", "vector_factorisation", F(1))  # has no width m
    with pytest.raises(BadInput):
        apply("two_cycle_of_self_stabilisation", "quartic_well", F(1))
    well = discovery.landscape("quartic_well")
    tilted = replace(well, formula=well.formula + well.variables[0] / 1000)
    assert apply("two_cycle_of_quartic_well", tilted, F(9, 8)).verdict is Verdict.REFUTED


def test_a_net_whose_weight_is_not_one_over_the_width_is_refuted() -> None:
    net = discovery.landscape("two_layer_linear_net")
    wrong: Landscape = replace(net, constants={**net.constants, "w": F(1, 2) + F(1, 10**30)})
    assert apply("catapult_recurrence", wrong, F(1)).verdict is Verdict.REFUTED


def test_the_two_cycle_in_exact_numbers() -> None:
    """At μ = 13/4, η = 4/9: P² = 10 and Q² = 1, so that one step in Q(√10) takes (√10 + 1)/2 to (√10 − 1)/2."""
    mu, eta = F(13, 4), F(4, 9)
    assert (mu + 3 / eta, mu - 1 / eta) == (10, 1)

    def times(u: tuple[F, F], v: tuple[F, F]) -> tuple[F, F]:
        return u[0] * v[0] + 10 * u[1] * v[1], u[0] * v[1] + u[1] * v[0]

    point = F(1, 2), F(1, 2)
    square = times(point, point)
    slope = times(point, (square[0] - mu, square[1]))
    assert (point[0] - eta * slope[0], point[1] - eta * slope[1]) == (F(-1, 2), F(1, 2))
