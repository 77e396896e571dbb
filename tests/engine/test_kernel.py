"""Generated kernels: their text, their cache, and what has no translation."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from fractions import Fraction

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.engine.kernel import module_text
from proofkit.engine.method_source import step_source
from proofkit.engine.region_source import membership
from proofkit.engine.scalar_source import ScalarSource
from proofkit.errors import BadInput
from proofkit.method import Method
from proofkit.region import Ball, Box, Ellipsoid, Everywhere, Region

GD = discovery.load("method", "gradient_descent")
X, Y = sp.symbols("x y", real=True)
VALUES = {X: sp.Rational(3, 4), Y: sp.Rational(-5, 2)}
EXPRESSIONS = [
    X**3 - 2 * Y / 7,
    1 / X + sp.sqrt(X),
    X**12 + X**-2,
    (X + 1) ** 3 * Y,
    sp.exp(-(X**2)) * sp.cos(Y),
    sp.Piecewise((X, Y > 0), (Y, sp.And(X > 0, Y < -2)), (X * Y, True)),
    sp.Piecewise((X, sp.Or(Y > 0, sp.Not(X > 5))), (Y, True), evaluate=False),
    sp.pi * X + sp.log(X) + sp.tanh(Y),
    sp.Rational(10**30, 3) * X,
]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_source_means_the_expression(expression):
    writer = ScalarSource({X: "x[0]", Y: "x[1]"})
    source = writer.write(expression)
    point = [float(VALUES[X]), float(VALUES[Y])]
    # our own generator's output, on our own expressions
    value = eval(source, {"math": math, "x": point, "p": writer.constants})
    assert value == pytest.approx(float(expression.subs(VALUES)), rel=1e-12)


def test_no_translation_is_refused():
    writer = ScalarSource({X: "x[0]"})
    for expression in (sp.gamma(X), sp.Symbol("z"), sp.Function("h")(X)):
        with pytest.raises(BadInput, match="expression"):
            writer.write(expression)
    with pytest.raises(BadInput, match="region"):
        membership(Region(), writer)


def test_membership_agrees_with_exact_arithmetic():
    half = Fraction(1, 2)
    box = Box((-half, -half), (half, Fraction(2)), True)
    ball = Ball((Fraction(0), half), Fraction(1, 4))
    oval = Ellipsoid((Fraction(0), Fraction(0)), (Fraction(2), half), Fraction(1))
    regions = [box, ball, oval, ~box, box & ball, ball | oval, ~(box & ~oval), Everywhere()]
    points = [(Fraction(i, 4), Fraction(j, 4)) for i in range(-8, 9) for j in range(-8, 9)]
    for region in regions:
        writer = ScalarSource({X: "x[0]", Y: "x[1]"})
        source = membership(region, writer)
        got = [eval(source, {"x": [float(v) for v in q], "p": writer.constants}) for q in points]
        assert got == [region.contains(q) for q in points], str(region)


def test_parameters_share_one_kernel():
    first, second = (discovery.landscape("shifted_pair", R=r) for r in (2, 3))
    one, two = (module_text(land, GD, land.regions["M"]) for land in (first, second))
    assert one[0] == two[0]
    assert one[1] != two[1]


def test_update_rules():
    lookahead = Method("lookahead", "", "x - 2*eta*g(x - eta*g(x))", "")
    assert step_source(lookahead, 1).count("gradient") == 2
    for text in ("x/eta", "__import__('os')", "x @ g(x)", "f(x)"):
        with pytest.raises(BadInput, match="update rule"):
            step_source(Method("bad", "", text, ""), 2)


def test_kernels_compiled_apart_keep_their_own_formulas(tmp_path):
    """Two processes compile one kernel each; a third loads both: neither may run the other's code."""
    program = """
import sys
from proofkit import discovery
from proofkit.engine.descent import descend
for name in sys.argv[1:]:
    land = discovery.landscape(name)
    run = descend(land, discovery.load("method", "gradient_descent"), [[2.25]], [0.015625], 2, record=True)
    print(name, run.trajectory.ravel().tolist())
"""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}

    def told(*names):
        command = [sys.executable, "-c", program, *names]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    names = ("shifted_pair", "sharp_valley")
    apart = [told(name) for name in names]
    assert told(*names) == "".join(apart)
    assert told(*reversed(names)) == "".join(reversed(apart))


def test_second_process_finds_the_machine_code(tmp_path):
    program = """
import time
from proofkit import discovery
from proofkit.engine.descent import descend
from proofkit.engine.kernel import kernel
land, gd = discovery.landscape("shifted_pair"), discovery.load("method", "gradient_descent")
descend(land, gd, [[1.0]], [0.5], 3)
entry = kernel(land, gd, land.regions["M"]).entry
print(sum(entry.stats.cache_hits.values()), sum(entry.stats.cache_misses.values()))
"""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    told = [
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert [run.stdout.split() for run in told] == [["0", "1"], ["1", "0"]]


def test_fixed_parameters_are_numbers_of_the_rule():
    sam = discovery.load("method", "unnormalised_sam").at(rho=Fraction(-1, 10))
    assert "((-1.0) / 10.0)" in step_source(sam, 1) and sam.parameters == {} and sam.given == ("(-1/10) >= 0",)
    with pytest.raises(BadInput, match="got 'beta', expected rho"):
        discovery.load("method", "unnormalised_sam").at(beta=1)
    with pytest.raises(BadInput, match="an integer or a Fraction"):
        discovery.load("method", "heavy_ball").at(beta=0.9)


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("heavy_ball", "beta, x_prev"),
        ("nesterov", "beta, x_prev"),
        ("averaged_momentum", "beta, v"),
        ("proximal_point", "x_next"),
        ("preconditioned_gradient_descent", "P"),
        ("unnormalised_sam", "rho"),
        ("inexact_gradient", "noise 'relative'"),
        ("sgd_variance_at_optimum", "noise 'variance_at_optimum'"),
    ],
)
def test_a_method_that_cannot_be_run_is_refused_in_one_line(name, needs):
    with pytest.raises(BadInput) as error:
        step_source(discovery.load("method", name), 2)
    assert str(error.value).endswith(f"not {needs}") and "\n" not in str(error.value)
