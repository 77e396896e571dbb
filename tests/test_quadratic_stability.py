"""Thresholds on quadratics read from a method's rule: as in the library, as in floating point, and no larger."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from proofkit import discovery
from proofkit import quadratic_stability as quadratic_stability_module
from proofkit.derivation import derive
from proofkit.engine.plain_run import plain_run
from proofkit.errors import BadInput, ProofRefused
from proofkit.kernel import Refused, replay
from proofkit.method import Method
from proofkit.quadratic_stability import quadratic_stability
from proofkit.symbolic import to_sympy

LIBRARY = {
    "gradient_descent": "gradient_descent_on_quadratic",
    "heavy_ball": "heavy_ball_threshold",
    "nesterov": "nesterov_threshold",
    "averaged_momentum": "averaged_momentum_threshold",
    "unnormalised_sam": "sam_threshold",
}
THEOREMS = [*LIBRARY.values(), "preconditioned_descent_threshold", "momentum_holds_sharper_minima"]
GIVEN = {"beta": Fraction(1, 2), "rho": Fraction(1, 3)}
LAM = Fraction(3)


def at(expression: sp.Expr, **values: Fraction) -> sp.Expr:
    return sp.simplify(expression.subs({s: values[s.name] for s in expression.free_symbols}))


@pytest.mark.parametrize(("method", "theorem"), LIBRARY.items())
def test_the_threshold_is_that_of_the_library(method: str, theorem: str) -> None:
    found = quadratic_stability(discovery.load("method", method))
    _, upper = discovery.theorem(theorem).threshold("stability").at({"L": LAM, **GIVEN, "alpha": 1 - GIVEN["beta"]})
    assert at(found.upper, lam=LAM, **GIVEN) == upper
    assert found.derivation.replay().name == f"{method}_on_quadratics"


@pytest.mark.parametrize("method", LIBRARY)
def test_runs_agree_on_both_sides(method: str) -> None:
    rule = discovery.load("method", method)
    parameters = {name: float(GIVEN[name]) for name in rule.parameters}
    limit = float(at(quadratic_stability(rule).upper, lam=LAM, **GIVEN))
    starts = {"x": np.array([[-1.0], [1.0]]), **{name: np.array([[1.0], [0.0]]) for name in rule.state}}
    given = {"g": lambda p: float(LAM) * p, **parameters}
    for share, near in ((0.99, True), (1.01, False)):
        assert (np.abs(plain_run(rule, given, starts, share * limit, 1500)).max() < 1e-3) == near


@pytest.mark.parametrize("method", LIBRARY)
def test_the_form_decreases(method: str) -> None:
    """The printed V, at x(t+1) = u and x(t) = w, exactly: V(au + bw, u) = V(u, w) − D(u² + w²), and V > 0, D > 0."""
    found = quadratic_stability(discovery.load("method", method))
    values = {"lam": LAM, **GIVEN, "eta": Fraction(1, 4)}
    form = found.lyapunov.replace("x(t+1)", "u").replace("x(t)", "w")
    a, b, loss = (at(to_sympy(text), **values) for text in (found.a, found.b, found.decrease))
    u, w = sp.symbols("u w", real=True)
    value = to_sympy(form).subs({s: values[s.name] for s in to_sympy(form).free_symbols - {u, w}})
    after = value.subs({u: a * u + b * w, w: u}, simultaneous=True)
    assert sp.expand(value - after - loss * (u**2 + w**2)) == 0 < loss
    assert value.subs({u: 1, w: 0}) > 0 and sp.discriminant(value.subs(w, 1), u) < 0


@pytest.mark.parametrize("method", LIBRARY)
def test_a_threshold_too_large_by_ten_to_the_minus_30_is_refused(method: str) -> None:
    found = quadratic_stability(discovery.load("method", method))
    *lemmas, own = found.derivation.blocks.values()
    header, *steps = own
    conclusion = json.loads(header)["conclusion"]
    forged = conclusion.replace(found.inside, f"{found.inside} + 1/10**30", 1)
    assert forged != conclusion
    lines = [line for block in lemmas for line in block]
    with pytest.raises(Refused):
        replay([*lines, json.dumps({**json.loads(header), "conclusion": forged}), *steps])


@pytest.mark.parametrize("shift", ["+ 1/10**30", "- 1/10**30"])
@pytest.mark.parametrize("method", LIBRARY)
def test_no_proof_is_found_for_a_wrong_threshold(monkeypatch: pytest.MonkeyPatch, method: str, shift: str) -> None:
    """Too large, and Jury's conditions do not follow; too small, and no orbit is seen to fail there."""
    right = quadratic_stability_module._linear

    def wrong(gap: sp.Expr, name: str) -> tuple[str, str]:
        slope, high = right(gap, name)
        return slope, f"{high} {shift}"

    monkeypatch.setattr(quadratic_stability_module, "_linear", wrong)
    with pytest.raises(ProofRefused):
        quadratic_stability(discovery.load("method", method))


