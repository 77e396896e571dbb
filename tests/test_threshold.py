"""Thresholds are solved from the conditions, and the kernel confirms both directions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.commands._show import range_text
from proofkit.errors import BadInput, ProofRefused
from proofkit.export._mathml import range_mathml
from proofkit.export.json import threshold_data
from proofkit.threshold import Threshold
from proofkit.typesetting import range_latex

MU, L = sp.symbols("mu L", positive=True)


def contraction() -> Threshold:
    return discovery.theorem("contraction_of_opsc").threshold("contraction")


def test_the_contraction_threshold_is_solved_not_typed() -> None:
    assert contraction().lower is None
    assert sp.expand(contraction().upper - 2 * MU / L**2) == 0


def test_swapping_the_constants_changes_the_answer() -> None:
    swapped = replace(contraction(), conditions=("1 - 2*eta*L + eta**2*mu**2 < 1",))
    assert sp.expand(swapped.upper - 2 * L / MU**2) == 0


def test_at_gives_exact_numbers() -> None:
    assert contraction().at({"mu": Fraction(3, 5), "L": Fraction(1)}) == (None, sp.Rational(6, 5))


@pytest.mark.parametrize(
    ("condition", "relations"),
    [
        ("eta*L < mu", ("<", "<")),
        ("eta*L <= mu", ("<", "<=")),
        ("mu >= eta*L", ("<", "<=")),
        ("eta*L >= mu", ("<=", "<")),
        ("mu < eta*L", ("<", "<")),
        ("-eta*L <= -mu", ("<=", "<")),
    ],
)
def test_an_end_is_allowed_where_the_condition_is_not_strict(condition: str, relations: tuple[str, str]) -> None:
    assert replace(contraction(), conditions=(condition,)).relations == relations


def test_either_end_has_its_own_relation() -> None:
    both = replace(contraction(), conditions=("eta*L <= 1", "eta*mu > 1"))
    assert both.relations == ("<", "<=")
    assert replace(both, conditions=("eta*L < 1", "eta*mu >= 1")).relations == ("<=", "<")


@pytest.mark.parametrize(
    ("theorem", "name", "shown"),
    [
        ("trapping_of_small_step_sgd", "noise", "sigma <= rho*(1 - b)/eta"),
        ("escape_window", "conservative_window", "2/mu_dagger < eta <= mu_star/L**2"),
        ("escape_window", "window", "2/mu_dagger < eta < 2*mu_star/L**2"),
    ],
)
def test_ranges_are_shown_with_their_relations(theorem: str, name: str, shown: str) -> None:
    threshold = discovery.theorem(theorem).threshold(name)
    weak = "<=" in shown
    assert range_text(threshold) == shown
    assert (r" \le " in range_latex(threshold), " < " in range_latex(threshold)) == (weak, " < " in shown)
    assert ("&#x02264;" in range_mathml(threshold)) == weak
    assert threshold_data(threshold)["relations"] == {"lower": "<", "upper": "<=" if weak else "<"}


@pytest.mark.parametrize("constants", [{"mu": Fraction(1)}, {"mu": Fraction(-1), "L": Fraction(1)}])
def test_missing_or_negative_constants_are_bad_input(constants: dict[str, Fraction]) -> None:
    with pytest.raises(BadInput):
        contraction().at(constants)


def test_auxiliary_symbols_are_filled_in() -> None:
    threshold = discovery.theorem("global_convergence_of_large_step").threshold("no_return")
    constants = {"mu_star": 1, "L": 1, "mu_dagger": 5, "L_dagger": 5, "D": 10, "eta": Fraction(1, 2)}
    _, upper = threshold.at(constants)
    assert upper == sp.Rational(20, 7)  # 10 (1 - q)/(1 + qb) with q = 1/2, b = 3/2


@pytest.mark.parametrize(
    "condition",
    ["eta**3 + eta**2 < mu + 1", "eta*(mu - L) < 1", "eta < 1 and mu < 1"],
)
def test_what_cannot_be_solved_is_refused(condition: str) -> None:
    with pytest.raises(ProofRefused):
        replace(contraction(), conditions=(condition,)).upper  # noqa: B018


@pytest.mark.parametrize("name", discovery.names("theorem"))
def test_every_threshold_is_confirmed_both_ways(name: str) -> None:
    for threshold in discovery.theorem(name).thresholds:
        there, back = threshold.proofs
        assert there.replay().axioms == back.replay().axioms == ()
        assert threshold.tag != "sharp" or threshold.sharpness_witness in discovery.names("landscape")
