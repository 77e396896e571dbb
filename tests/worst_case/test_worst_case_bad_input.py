"""What `derive` refuses: unknown names, measures that are none, and measures that a class cannot bound."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofkit import derive, judge
from proofkit.cli import main
from proofkit.discovery import names
from proofkit.errors import BadInput, UnknownName
from proofkit.worst_case.bound import bound_at


def test_an_unknown_class_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="smooth_convex"):
        derive("smooth_convx")


def test_an_unknown_method_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="gradient_descent"):
        derive("smooth_convex", "gradient_descnt")


NO_MEASURES = ["speed", "", "distance**2", "-distance", "distance - fgap", "0*fgap", "distance*fgap", "1", "L*fgap"]


@pytest.mark.parametrize("measure", NO_MEASURES)
def test_what_is_no_measure(measure: str) -> None:
    with pytest.raises(BadInput):
        derive("smooth_convex", "gradient_descent", measure)


@pytest.mark.parametrize(
    ("kind", "measure", "free"),
    [
        ("convex", "distance", "g(p)"),
        ("strongly_convex", "gradnorm", "g("),
        ("hypoconvex", "distance", "g(p)"),
        ("quadratic_growth", "fgap", "f("),
        ("error_bound", "distance", "g(p)"),
    ],
)
def test_a_measure_that_the_class_cannot_bound(kind: str, measure: str, free: str) -> None:
    with pytest.raises(BadInput, match="of any size") as refused:
        derive(kind, "gradient_descent", measure)
    assert free in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize("method", sorted(set(names("method")) - {"gradient_descent", "proximal_point"}))
def test_other_methods_answer_or_are_refused_by_name(method: str) -> None:
    try:
        found = derive("smooth_convex", method)
    except BadInput as refused:
        assert (refused.what == "method" and refused.given == method) or refused.what == "class"
    else:
        assert found.pieces


def test_a_class_with_a_condition_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="essential_strong_convexity"):
        derive("essential_strong_convexity")


@pytest.mark.parametrize(
    ("claimed", "where"),
    [
        ("1 - eta*nu", ()),
        ("sqrt(L)", ()),
        ("1", ("eta*L",)),
        ("1", ("eta = 2",)),
        ("", ()),
        ("sqrt(2)", ()),
        ("pi", ()),
        ("1", ("eta*L < sqrt(2)",)),
        ("1", ("1/(L*eta - 1) <= 3",)),
    ],
)
def test_what_is_no_claim(claimed: str, where: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        judge("smooth_convex", "gradient_descent", "distance", claimed, where)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (["--claim", "1", "--dimension", "1"], "--dimension with --claim"),
        (["--claim", "1", "--all-steps"], "--all-steps with --claim"),
        (["--at", "mu=1/2, L=1, eta=1", "--as", "latex"], "--as with --at"),
        (["--to", "pl"], "--to with --class"),
    ],
)
def test_options_that_say_nothing_together(words: list[str], options: str, capsys: pytest.CaptureFixture) -> None:
    assert main(["derive", "--class", "opsc", *words]) == 2
    assert options in capsys.readouterr().err


def test_a_bound_takes_exact_numbers_only() -> None:
    with pytest.raises(BadInput, match="an exact number"):
        bound_at("smooth_convex", "gradient_descent", "fgap", {"L": Fraction(1), "eta": 0.5})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "words",
    [
        ["--at", "mu=1/2, L=1, eta=1e400"],
        ["--at", "mu=1/2, L=1, eta=1e200"],
        ["--method", "nesterov", "--measure", "lyapunov", "--at", "mu=1/2, L=1, beta=1/3, eta=1e300"],
    ],
)
def test_numbers_too_far_apart_for_the_solver(words: list[str], capsys: pytest.CaptureFixture) -> None:
    assert main(["derive", "--class", "smooth_strongly_convex", *words]) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1 and "floating point can hold" in shown and len(shown) < 250
