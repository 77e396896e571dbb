"""Branch and bound on known minima, and `certify` where a claim is almost true."""

from __future__ import annotations

from fractions import Fraction
from fractions import Fraction as F

import pytest
import sympy as sp
from enclosure_checks import kit, x, y
from enclosure_forms import value
from enclosure_search import MINIMA, ROSENBROCK, RangeBounds, around, check_search
from flint import ctx

from proofkit.certify import certify, recheck
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.region import Box
from proofkit.verdict import Verdict

PACKAGE = kit()
z, w = sp.symbols("z w", real=True)


@pytest.mark.parametrize("case", range(len(MINIMA)))
def test_known_minima(case: int) -> None:
    f, condition, dimension, least, tolerance = MINIMA[case]
    found = check_search(PACKAGE, f, condition, [(F(-2), F(9, 4))] * dimension, around(least), tolerance)
    assert not found.stopped


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.1])
def test_a_stopped_search_has_a_lower_bound(seconds: float) -> None:
    f = sp.expand(ROSENBROCK + 3)
    found = check_search(PACKAGE, f, sp.true, [(F(-2), F(9, 4))] * 2, (F(3), F(3)), F(0), seconds)
    assert found.stopped and found.lower is not None


def test_the_leaves_bound_what_they_contain() -> None:
    f = sp.expand(ROSENBROCK)
    found = check_search(PACKAGE, f, sp.true, [(F(-2), F(9, 4))] * 2, (F(0), F(0)), F(1, 100))
    assert len(found.leaves) > 20
    for low, high in list(zip(found.leaves.low.T, found.leaves.high.T, strict=True))[::9]:
        for point in ((low[0], high[1]), (high[0], low[1]), (low + high) / 2):
            assert f.subs({v: sp.Rational(float(p)) for v, p in zip((x, y), point, strict=True)}) >= found.lower


def test_an_empty_set_is_seen() -> None:
    found = PACKAGE.boxes.minimise(*_empty(), ((F(-1), F(1)),), enough=lambda high: high, budget=5)
    assert found.empty and found.lower is None


def _empty() -> tuple:
    bounds = RangeBounds(PACKAGE, x**2, x > 2, (x,))
    return bounds, bounds.best, bounds.offer


def box(*sides: tuple[int, int]) -> Box:
    return Box(tuple(F(a) for a, _ in sides), tuple(F(b) for _, b in sides))


def bowl(*variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables, sum((sp.cosh(v) for v in variables), sp.Integer(0)))


UNIT = (-1, 1)
#: f, condition, region, the best constant, whether smaller constants are true
TIES = [
    (bowl(x), "strongly_convex", box(UNIT), F(1), True),
    (bowl(x, y), "strongly_convex", box(UNIT, UNIT), F(1), True),
    (bowl(x, y, z), "strongly_convex", box(UNIT, UNIT, UNIT), F(1), True),
    (bowl(x), "opsc", box(UNIT), F(1), True),
    (bowl(x, y), "opsc", box(UNIT, UNIT), F(1), True),
    (Landscape("expression", (x,), sp.sin(x)), "smooth", box((-2, 2)), F(1), False),
    (Landscape("expression", (x, y), sp.exp(-(x**2 + y**2) / 2)), "smooth", box(UNIT, UNIT), F(1), False),
    (Landscape("expression", (x,), x - sp.tanh(x) + x**2), "upper_error_bound", box(UNIT), None, False),
]


@pytest.mark.parametrize("case", range(len(TIES)))
def test_a_claim_that_is_almost_true(case: int) -> None:
    f, condition, region, best, largest = TIES[case]
    center = None if condition in ("smooth", "strongly_convex") else (F(0),) * f.dimension
    if best is None:  # at the end of the box: 3 − 1 + tanh²1 is not rational, but enclosed
        with ctx.workprec(200):
            exact = value(sp.tanh(1) ** 2 + 2, {})
        assert exact is not None
        best = F(int((exact * 10**15).mid().floor().unique_fmpz()), 10**15)
    # second derivatives are enclosed without derivatives of their own: in two variables that takes many boxes
    sign, true_by = 1 if largest else -1, 10**2 if condition == "smooth" and f.dimension > 1 else 10**6
    for gap, wanted in ((F(1, 10**12), None), (F(1, 10**6), Verdict.REFUTED), (F(-1, true_by), Verdict.HOLDS)):
        found = certify(f, condition, region, center=center, constant=best + sign * gap, budget=2)
        assert found.verdict is not Verdict.HOLDS or gap < 0
        assert wanted is None or found.verdict is wanted, (gap, found.verdict, found.open_)
        if center is not None and found.verdict is not Verdict.UNDECIDED:
            assert recheck(found, f) is not Verdict.REFUTED


@pytest.mark.parametrize("formula", [x - sp.log(x), x**2 - 4 * sp.sqrt(x), x**-2 + x**2])
@pytest.mark.parametrize("condition", ["no_trapped_set", "strict_minimiser"])
def test_conditions_of_a_map_that_is_not_defined_everywhere_are_left_open(formula: sp.Expr, condition: str) -> None:
    f = Landscape("expression", (x,), formula)
    found = certify(f, condition, box((-1, 3)), center=(F(1),), step=Fraction(1, 10), budget=1)
    assert found.verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("formula", [x - sp.log(x), x**2 - 4 * sp.sqrt(x), x**-2 + x**2])
def test_how_far_a_map_leads_that_is_not_defined_everywhere_is_no_question(formula: sp.Expr) -> None:
    f = Landscape("expression", (x,), formula)
    with pytest.raises(BadInput, match="function: got"):
        certify(f, "exit_radius", box((-1, 3)), center=(F(1),), step=Fraction(1, 10), budget=1)
