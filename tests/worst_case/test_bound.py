"""Bounds at exact constants: never below the closed forms, next to them, and refused when lowered."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp

from proofkit.cli import main
from proofkit.errors import BadInput, MissingExtra
from proofkit.kernel import Refused, replay
from proofkit.verdict import Strength
from proofkit.worst_case.bound import CertifiedBound, bound_at
from proofkit.worst_case.setting_at import parse_constants
from proofkit.worst_case.solve import derive

CLOSED = [
    ("smooth_strongly_convex", "gradient_descent", "distance", ("mu=1/10, L=1, eta=3/2", "mu=2/7, L=3, eta=0.71")),
    ("pl", "gradient_descent", "fgap", ("mu=1/10, L=1, eta=3/2", "mu=1/37, L=2, eta=0.31", "mu=1/10, L=1, eta=1.99")),
    ("opsc", "gradient_descent", "distance", ("mu=1/10, L=1, eta=1/20",)),
]
OPEN = [
    ("opsc", "proximal_point", "gradnorm", "mu=1/10, L=1, eta=3/2"),
    ("opsc", "proximal_point", "gradnorm", "mu=1/3, L=7/2, eta=1/5"),
    ("smooth_strongly_convex", "inexact_gradient", "distance", "mu=1/10, L=1, eta=3/2, delta=1/5"),
    ("smooth_strongly_convex", "inexact_gradient", "distance", "mu=2/9, L=1, eta=1.1, delta=3/10"),
    ("pl", "proximal_point", "fgap", "mu=1/37, L=1, eta=1/2"),
    ("smooth_convex", "gradient_descent", "2*fgap + distance", "L=1, eta=3/2"),
    ("smooth_strongly_convex", "gradient_descent", "fgap", "mu=1/1000, L=1000, eta=1/900"),
]


def at(function_class: str, method: str, measure: str, constants: str, **more: Fraction) -> CertifiedBound:
    return bound_at(function_class, method, measure, parse_constants(constants), **more)


def value(expression: sp.Expr, constants: str) -> sp.Expr:
    known = parse_constants(constants)
    return expression.subs({s: sp.Rational(str(known[s.name])) for s in expression.free_symbols})


@pytest.mark.parametrize(("function_class", "method", "measure", "points"), CLOSED)
def test_next_to_the_closed_form_and_never_below(
    function_class: str, method: str, measure: str, points: tuple[str, ...]
) -> None:
    exact = derive(function_class, method, measure).factor
    for constants in points:
        bound, least = at(function_class, method, measure, constants), value(exact, constants)
        excess = sp.Rational(str(bound.factor)) - least
        assert excess >= 0
        assert excess <= least / 10**9


@pytest.mark.parametrize(("function_class", "method", "measure", "constants"), OPEN)
def test_where_there_is_no_closed_form(function_class: str, method: str, measure: str, constants: str) -> None:
    bound = at(function_class, method, measure, constants)
    assert bound.strength is Strength.PROVED
    assert abs(bound.gap) <= 1e-8 * float(bound.factor)
    lowered = bound.factor * (1 - Fraction(1, 10**6))
    with pytest.raises(BadInput, match="one that the inequalities give"):
        at(function_class, method, measure, constants, factor=lowered)
    raised = bound.factor * (1 + Fraction(1, 10**6))
    assert at(function_class, method, measure, constants, factor=raised).factor == raised


def test_a_simple_factor_is_found_exactly() -> None:
    assert at("smooth_strongly_convex", "gradient_descent", "distance", "mu=1/10, L=1, eta=3/2").factor == Fraction(
        289, 400
    )
    assert at("smooth_convex", "gradient_descent", "fgap", "L=1, eta=3/2").factor == 1
    assert at("opsc", "proximal_point", "gradnorm", "mu=1/10, L=1, eta=3/2").factor == Fraction(2000, 71)


@pytest.mark.parametrize("lower", [Fraction(1, 10**6), Fraction(1, 10**30)])
def test_the_kernel_refuses_a_lower_factor_with_the_same_weights(lower: Fraction) -> None:
    bound = at("opsc", "proximal_point", "gradnorm", "mu=1/10, L=1, eta=3/2")
    assert replay(bound.lines)
    forged = [line.replace(f"({bound.factor})", f"({bound.factor - lower})") for line in bound.lines]
    assert forged != list(bound.lines)
    with pytest.raises(Refused):
        replay(forged)


def test_the_kernel_refuses_a_negative_weight() -> None:
    bound = at("smooth_strongly_convex", "gradient_descent", "distance", "mu=1/10, L=1, eta=3/2")
    records = [json.loads(line) for line in bound.lines]
    for record in records:
        if record.get("rule") == "combine":
            record["terms"][0][0] = "-" + record["terms"][0][0]
    with pytest.raises(Refused):
        replay([json.dumps(record) for record in records])


def test_the_statement_holds_numbers_only() -> None:
    bound = at("pl", "gradient_descent", "fgap", "mu=1/10, L=1, eta=1")
    assert set(bound.derivation.statement.declare) == {"g", "f", "x_star"}
    assert bound.data["factor"] == "6/7"
    assert bound.data["strength"] == "proved"
    assert json.loads(json.dumps(bound.data)) == bound.data
    without = bound.derivation.statement.without("pl")
    with pytest.raises(Refused):
        replay([json.dumps({**json.loads(bound.lines[0]), **without.header}), *bound.lines[1:]])


@pytest.mark.parametrize(
    ("function_class", "measure", "constants", "words"),
    [
        ("smooth_strongly_convex", "distance", "mu=2, L=1, eta=1", "expected L >= mu"),
        ("smooth_strongly_convex", "distance", "mu=1/10, L=1, eta=-1", "expected eta > 0"),
        ("smooth_strongly_convex", "distance", "L=1, eta=1", "expected values of mu, L, eta"),
        ("smooth_strongly_convex", "distance", "mu=1/10, L=1, eta=1, rho=2", "expected values of mu, L, eta"),
        ("smooth_convex", "speed", "L=1, eta=1", "speed"),
        ("hypoconvex", "distance", "rho=1, eta=1/2", "of any size beside distance as small as one likes"),
        ("smooth_convex", "distance", "L=1, eta=one", "an exact number"),
        ("smooth_convex", "distance", "L=1, L=2", "exact numbers"),
    ],
)
def test_what_cannot_be_bounded_is_said_in_one_line(
    function_class: str, measure: str, constants: str, words: str
) -> None:
    with pytest.raises(BadInput, match=words.replace("(", r"\(")) as error:
        at(function_class, "gradient_descent", measure, constants)
    assert "\n" not in str(error.value)


def test_the_command_prints_the_bound_and_writes_a_proof(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "proof.jsonl"
    asked = ["derive", "--class", "pl", "--measure", "fgap", "--at", "mu=1/10, L=1, eta=1", "--output", str(file)]
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["factor"], found["strength"], found["at"]["eta"]) == ("6/7", "proved", "1")
    assert replay(file.read_text("utf-8").splitlines())
    assert main([*asked[:-3], "mu=1/10, L=1"]) == 2
    assert main([*asked, "--claim", "1"]) == 2


def test_a_missing_solver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "clarabel", None)
    with pytest.raises(MissingExtra, match=r"needs clarabel: pip install 'gradient-proofkit\[search\]'"):
        at("smooth_convex", "gradient_descent", "distance", "L=1, eta=1")


def test_a_bound_that_is_not_replayed_is_not_called_proved() -> None:
    bound = at("smooth_convex", "gradient_descent", "distance", "L=1, eta=1")
    other = at("smooth_convex", "gradient_descent", "distance", "L=1, eta=3/2")
    mixed = replace(bound, derivation=replace(bound.derivation, statement=other.derivation.statement))
    assert mixed.strength is not Strength.PROVED
