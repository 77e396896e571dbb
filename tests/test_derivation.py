"""Drafts: each call takes one kernel step; what does not follow is refused where it is written."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from proofkit.derivation import Draft, derive
from proofkit.errors import ProofRefused
from proofkit.kernel import Refused, replay
from proofkit.statement import Statement

SIGNS = {"x": "x > 0", "y": "y >= 0"}
SCALARS = {"x": "scalar", "y": "scalar"}


def statement(conclusion: str, hypotheses: dict[str, str] = SIGNS) -> Statement:
    return Statement("claim", "any", SCALARS, hypotheses, conclusion)


def prove(claim: Statement, **options: object):
    return derive(claim, lambda d: d.combine(claim.conclusion, *(d[label] for label in claim.hypotheses), **options))


def test_a_positive_combination_is_found_and_replayed() -> None:
    proof = prove(statement("x*y + x > 0")).replay()
    assert proof.name == "claim" and proof.axioms == ()


@pytest.mark.parametrize("conclusion", ["x - y > 0", "x*y > 0", "x == 0", "y > 0"])
def test_what_does_not_follow_is_refused(conclusion: str) -> None:
    with pytest.raises(ProofRefused):
        prove(statement(conclusion))


def test_an_unused_hypothesis_is_refused() -> None:
    with pytest.raises(ProofRefused, match="unused hypotheses: y"):
        prove(statement("2*x > 0")).replay()


def test_an_unknown_hypothesis_label_is_refused() -> None:
    with pytest.raises(ProofRefused, match="no hypothesis 'z'"):
        Draft(statement("x > 0"))["z"]


@pytest.mark.parametrize("text", ["x >", "x + M", "z > 0", "x > 0.5", "dot(x, y) > 0"])
def test_ill_formed_statements_are_refused(text: str) -> None:
    with pytest.raises(ProofRefused):
        statement(text).parsed  # noqa: B018


@pytest.mark.parametrize("excess", [Fraction(1), Fraction(1, 10**12), Fraction(1, 10**30)])
def test_a_threshold_just_too_large_is_not_provable(excess: Fraction) -> None:
    factor = "1 - 2*eta*mu + eta**2*L**2"
    signs = {"eta": "eta > 0", "mu": "mu > 0", "L": "L > 0"}
    declare = dict.fromkeys(("eta", "mu", "L"), "scalar")

    def claim(slack: Fraction) -> Statement:
        return Statement("claim", "any", declare, {**signs, "range": f"eta*L**2 < ({2 + slack})*mu"}, f"{factor} < 1")

    prove(claim(Fraction(0)), degree=3)
    with pytest.raises(ProofRefused):
        prove(claim(excess), degree=3)


def test_lemmas_travel_with_the_proof_once() -> None:
    claim = Statement(
        "two_roots",
        "any",
        SCALARS,
        {"a": "x**2 <= y**2", "b": "y >= 0"},
        "x <= y and x <= y + 1",
    )

    def write(d: Draft):
        root = d.cite("square_root_is_monotone", {"x": "x", "y": "y"}, d["a"], d["b"])
        return d.conj(root, d.combine("x <= y + 1", root))

    lines = derive(claim, write).lines
    assert [json.loads(line)["theorem"] for line in lines if '"theorem"' in line] == [
        "square_root_is_monotone",
        "two_roots",
    ]
    assert replay(lines)[-1].lemmas == ("square_root_is_monotone",)
    with pytest.raises(Refused):
        replay([line for line in lines if '"square_root_is_monotone", "dim' not in line])
