"""Every check holds on the library's theorems, and every one fails on theorems that are wrong by a little."""

from __future__ import annotations

import pytest
import sympy as sp
from wrong_theorems import Wrong

from proofkit import discovery
from proofkit.check import Check, Trial, number
from proofkit.errors import BadInput
from proofkit.evidence import Evidence
from proofkit.plan import QUICK_BUDGET, plan
from proofkit.verdict import Verdict, worst

CHECKS = discovery.names("check")
SEED = 3
#: theorems with two constants that a slip of the pen could exchange
SWAPS = {
    "contraction_factor": ("mu", "L"),
    "expansion_factor": ("mu", "L"),
    "escape_and_contract": ("mu_star", "L"),
    "large_step_convergence": ("mu_star", "L"),
    "gradient_jump": ("mu_star", "mu_dagger"),
    "trapping": ("mu_dagger", "L_dagger"),
    "two_cycle": ("m", "L"),
    "contraction_of_pairs": ("mu", "L"),
    "gap_factor": ("mu", "L"),
    "reach": ("mu", "L"),
    "reach_on_line": ("mu", "L"),
    "trapping_on_line": ("mu_dagger", "L_dagger"),
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
@pytest.mark.parametrize("name", CHECKS)
def test_a_few_per_cent_are_seen(name, factor):
    assert refuted(name, factor=factor)


@pytest.mark.parametrize("name", SWAPS)
def test_exchanged_constants_are_seen(name):
    one, other = SWAPS[name]
    assert refuted(name, exchanged={one: other, other: one})


def test_every_theorem_has_a_check():
    assert {discovery.load("check", name).theorem for name in CHECKS} == set(discovery.names("theorem"))


@pytest.fixture(scope="module")
def seen():
    """(theorem, end of a threshold) → the evidence of all checks about it."""
    found = {}
    for name in CHECKS:
        for evidence in discovery.load("check", name).run(seed=SEED):
            for end in evidence.data.get("ends", ()):
                found.setdefault((evidence.theorem, end), []).append(evidence)
    return found


def _thresholds():
    for name in discovery.names("theorem"):
        for threshold in discovery.theorem(name).thresholds:
            ends = {"lower": threshold.lower, "upper": threshold.upper}
            for end in (end for end, value in ends.items() if value is not None):
                yield pytest.param(name, threshold, end, id=f"{name}-{threshold.name}-{end}")


ENDS = list(_thresholds())


@pytest.mark.parametrize(("theorem", "threshold", "end"), ENDS)
def test_each_end_is_seen_from_both_sides(seen, theorem, threshold, end):
    """A sharp end is measured just inside and just outside; a sufficient one inside, with its slack."""
    about = seen.get((theorem, f"{threshold.name} {end}"), [])
    sides = {evidence.side for evidence in about}
    assert {"inside", "outside" if threshold.tag == "sharp" else "slack"} <= sides
    assert all(evidence.measured == evidence.measured for evidence in about if evidence.side == "slack")


@pytest.mark.parametrize(("theorem", "threshold", "end"), ENDS)
def test_a_sharp_end_fails_on_the_landscape_it_names(seen, theorem, threshold, end):
    if threshold.tag == "sharp":
        about = seen[(theorem, f"{threshold.name} {end}")]
        outside = [evidence.setting for evidence in about if evidence.side == "outside"]
        assert any(setting.startswith(f"{threshold.sharpness_witness}(") for setting in outside)


def test_evidence_names_ends_that_exist(seen):
    named = {f"{p.values[0]} {p.values[1].name} {p.values[2]}" for p in ENDS}
    assert {f"{theorem} {end}" for theorem, end in seen} <= named


def test_the_same_seed_gives_the_same_evidence():
    check = discovery.load("check", "hitting_fraction")
    assert check.run(seed=1) == check.run(seed=1) != check.run(seed=2)


def test_the_quick_suite_leaves_no_check_out():
    quick = plan()
    assert quick.seconds <= QUICK_BUDGET and not [left for left in quick.left_out if left.kind == "check"]


def test_bad_size_and_missing_constants_are_refused():
    with pytest.raises(BadInput, match="size"):
        discovery.load("check", "two_cycle").run(size="huge")
    with pytest.raises(BadInput, match="mu"):
        number(2 / sp.Symbol("mu"), {"L": 1})
    with pytest.raises(BadInput, match="real number"):
        number(sp.sqrt(sp.Symbol("L")), {"L": -1})
