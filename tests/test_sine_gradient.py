"""The condition that a gradient is αx + β sin(ωx): what it certifies, and what it must not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from proofkit import discovery
from proofkit.apply import apply
from proofkit.certify import certify
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.region import Everywhere
from proofkit.verdict import Verdict

RIPPLES = [("ripple", {}), ("ripple", {"epsilon": "1/3"}), ("sine_parabola", {}), ("sine_parabola", {"A": "9/2"})]


def changed(landscape: Landscape, **differences: Fraction) -> Landscape:
    constants = {name: value + differences.get(name, 0) for name, value in landscape.constants.items()}
    return replace(landscape, constants=constants)


@pytest.mark.parametrize(("name", "parameters"), RIPPLES, ids=str)
def test_the_landscapes_constants_are_certified(name: str, parameters: dict[str, object]) -> None:
    landscape = discovery.landscape(name, **parameters)
    assert certify(landscape, "sine_gradient", Everywhere()).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("role", "difference", "word"),
    [
        ("kappa", Fraction(-1, 10**4), "kappa"),  # 0.2172 < 0.217233…
        ("kappa", Fraction(-1, 4), "kappa"),  # negative
        ("l", Fraction(-1, 10**8), "l is"),
    ],
)
def test_constants_just_too_small_are_refuted(role: str, difference: Fraction, word: str) -> None:
    landscape = changed(discovery.landscape("ripple"), **{role: difference})
    found = certify(landscape, "sine_gradient", Everywhere())
    assert found.verdict is Verdict.REFUTED
    assert word in found.open_


@pytest.mark.parametrize(("role", "difference"), [("alpha", 1), ("beta", Fraction(1, 10**30)), ("omega", 1)])
def test_another_gradient_is_not_certified(role: str, difference: Fraction) -> None:
    landscape = changed(discovery.landscape("sine_parabola"), **{role: Fraction(difference)})
    assert certify(landscape, "sine_gradient", Everywhere()).verdict is Verdict.UNDECIDED


def test_functions_without_these_constants_are_refused() -> None:
    with pytest.raises(BadInput, match="omega"):
        certify(discovery.landscape("double_well"), "sine_gradient", Everywhere())
    with pytest.raises(BadInput, match="dimension 1"):
        certify(discovery.landscape("kinked_pair"), "sine_gradient", Everywhere())


def test_noise_at_the_threshold_is_not_enough() -> None:
    theorem, landscape = discovery.theorem("smoothed_one_point_convexity"), discovery.landscape("ripple")
    lower, _ = theorem.threshold("noise").at(landscape.constants)
    exact = changed(landscape, v=Fraction(int(lower.p), int(lower.q)) - landscape.constants["v"])
    rows = {row.label: row.verdict for row in apply(theorem, exact).rows}
    assert rows.pop("noise") is Verdict.REFUTED
    assert set(rows.values()) == {Verdict.HOLDS}
