"""`product_loss`: what is exactly the loss of a product, and what must be refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.apply import apply
from proofkit.certify import certify
from proofkit.landscape import Landscape
from proofkit.region import Everywhere
from proofkit.verdict import Verdict

TINY = F(1, 10**30)


def verdict(f, constant, center=None):
    return certify(f, "product_loss", Everywhere(), center=center or f.points["x_star"], constant=constant).verdict


@pytest.mark.parametrize("depth", [2, 3, 6])
def test_it_holds_for_every_depth(depth):
    f = discovery.landscape("depth_n_factorisation", depth=depth, root=2, tilt=3)
    assert verdict(f, F(2) ** depth) is Verdict.HOLDS


def test_what_is_off_by_a_little_is_refuted():
    f = discovery.landscape("depth_n_factorisation")
    a, b, c = f.variables
    assert verdict(f, 1 + TINY) is Verdict.REFUTED
    assert verdict(f, F(1), center=(F(1), F(1), 1 + TINY)) is Verdict.REFUTED
    assert verdict(replace(f, constants={**f.constants, "n": F(3)}), F(1)) is Verdict.REFUTED
    for formula in ((a * b * c - 1) ** 2, (a * b * c - 1) ** 2 / 2 + sp.Rational(1, 10**30) * a, (a * b - 1) ** 2 / 2):
        assert verdict(replace(f, formula=formula), F(1)) is Verdict.REFUTED
    assert verdict(replace(f, formula=sp.cos(a * b * c)), F(1)) is Verdict.UNDECIDED


def test_the_theorem_is_not_applied_to_another_function():
    x, y = sp.symbols("x y", real=True)
    constants = {"sigma": F(1), "c": F(1), "n": F(1), "sharpness": F(2)}
    f = Landscape("expression", (x, y), (x * y - 1) ** 2 / 2 + x**2, {"x_star": (F(1), F(1))}, {}, constants)
    found = apply("sharpness_of_deep_factorisation", f, F(1, 2))
    assert {row.label for row in found.rows if row.verdict is Verdict.REFUTED} == {
        "product_0", "product_next", "minimum",
    }  # fmt: skip
