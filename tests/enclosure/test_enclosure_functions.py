"""Rounding, arithmetic and elementary functions against exact rationals and balls of many bits."""

from __future__ import annotations

import platform
import subprocess
import sys

import numpy as np
import pytest
import sympy as sp
from enclosure_checks import FUNCTIONS, check_arithmetic, check_function, check_rounding, kit, reference, run, x, y
from enclosure_points import HARD, points
from flint import arb, ctx

from proofkit.enclosure.rounding import follows_ieee

#: numbers tried with each function; a third as many intervals. Millions take minutes: raise it to try more.
POINTS = 100_000
PACKAGE = kit()


def test_above_and_below_enclose_what_was_rounded() -> None:
    check_rounding(PACKAGE, 20_000)


def test_arithmetic_contains_the_exact_results() -> None:
    check_arithmetic(PACKAGE, 1500)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_elementary_function(name: str) -> None:
    check_function(PACKAGE, name, POINTS)


@pytest.mark.parametrize("name", HARD)
def test_the_hard_cases_are_hard(name: str) -> None:
    """Each value is closer than 2^-40 of a unit in the last place to a number of 54 bits."""
    with ctx.workprec(400):
        for text in HARD[name].split():
            value = reference(name, float.fromhex(text), 400)
            assert value is not None
            mantissa = abs(value) * arb(2) ** (54 - int(np.frexp(float(value.mid()))[1]))
            away = abs(mantissa - (mantissa + arb(0.5)).floor())
            assert away < arb(2) ** -40, (name, text, away)


def test_results_do_not_depend_on_what_runs_beside_them() -> None:
    """A box alone, in a full block and in the last, shorter block has the same enclosure."""
    at = points(4000, 31)
    low, high = run(PACKAGE, sp.exp(sp.sin(x)) * y, (at, at), (at, at))
    for n in (0, 1, 127, 128, 129, 2000, len(at) - 1):
        alone = run(PACKAGE, sp.exp(sp.sin(x)) * y, (at[n], at[n]), (at[n], at[n]))
        assert (alone[0][0], alone[1][0]) == (low[n], high[n])


SWITCHED = """
import ctypes, numpy, sympy
from proofkit.enclosure.program import Program
from proofkit.enclosure.rounding import follows_ieee
x = sympy.Symbol("x", real=True)
program, at = Program([x + 1], [x]), numpy.ones((1, 1))
program.run(at, at)
assert follows_ieee()
{switch}
assert not follows_ieee()
try:
    program.run(at, at)
except RuntimeError as error:
    print(error)
"""


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64") or sys.platform != "linux", reason="names of x86")
@pytest.mark.parametrize("mode", [0x400, 0x800, 0xC00])  # downward, upward, toward zero
def test_another_rounding_mode_is_refused(mode: int) -> None:
    code = SWITCHED.format(switch=f"ctypes.CDLL('libm.so.6').fesetround({mode})")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "does not round to nearest" in done.stdout, done.stderr


def test_a_processor_that_loses_small_numbers_is_refused() -> None:
    torch = pytest.importorskip("torch")
    if not torch.set_flush_denormal(True):
        pytest.skip("this processor cannot be told to")
    try:
        assert not follows_ieee()
    finally:
        torch.set_flush_denormal(False)
    assert follows_ieee()
