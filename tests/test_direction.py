"""The direction of convergence: false thresholds are refused, and so are eigenvalues that are no eigenvalues."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.apply import apply
from proofkit.certify import certify
from proofkit.derivation import derive
from proofkit.errors import BadInput, ProofRefused
from proofkit.landscape import Landscape
from proofkit.region import Everywhere
from proofkit.verdict import Verdict
from theorems import direction_of_convergence as direction

x, y = sp.symbols("x y", real=True)
NAME = "direction_of_convergence"
TINY = F(1, 10**30)
BOWL = discovery.landscape("quadratic", eigenvalues="1, 2, 4")


@pytest.mark.parametrize(
    ("which", "text"),
    [
        ("FLAT", "eta*(mu + L) <= 2"),
        ("FLAT", f"eta*(mu + L) < 2 + 1/{10**30}"),
        ("SHARP", "eta*(mu + L) >= 2"),
        ("SHARP", f"eta*(mu + L) > 2 - 1/{10**30}"),
        ("EDGE", f"eta*(mu + L) == 2 + 1/{10**30}"),
    ],
)
def test_a_false_threshold_is_refused(which, text, monkeypatch):
    """The whole derivation is written for the false threshold, and does not go through."""
    statement, old = discovery.theorem(NAME).statement, getattr(direction, which)
    monkeypatch.setattr(direction, which, text)
    wrong = replace(statement, conclusion=statement.conclusion.replace(f"implies({old},", f"implies({text},"))
    with pytest.raises(ProofRefused, match="no combination"):
        derive(wrong, direction._write)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kappa(i) > mu", "kappa(i) >= mu"),
        ("*dot(Phi(t, p) - x_star, e(m)) > 0", "*dot(Phi(t, p) - x_star, e(m)) < 0"),
    ],
)
def test_another_conclusion_is_refused(old, new):
    theorem = discovery.theorem(NAME)
    assert old in theorem.statement.conclusion
    wrong = replace(theorem.statement, conclusion=theorem.statement.conclusion.replace(old, new))
    with pytest.raises(ProofRefused, match="not the conclusion"):
        derive(wrong, theorem.write).replay()


def test_dominance_needs_a_slower_rate():
    lemma = discovery.load("lemma", "slower_decay_dominates")
    hypotheses = {**lemma.statement.hypotheses, "ratio": "p <= q"}
    with pytest.raises(ProofRefused):
        derive(replace(lemma.statement, hypotheses=hypotheses), lemma.write)


@pytest.mark.parametrize(("claim", "verdict"), [(F(1), "HOLDS"), (1 + TINY, "REFUTED"), (1 - TINY, "REFUTED")])
def test_the_least_eigenvalue_is_exact(claim, verdict):
    found = certify(BOWL, "least_eigenvalue", Everywhere(), center=BOWL.points["x_star"], constant=claim)
    assert found.verdict is Verdict[verdict]


@pytest.mark.parametrize("formula", [x**4 + y**2, sp.Piecewise((x**2 + y**2, x < 0), (2 * x**2 + y**2, True))])
def test_what_is_no_quadratic_is_not_decided(formula):
    f = Landscape("expression", (x, y), formula, {"x_star": (F(0), F(0))}, {}, {"mu": F(2), "L": F(2)})
    found = certify(f, "least_eigenvalue", Everywhere(), center=(F(0), F(0)), constant=F(2))
    assert found.verdict is Verdict.UNDECIDED
    assert apply(NAME, f, F(1)).verdict is not Verdict.HOLDS


def test_a_claim_is_needed():
    with pytest.raises(BadInput, match="constant"):
        certify(BOWL, "least_eigenvalue", Everywhere(), center=BOWL.points["x_star"])


def test_at_the_threshold_both_components_shrink_alike():
    """The exact example: an orbit of step 2/(1 + 4) that aligns with neither axis."""
    bowl = discovery.landscape("quadratic")
    point = (F(3), F(5))
    for _ in range(6):
        slope = tuple(F(int(g.p), int(g.q)) for g in bowl.gradient_at(point))
        point = tuple(p - F(2, 5) * g for p, g in zip(point, slope, strict=True))
        assert abs(point[0] / point[1]) == F(3, 5)
