"""Every check holds on the library's theorems, and every one fails on theorems that are wrong by a little."""

from __future__ import annotations

import pytest
import sympy as sp
from wrong_theorems import Wrong

from proofkit import discovery
from proofkit.check import Check, Trial, number
from proofkit.errors import BadInput
from proofkit.evidence import Evidence
from proofkit.verdict import Verdict, worst

CHECKS = discovery.names("check")
SEED = 3
#: this check compares a fraction with a bound far below it, and picks its step by where a threshold is largest
INSENSITIVE = {"small_against_large_step"}
#: theorems with two constants that a slip of the pen could exchange
SWAPS = {
    "contraction_factor": ("mu", "L"),
    "expansion_factor": ("mu", "L"),
    "escape_and_contract": ("mu_star", "L"),
    "large_step_convergence": ("mu_star", "L"),
    "gradient_jump": ("mu_star", "mu_dagger"),
    "trapping": ("mu_dagger", "L_dagger"),
    "two_cycle": ("m", "L"),
}


def refuted(name, **wrong):
    """Whether a wrong version is refuted; parts of the check after that may have nothing to measure."""
    check = discovery.load("check", name)
    trial = Trial(name, Wrong(discovery.theorem(check.theorem), **wrong), SEED, "quick")
    try:
        return any(evidence.verdict is Verdict.REFUTED for evidence in check.measure(trial))
    except BadInput as error:
        return "real number" in str(error)  # the wrong formula is the root of a negative number


@pytest.mark.parametrize("name", CHECKS)
def test_holds(name):
    check = discovery.load("check", name)
    found = check.run(seed=SEED)
    assert isinstance(check, Check) and check.name == name
    assert worst(e.verdict for e in found) is Verdict.HOLDS, "\n".join(map(str, found))
    assert all(isinstance(e, Evidence) and (e.check, e.theorem) == (name, check.theorem) for e in found)
    assert {e.side for e in found} <= {"inside", "outside", "slack", "law"} and len(found) >= 2
    assert all(e.samples > 0 and e.seed == SEED for e in found)


@pytest.mark.parametrize("factor", [0.96, 1.04])
@pytest.mark.parametrize("name", [name for name in CHECKS if name not in INSENSITIVE])
def test_a_few_per_cent_are_seen(name, factor):
    assert refuted(name, factor=factor)


@pytest.mark.parametrize("name", SWAPS)
def test_exchanged_constants_are_seen(name):
    one, other = SWAPS[name]
    assert refuted(name, exchanged={one: other, other: one})


def test_every_theorem_has_a_check():
    assert {discovery.load("check", name).theorem for name in CHECKS} == set(discovery.names("theorem"))


def test_thresholds_are_seen_from_both_sides():
    """A sharp threshold is measured inside and outside; a sufficient one inside, with its slack."""
    for name in CHECKS:
        check = discovery.load("check", name)
        sides = {evidence.side for evidence in check.run(seed=SEED)}
        tags = {threshold.tag for threshold in discovery.theorem(check.theorem).thresholds}
        if "sharp" in tags and name not in INSENSITIVE:
            assert {"inside", "outside"} <= sides, name


def test_the_same_seed_gives_the_same_evidence():
    check = discovery.load("check", "hitting_fraction")
    assert check.run(seed=1) == check.run(seed=1) != check.run(seed=2)


def test_declared_costs_leave_room_for_the_rest():
    assert sum(discovery.load("check", name).seconds for name in CHECKS) <= 25


def test_bad_size_and_missing_constants_are_refused():
    with pytest.raises(BadInput, match="size"):
        discovery.load("check", "two_cycle").run(size="huge")
    with pytest.raises(BadInput, match="mu"):
        number(2 / sp.Symbol("mu"), {"L": 1})
    with pytest.raises(BadInput, match="real number"):
        number(sp.sqrt(sp.Symbol("L")), {"L": -1})
