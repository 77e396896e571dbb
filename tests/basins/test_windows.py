"""Intervals of steps with a certain outcome: they agree with thresholds that are known exactly."""

from __future__ import annotations

import json
from fractions import Fraction as F

import pytest
import sympy as sp

from proofkit import predict, windows
from proofkit.cli import main
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.region import Box

x, y = sp.symbols("x y", real=True)
LINE = Box((F(-2),), (F(3),))


def function(formula: sp.Expr, *variables: sp.Symbol) -> Landscape:
    return Landscape("expression", variables or (x,), sp.sympify(formula))


def test_a_parabola_converges_below_its_threshold_and_diverges_above():
    found = windows(function(x**2), (F(1, 2), F(3, 2)), LINE, budget=20, at_least=F(9, 10))
    decided = [w for w in found.windows if w.decided]
    assert {limit for w in decided for limit in w.fractions} == {"0", "divergence"}
    for window in decided:
        if "0" in window.fractions:
            assert window.steps[1] < 1 and window.steps[1] > F(9, 10)
        else:
            assert window.steps[0] > 1 and window.steps[0] < F(11, 10)
    assert found.windows[0].steps[0] == F(1, 2) and found.windows[-1].steps[1] == F(3, 2)
    for one, other in zip(found.windows, found.windows[1:], strict=False):
        assert one.steps[1] == other.steps[0]


@pytest.mark.parametrize(("steps", "limit"), [((F(19, 20), F(99, 100)), "1"), ((F(11, 10), F(23, 20)), "2-cycle")])
def test_on_both_sides_of_the_flip_of_the_quartic_well(steps, limit):
    """Theory 3.9: for (x² − 1)²/4 the minimum attracts up to the step 1, then a 2-cycle does."""
    found = windows(function((x**2 - 1) ** 2 / 4), steps, Box((F(1, 2),), (F(6, 5),)), at_least=F(9, 10))
    assert {name for w in found.windows if w.decided for name in w.fractions} == {limit}


def test_what_holds_for_all_steps_holds_for_each():
    f, box = function(x**4 / 4 - x**2 / 2), Box((F(1, 4),), (F(5, 4),))
    whole = predict(f, (F(1, 5), F(2, 5)), box)
    assert whole.decided > F(99, 100)
    for step in (F(1, 5), F(3, 10), F(2, 5)):
        single = predict(f, step, box)
        for part in whole.parts:
            assert max(p.fraction_lower for p in single.parts if p.limit.name == part.limit.name) > F(99, 100)


def test_slices_never_claim_more_than_one():
    found = predict(function((x**2 - 1) ** 2 / 4), (F(1, 2), F(6, 5)), Box((F(-2),), (F(2),)), budget=2)
    assert all(0 <= piece.decided <= 1 for piece in found.slices)
    assert found.slices[0].steps[0] == F(1, 2) and found.slices[-1].steps[1] == F(6, 5)
    assert 0 <= found.decided <= found.average <= 1


def test_a_window_in_the_plane():
    found = windows(function(x**2 + 2 * y**2 + x * y, x, y), (F(1, 10), F(3, 10)), Box((F(-1), F(-1)), (F(1), F(1))))
    assert [w.decided for w in found.windows] == [True] and found.windows[0].fractions.keys() == {"(0, 0)"}


@pytest.mark.parametrize("steps", [(F(1), F(1)), (F(2), F(1)), (F(0), F(1)), (F(-1), F(1))])
def test_steps_that_are_no_interval(steps):
    with pytest.raises(BadInput, match="step"):
        windows(function(x**2), steps, LINE)


def test_the_command(capsys, tmp_path):
    words = ["predict", "x**2", "--vars", "x", "--steps", "1/2,3/2", "--box=-2,3", "--budget", "5"]
    assert main([*words, "--json", "--picture", str(tmp_path / "steps.png")]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["windows"][0]["steps"][0] == "1/2" and (tmp_path / "steps.png").stat().st_size > 1000
    assert main(words) == 0
    assert "for every step in [1/2, " in capsys.readouterr().out
    for bad in (["--steps", "1"], ["--steps", "2,1"], ["--step", "1/2"]):
        assert main([*words, *bad]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