@pytest.mark.parametrize("name", THEOREMS)
def test_a_larger_range_is_refused(name: str) -> None:
    theorem = discovery.theorem(name)
    inside = theorem.thresholds[0].conditions[-1]
    conclusion = theorem.statement.conclusion.replace(inside, f"{inside} + 1/10**30")
    assert conclusion != theorem.statement.conclusion
    statement = replace(theorem.statement, name=f"{name}_forged", conclusion=conclusion)
    derivation = derive(statement, theorem.write)
    with pytest.raises(ProofRefused):
        derivation.replay()


def test_below_minus_a_third_the_formula_of_nesterov_is_refused() -> None:
    """There β(1 − ηλ) < 1 fails first: at β = −1/2 and ηλ = 3, though 2(1 + β)/(1 + 2β) is infinite."""
    nesterov = discovery.load("method", "nesterov")
    assert quadratic_stability(replace(nesterov, given=("beta >= -1/3", "beta < 1"))).method == "nesterov"
    with pytest.raises(ProofRefused, match="does not confirm"):
        quadratic_stability(replace(nesterov, given=("beta > -2/5", "beta < 1")))


@pytest.mark.parametrize(
    "method",
    [
        discovery.load("method", "proximal_point"),
        discovery.load("method", "sgd_bounded_noise"),
        discovery.load("method", "preconditioned_gradient_descent"),
        Method("three", "", "x - eta*v - eta*w", "", state={"v": "g(x)", "w": "v"}),
        Method("still", "", "x", ""),
        Method("squared", "", "x - eta*eta*g(x)", ""),
    ],
    ids=lambda method: method.name,
)
def test_other_methods_are_refused_in_one_line(method: Method) -> None:
    with pytest.raises(BadInput) as error:
        quadratic_stability(method)
    assert method.name in str(error.value) and "\n" not in str(error.value)


def test_plain_run_needs_every_value() -> None:
    heavy = discovery.load("method", "heavy_ball")
    one = np.ones((1, 1))
    with pytest.raises(BadInput, match="also x_prev, beta"):
        plain_run(heavy, {"g": lambda p: p}, {"x": one}, 0.1, 1)
    with pytest.raises(BadInput, match="explicit method without noise"):
        plain_run(discovery.load("method", "proximal_point"), {"g": lambda p: p}, {"x": one}, 0.1, 1)
    with pytest.raises(BadInput, match="update rule"):
        plain_run(Method("bad", "", "x @ x", ""), {}, {"x": one}, 0.1, 1)


def test_plain_run_is_the_written_rule() -> None:
    heavy, x = discovery.load("method", "heavy_ball"), [np.array([[1.0]]), np.array([[0.25]])]
    for _ in range(3):
        x.append(x[-1] - 0.1 * (2 * x[-1]) + 0.5 * (x[-1] - x[-2]))
    end = plain_run(heavy, {"g": lambda p: 2 * p, "beta": 0.5}, {"x": x[1], "x_prev": x[0]}, 0.1, 3)
    assert end == pytest.approx(x[-1])
