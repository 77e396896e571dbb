"""The conditions of claims: what is divided by has one sign, proved; what the kernel was given is what is printed."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from worst_functions import number

from proofkit import judge
from proofkit.cli import main
from proofkit.discovery import load
from proofkit.errors import BadInput
from proofkit.kernel.replay import replay
from proofkit.kernel.rules import Refused
from proofkit.verdict import Verdict
from proofkit.worst_case.conditions import parse_condition
from proofkit.worst_case.confirm import threshold_proof
from proofkit.worst_case.gram import Gram
from proofkit.worst_case.measure import parse_measure
from proofkit.worst_case.samples import samples
from proofkit.worst_case.setting import Setting, classes_of
from proofkit.worst_case.solved import solved

TWO_SIGNS = [
    "(2-eta*L)/(2-L) >= 0",
    "(2-eta*L)/(5-eta*L) >= 0",
    "0 <= (2-eta*L)/(5-eta*L)",
    "1/(200 - L) > 0",
    "(2-eta*L)/(10**40 - L) >= 0",
    "(2-eta*L)/(L**2 - L + 1/5) >= 0",
]


def convex(measure: str = "distance") -> Gram:
    return Gram(Setting(classes_of("smooth_convex")[0], load("method", "gradient_descent"), parse_measure(measure)))


@pytest.mark.parametrize("condition", TWO_SIGNS)
def test_a_denominator_of_two_signs_is_refused(condition: str, capsys: pytest.CaptureFixture) -> None:
    """Multiplied out as at the samples, the first two would let false claims hold."""
    with pytest.raises(BadInput, match="one sign"):
        judge("smooth_convex", "gradient_descent", "distance", "1", [condition])
    assert main(["derive", "--class", "smooth_convex", "--claim", "1", "--where", condition]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("condition", "kernel"),
    [
        ("(2-eta*L)/(5+eta*L) >= 0", "L*eta <= 2"),
        ("(eta*L-2)/(-1-L**2) >= 0", "L*eta <= 2"),
        ("(2-eta*L)/(-3) <= 0", "L*eta <= 2"),
        ("2/(eta*L) > 1", "L*eta < 2"),
        ("eta < 2/L", "L*eta < 2"),
        ("(2-eta*L)/(L**2 - L + 1) >= 0", None),
    ],
)
def test_a_denominator_of_one_sign_is_multiplied_out(condition: str, kernel: str | None) -> None:
    if kernel is None:  # positive, but no product of the signs shows it
        with pytest.raises(BadInput, match="one sign"):
            judge("smooth_convex", "gradient_descent", "distance", "1", [condition])
        return
    judged = judge("smooth_convex", "gradient_descent", "distance", "1", [condition])
    assert judged.verdict is Verdict.HOLDS and judged.conditions == (kernel,)
    assert judged.data["conditions"] == [kernel]
    assert parse_condition(convex(), condition, samples(convex().setting)).text == kernel
    given = [proof.header["hypotheses"] for proof in replay(judged.lines) if proof.name.endswith("__claim")]
    assert all(kernel in hypotheses.values() for hypotheses in given)


def test_the_sign_of_the_denominator_is_in_the_proof_file() -> None:
    judged = judge("smooth_convex", "gradient_descent", "distance", "1", ["(2-eta*L)/(5+eta*L) >= 0"])
    (sign,) = (proof for proof in replay(judged.lines) if proof.name.endswith("__sign_of_denominator"))
    assert sign.header["conclusion"] == "0 < L*eta + 5"
    forged = [line.replace("0 < L*eta + 5", "L*eta < 5") for line in judged.lines]
    with pytest.raises(Refused):
        replay(forged)


def test_the_printed_conditions(capsys: pytest.CaptureFixture) -> None:
    words = ["derive", "--class", "smooth_convex", "--claim", "1", "--where", "eta <= 2/L"]
    assert main(words) == 0 and "proved under L*eta <= 2" in capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["conditions"] == ["L*eta <= 2"]


@pytest.mark.parametrize(
    ("claimed", "where"),
    [
        ("1 + 1/(2 - L)", ["eta*L <= 2"]),  # below 1 from L = 2 on
        ("1", ["L >= 5"]),  # no sample in the first units
        ("1 + 1/(150 - L)", ["eta*L <= 2"]),
        ("1/(3 - eta*L)", ["eta*L <= 2"]),
    ],
)
def test_a_claim_that_changes_with_the_units_is_refuted(claimed: str, where: list[str]) -> None:
    judged = judge("smooth_convex", "gradient_descent", "distance", claimed, where)
    assert judged.verdict is Verdict.REFUTED and judged.counterexample is not None
    example = judged.counterexample
    at = example.constants
    assert example.claimed == number(claimed.replace(" ", ""), at) < example.factor
    if example.function == "f(x) = L*x^2/2":
        assert example.factor == (1 - at["eta"] * at["L"]) ** 2


def test_claims_whose_denominator_has_two_signs_do_not_hold() -> None:
    """Where the claimed factor has a pole inside the conditions, or a negative denominator, the kernel refuses it."""
    for claimed in ("1 + 1/(10**40 - L)", "(L - 10**40)/(L - 10**40 - 1)"):
        judged = judge("smooth_convex", "gradient_descent", "distance", claimed, ["eta*L <= 2"])
        assert judged.verdict is not Verdict.HOLDS
    held = judge("smooth_convex", "gradient_descent", "distance", "2/(3-eta*L)", ["eta*L <= 2", "1 <= eta*L"])
    assert held.verdict is Verdict.HOLDS


def test_in_other_units_a_claim_holds_too() -> None:
    judged = judge("smooth_convex", "gradient_descent", "distance", "1", ["L >= 5", "eta <= 2/L"])
    assert judged.verdict is Verdict.HOLDS


def test_a_threshold_speaks_of_every_piece_on_both_sides() -> None:
    """Also of a piece none of whose samples is beyond: that no step beyond is in its region is proved."""
    gram = convex()
    entries, _ = solved(gram)
    parts = [entry.piece for entry in entries]
    end = 2 / next(s for s in parts[1].factor.as_expr().free_symbols if s.name == "L")
    proof = threshold_proof(gram, parts, end, False)
    assert proof is not None
    (header,) = (p.header for p in replay(proof.lines) if p.name.endswith("__threshold"))
    assert header["conclusion"].count("implies(") == 2 * len(parts)
    for wrong in (end * Fraction(9, 10), end * Fraction(11, 10)):
        assert threshold_proof(gram, parts, wrong, False) is None
    assert threshold_proof(gram, parts, end, True) is None  # the factor is 1 below, and not less
