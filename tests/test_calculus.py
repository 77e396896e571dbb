"""The class calculus: every rule replays, a better constant is refused, and what is refused has a counterexample."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.applied import NotKept
from proofkit.calculus._shared import VALLEY
from proofkit.errors import BadInput, ProofRefused, Undecided, UnknownName
from proofkit.implied import implied
from proofkit.known import LARGER
from proofkit.operation import Rule, expanded
from proofkit.symbolic import parse_expression
from proofkit.verdict import Strength

OPERATIONS = discovery.names("operation")
RULES = {rule.name: rule for name in OPERATIONS for rule in discovery.load("operation", name).rules}
TINY = "(1 + 1/10**30)"


def forged(rule: Rule) -> list[Rule]:
    """The rule with one constant of its conclusion better by a factor 1 + 10^-30."""
    found = []
    for i, (symbol, text) in enumerate(zip(rule.found.kind.constants, rule.found.constants, strict=True)):
        better = f"({text})*{TINY}" if symbol in LARGER else f"({text})/{TINY}"
        texts = [better if k == i else other for k, other in enumerate(rule.found.constants)]
        found.append(replace(rule, conclusion=f"{rule.found.name}({', '.join(texts)})"))
    return found


def test_there_is_a_rule_for_every_class() -> None:
    assert {"add_quadratic", "compose_linear", "scale", "shift", "sum", "translate"} == set(OPERATIONS)
    kept = {rule.found.name for rule in RULES.values() if rule.operation.name == "scale"}
    assert kept == set(discovery.names("class"))


@pytest.mark.parametrize("name", RULES)
def test_rule_is_proved(name: str) -> None:
    assert (RULES[name].derivation.replay().name, RULES[name].strength) == (name, Strength.PROVED)
    assert RULES[name].axioms == ()


@pytest.mark.parametrize("name", RULES)
def test_a_better_constant_is_refused(name: str) -> None:
    for wrong in forged(RULES[name]):
        with pytest.raises(ProofRefused):
            wrong.anew().replay()


ANSWERS = [
    ("strongly_convex(mu), smooth(L)", "add_quadratic(delta)", "opsc", "opsc(delta + mu)"),
    ("smooth(L)", "add_quadratic(1/2)", "smooth", "smooth(L + 1/2)"),
    ("convex", "add_quadratic(delta)", "sc", "strongly_convex(delta)"),
    ("convex, smooth(L)", "add_quadratic(delta)", "smooth_strongly_convex", "smooth_strongly_convex(delta, L + delta)"),
    ("smooth(L1)", "sum(smooth(L2))", "smooth", "smooth(L1 + L2)"),
    ("rsi(1)", "sum(rsi(1/2))", "rsi", "opsc(3/2)"),
    ("sc(mu)", "sum(smooth_strongly_convex(nu, L))", "rsi", "opsc(mu + nu)"),
    ("pl(mu)", "scale(3)", "pl", "pl(3*mu)"),
    ("rsi(mu), smooth(L)", "scale(a)", "pl", "pl(a*mu**2/L)"),
    ("rsi(mu), smooth(L)", "translate", "pl", "pl(mu**2/L)"),
    ("qg(mu)", "shift", "qg", "quadratic_growth(mu)"),
    ("pl(mu)", "compose_linear(lo, hi)", "pl", "pl(lo**2*mu)"),
    ("smooth(L)", "compose_linear(1/2, s)", "smooth", "smooth(L*s**2)"),
    ("hypoconvex(rho)", "add_quadratic(delta)", "hypoconvex", "hypoconvex(-delta + rho)"),
    ("hypoconvex(1)", "add_quadratic(3)", "strongly_convex", "strongly_convex(2)"),
    ("smooth_hypoconvex(1, 2)", "add_quadratic(3)", "smooth_strongly_convex", "smooth_strongly_convex(2, 5)"),
    ("hypoconvex(rho)", "sum(strongly_convex(mu))", "strongly_convex", "strongly_convex(mu - rho)"),
]


@pytest.mark.parametrize(("given", "operation", "to", "answer"), ANSWERS)
def test_the_result_and_its_one_proof(given: str, operation: str, to: str, answer: str) -> None:
    best = implied(given, to, operation=operation)[0]
    assert str(best.bound) == answer
    assert best.derivation.replay().header["conclusion"] == best.derivation.statement.conclusion
    better = tuple(value * (1 + sp.Rational(1, 10**30)) for value in best.constants)
    worse = tuple(value / (1 + sp.Rational(1, 10**30)) for value in best.constants)
    with pytest.raises(ProofRefused):
        replace(best, constants=better).derivation.replay()
    with pytest.raises(ProofRefused):  # another constant is another statement, even a weaker one
        replace(best, constants=worse).derivation.replay()


def test_a_claim_about_a_result_is_met_or_not() -> None:
    best = implied("pl(1)", "pl(2)", operation="scale(3)")[0]
    assert str(best.bound) == "pl(3)" and best.derivation.replay()
    with pytest.raises(Undecided, match=r"pl\(3\), but not"):
        implied("pl(1)", "pl(4)", operation="scale(3)")


@pytest.mark.parametrize(("given", "operation"), [("pl(1)", "sum(pl(1))"), ("pl(1)", "add_quadratic(1)")])
@pytest.mark.parametrize("to", ["pl", "eb"])
def test_what_is_not_kept_has_a_counterexample(given: str, operation: str, to: str) -> None:
    with pytest.raises(NotKept, match="gradient 0 at"):
        implied(given, to, operation=operation)


def test_the_counterexample_is_one() -> None:
    """f = ½(x² + 5b²) with b = y + s(x) has gradient (x + 5s'b, 5b), a quadratic form in (x, b) for each slope s'."""
    x, y, b, slope, square = sp.symbols("x y b slope square", real=True)
    f, h = (parse_expression(text, (x, y)) for text in (VALLEY.first, VALLEY.second))
    at = dict(zip((x, y), map(sp.Rational, VALLEY.point), strict=True))
    home = dict(zip((x, y), map(sp.Rational, VALLEY.minimiser), strict=True))
    for function in (f, h, f + h):  # sums of squares, so ≥ 0; 0 is a minimiser of all three
        assert function.subs(home) == 0 and all(function.diff(v).subs(home) == 0 for v in (x, y))
    assert all((f + h).diff(v).subs(at) == 0 for v in (x, y)) and (f + h).subs(at) > 0
    s = 10 * x / (1 + x**2)
    assert sp.expand(f - (x**2 + 5 * (y + s) ** 2) / 2) == 0
    gradient = (x + 5 * slope * b, 5 * b)
    for v, expected in zip((x, y), gradient, strict=True):
        assert sp.simplify(f.diff(v) - expected.subs({slope: s.diff(x), b: y + s})) == 0
    gap = sp.expand(sum(part**2 for part in gradient) - 2 * sp.Rational(1, 102) * (x**2 + 5 * b**2) / 2)
    form = sp.Matrix([[gap.coeff(x, 2), gap.coeff(x, 1).coeff(b, 1) / 2], [0, gap.coeff(x, 0).coeff(b, 2)]])
    form[1, 0] = form[0, 1]
    determinant = sp.Poly(sp.expand(form.det()).subs(slope**2, square), square)
    assert form[0, 0] > 0 and determinant.degree() == 1
    assert min(determinant.eval(0), determinant.eval(100)) > 0  # so positive definite for every slope in [-10, 10]
    room = sp.Poly(sp.numer(sp.together(100 - s.diff(x) ** 2)), x)
    assert all(c >= 0 for c in room.coeffs()) and all(power % 2 == 0 for (power,) in room.monoms())


@pytest.mark.parametrize(
    ("given", "operation", "asked"),
    [
        ("hypoconvex(rho)", "add_quadratic(delta)", {"hypoconvex": ["rho > delta"], "convex": ["delta >= rho"]}),
        ("hypoconvex(rho)", "add_quadratic(delta)", {"strongly_convex": ["delta > rho"]}),
        ("smooth_hypoconvex(rho, L)", "add_quadratic(1)", {"smooth_convex": ["1 >= rho"]}),
        ("smooth(L)", "add_quadratic(delta)", {"smooth": []}),
        ("strongly_convex(mu)", "sum(hypoconvex(1))", {"strongly_convex": ["mu > 1"]}),
    ],
)
def test_what_is_asked_of_the_constants_is_said(given: str, operation: str, asked: dict[str, list[str]]) -> None:
    for name, conditions in asked.items():
        assert list(implied(given, name, operation=operation)[0].conditions) == conditions


def test_a_condition_of_a_rule_is_a_hypothesis_of_the_proof() -> None:
    best = implied("hypoconvex(rho)", "convex", operation="add_quadratic(delta)")[0]
    assert "delta >= rho" in best.derivation.replay().header["hypotheses"].values()


def test_on_the_edge_only_convexity_is_kept() -> None:
    assert [str(f.bound) for f in implied("hypoconvex(1)", operation="add_quadratic(1)")] == ["convex"]
    found = {str(f.bound) for f in implied("smooth_hypoconvex(1, 2)", operation="add_quadratic(1)")}
    assert {"convex", "smooth_convex(3)"} <= found and not any("strongly" in name for name in found)


@pytest.mark.parametrize(
    ("given", "operation", "to", "error"),
    [
        ("pl(1)", "twist", "pl", UnknownName),
        ("pl(1)", "scale", "pl", BadInput),
        ("pl(1)", "scale(0)", "pl", BadInput),
        ("pl(1)", "scale(1, 2)", "pl", BadInput),
        ("pl(1)", "sum", "pl", BadInput),
        ("pl(1)", "sum(4)", "pl", BadInput),
        ("pl(1)", "scale(2", "pl", UnknownName),
        ("hypoconvex(z)", "add_quadratic(1)", "hypoconvex", BadInput),
        ("smooth(L)", "scale(2)", "pl", Undecided),
        ("hypoconvex(1)", "add_quadratic(2)", "hypoconvex", Undecided),
        ("hypoconvex(2)", "add_quadratic(1)", "convex", Undecided),
        ("quasar_convex(gamma)", "add_quadratic(1)", "", Undecided),
    ],
)
def test_bad_operations(given: str, operation: str, to: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        implied(given, to, operation=operation)


def test_expansion_of_text() -> None:
    lambdas = {"f": "lambda p: f(p) + h(p)", "S": "lambda p: p - v in S"}
    text = "forall(p, vector, implies(p in S, f(p) >= f(c(p))))"
    expected = "forall(p, vector, implies(p - v in S, f(p) + h(p) >= f(c(p)) + h(c(p))))"
    assert expanded(text, lambdas) == expected
