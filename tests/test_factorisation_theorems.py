"""The theorems on factorisations: exact examples on both sides, and functions they must not be applied to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.apply import apply
from proofkit.derivation import derive
from proofkit.errors import BadInput, ProofRefused
from proofkit.verdict import Verdict

CRITICAL, NO_FIT = "critical_step_of_vector_factorisation", "no_fit_beyond_critical_step"
BALANCE, DEEP = "large_steps_balance_scalar_factorisation", "sharpness_of_deep_factorisation"
TINY = F(1, 10**30)


def potential(**numbers):
    expression = discovery.theorem(CRITICAL).formula("potential")
    return expression.subs({symbol: sp.Rational(numbers[symbol.name]) for symbol in expression.free_symbols})


@pytest.mark.parametrize(("u", "v", "y"), [((2, 0), (0, 1), 1), ((1, 1), (2, -1), -3), ((1, 0), (3, 5), 2)])
def test_the_potential_changes_sign_exactly_at_the_root(u, v, y):
    """Just inside 8/(s + r) it is negative, just outside positive: the claim with 8 + 10⁻³⁰ is false."""
    size = F(sum(a * a for a in (*u, *v)))
    error = F(sum(a * b for a, b in zip(u, v, strict=True)) - y)
    end = discovery.theorem(CRITICAL).threshold("root").at({"S": size, "E": error, "y": F(y)})[1]
    low = F(int(sp.floor(end * 10**32)), 10**32)
    below, above = (potential(eta=low + gap, S=size, E=error, y=F(y)) for gap in (-TINY, TINY))
    assert below < 0 < above


def test_the_label_end_is_where_every_minimum_is_too_sharp():
    end = discovery.theorem(CRITICAL).threshold("label").at({"y": F(-3), "h": F(3)})[1]
    assert end == sp.Rational(1, 3)  # the flattest minima have sharpness 2|y| = 2/η there


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (CRITICAL, "eta*(S + r) < 8", f"eta*(S + r) < 8 + 1/{10**30}"),
        (CRITICAL, "s(t) - 4*eta", f"s(t) - (4 + 1/{10**30})*eta"),
        (NO_FIT, "eta*h > 1", f"eta*h > 1 - 1/{10**30}"),
        (BALANCE, "eta*(a**2 + b**2) <= 2", f"eta*(a**2 + b**2) <= 2 - 1/{10**30}"),
        (BALANCE, "implies(eta*mu > 1,", f"implies(eta*mu > 1 - 1/{10**30},"),
        (DEEP, "lambda_(n+1)*c >= (n+1)*sigma**2", f"lambda_(n+1)*c >= (n+1 + 1/{10**30})*sigma**2"),
        (DEEP, "eta*lambda_(n+1) > 2)", f"eta*lambda_(n+1) > 2 + 1/{10**30})"),
    ],
)
def test_a_claim_that_is_larger_by_a_little_does_not_replay(name, old, new):
    theorem = discovery.theorem(name)
    assert old in theorem.statement.conclusion
    wrong = replace(theorem.statement, conclusion=theorem.statement.conclusion.replace(old, new))
    with pytest.raises(ProofRefused):
        derive(wrong, theorem.write).replay()


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_the_bound_on_the_sharpness_is_attained_at_the_balanced_minimum_only(depth):
    for tilt, attained in ((1, True), ("9/8", False)):
        c = discovery.landscape("depth_n_factorisation", depth=depth, root=2, tilt=tilt).constants
        bound = depth * c["sigma"] ** 2 / c["c"]
        assert c["sharpness"] >= bound and (c["sharpness"] == bound) == attained


@pytest.mark.parametrize(
    ("name", "landscape", "sequences"),
    [
        (BALANCE, "scalar_factorisation", {"x_next", "y_next"}),
        (CRITICAL, "vector_factorisation", {"u_next", "v_next"}),
        (NO_FIT, "vector_factorisation", {"u_next", "v_next"}),
    ],
)
def test_another_function_is_refuted_or_refused(name, landscape, sequences):
    f = discovery.landscape(landscape)
    other = replace(f, formula=f.formula + sp.Rational(1, 10**30) * f.variables[0] ** 2)
    found = apply(name, other, F(1, 2))
    assert {row.label for row in found.rows if row.verdict is Verdict.REFUTED} == sequences
    with pytest.raises(BadInput):
        apply(name, discovery.landscape("double_well", dimension=2), F(1, 2))


def test_balancing_needs_a_non_singular_map_and_null_curves():
    """At η = 1/μ the determinant of I − ηH is no constant: the map is non-singular although its origin is critical."""
    assert apply(BALANCE, discovery.landscape("scalar_factorisation"), F(1)).verdict is Verdict.HOLDS
