"""Certified outcomes: never more than is true, and most of it; bad questions are refused."""

from __future__ import annotations

import json
from fractions import Fraction as F

import numpy as np
import pytest
import sympy as sp

from proofkit import discovery, predict
from proofkit.cli import main
from proofkit.engine.descent import descend
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.methods.gradient_descent import gradient_descent
from proofkit.region import Box
from proofkit.verdict import Strength

x, y = sp.symbols("x y", real=True)


def box(*sides: tuple[int, int]) -> Box:
    return Box(tuple(F(lo) for lo, _ in sides), tuple(F(hi) for _, hi in sides))


def shares(found) -> dict[str, F]:
    return {str(part.limit): part.fraction_lower for part in found.parts}


def test_a_large_step_leaves_the_sharp_valley():
    found = predict("sharp_valley", F(1, 50), box((-15, 15)))
    assert shares(found).keys() == {"x_star = 0"} and found.decided >= F(999, 1000)
    assert found.strength is Strength.CERTIFIED


def test_a_small_step_is_trapped_by_the_exact_fraction():
    """All of (p, 3] and what is led there converges to 5/2: (15 − p)/30 of [−15, 15] at the local maximum p."""
    found = shares(predict("sharp_valley", F(1, 2000), box((-15, 15))))
    valley = discovery.landscape("sharp_valley").pieces[0].formula
    (v,) = valley.free_symbols
    p = next(r for r in sp.Poly(sp.diff(valley, v), v).nroots() if 2.02 < r < 2.05)
    exact = (15 - F(str(p))) / 30
    assert F(43, 100) <= found["x_dagger = 5/2"] <= exact
    assert found["x_star = 0"] <= 1 - exact


@pytest.mark.parametrize(("radius", "cycle"), [("5/2", False), ("3", True)])
def test_both_sides_of_no_return(radius, cycle):
    """Theory 2.3: with R = 5/2 every start reaches 0; with R = 3 a 2-cycle attracts about 5.5 % of them."""
    found = predict(discovery.landscape("shifted_pair", R=radius), F(1, 2), box((-20, 20)))
    kinds = {part.limit.kind: part.fraction_lower for part in found.parts}
    assert found.decided > F(998, 1000)
    assert (F(5, 100) < kinds["cycle"] < F(56, 1000)) if cycle else "cycle" not in kinds
    if cycle:
        points = {point for part in found.parts if part.limit.kind == "cycle" for (point,) in part.limit.points}
        assert all(min(abs(p - exact) for exact in (F(50, 7), F(100, 7))) < F(1, 10**6) for p in points)


def test_divergence_is_an_outcome():
    found = predict(Landscape("expression", (x,), x**2), F(11, 10), box((1, 2)))
    assert [part.limit.kind for part in found.parts] == ["divergence"] and found.decided >= F(999, 1000)
    well = predict("double_well", F(11, 10), box((-2, 2)))
    assert {"divergence", "cycle", "minimum"} == {part.limit.kind for part in well.parts}


@pytest.mark.parametrize(
    ("name", "step", "sides"),
    [
        ("gaussian_well", F(1, 50), ((-4, 4), (-4, 4))),
        ("himmelblau", F(1, 100), ((-4, 4), (-4, 4))),
        ("kinked_pair", F(1, 4), ((-5, 15), (-5, 5))),
        ("sharp_valley", F(33, 2000), ((-15, 15),)),
        ("double_well", F(11, 10), ((-2, 2),)),
    ],
)
def test_starts_of_every_box_go_where_it_says(name, step, sides):
    f = discovery.landscape(name)
    found = predict(f, step, box(*sides), at_least=F(9, 10), budget=5)
    assert found.decided > F(1, 2)
    cells, rng = found.cells, np.random.default_rng(1)
    chosen = rng.choice(np.flatnonzero(cells.goal >= 0), 300)
    low, high = cells.low[:-1, chosen], cells.high[:-1, chosen]
    starts = (low + (high - low) * rng.random(low.shape)).T
    ends = descend(f, gradient_descent, starts, [float(step)], 20_000, region=None).final[0]
    for end, goal in zip(ends, cells.goal[chosen], strict=True):
        limit = found.limits[goal]
        if limit.kind == "divergence":
            assert not np.abs(end).max() < 1e6
        else:
            gaps = [np.abs(end - np.array([float(v) for v in point])).max() for point in limit.points]
            assert min(gaps) < float(limit.radius) + 1e-6


def test_a_stopped_run_is_valid_and_can_go_on():
    f, where = discovery.landscape("himmelblau"), box((-4, 4), (-4, 4))
    first = predict(f, F(1, 100), where, budget=0.05)
    more = predict(f, F(1, 100), where, at_least=first.decided / 2 + F(1, 2), budget=20, resume=first)
    assert 0 <= first.decided < more.decided <= 1
    for part in first.parts:
        later = next(p for p in more.parts if p.limit == part.limit)
        assert later.fraction_lower >= part.fraction_lower
    with pytest.raises(BadInput, match="outcomes to refine"):
        predict(f, F(1, 200), where, resume=first)


def test_the_same_question_twice():
    first, second = (predict("shifted_pair", F(1, 2), box((-20, 20))) for _ in range(2))
    assert first == second


def test_a_box_with_ends_that_no_float_has():
    found = predict(Landscape("expression", (x,), x**2), F(1, 3), Box((F(1, 3),), (F(2, 3),)))
    assert F(999, 1000) < found.decided < 1


def test_orbits_that_leave_the_domain_of_f_are_not_followed():
    """The gradient x³ − 1/x of x⁴/4 − log x has values, and a zero, for x < 0, where f is undefined."""
    barrier = Landscape("expression", (x,), x**4 / 4 - sp.log(x))
    assert predict(barrier, F(2, 5), Box((F(19, 10),), (F(21, 10),)), budget=1).undecided == 1
    safe = predict(barrier, F(1, 10), box((1, 2)), budget=5)
    assert safe.decided > F(99, 100) and str(safe.parts[0].limit) == "1"


def test_nothing_is_claimed_of_a_function_that_never_settles():
    found = predict(Landscape("expression", (x,), sp.sin(x) - x), F(1, 10), box((-5, 5)), budget=1)
    assert not found.parts and found.undecided == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"step": F(0)}, "step"),
        ({"step": F(-1, 2)}, "step"),
        ({"box": box((0, 1), (0, 1))}, "box"),
        ({"at_least": F(3, 2)}, "at least"),
        ({"landscape": Landscape("expression", (x,), sp.log(x))}, "function"),
    ],
)
def test_bad_questions(arguments, words):
    question = {"landscape": Landscape("expression", (x,), x**2), "step": F(1, 2), "box": box((-1, 1))} | arguments
    with pytest.raises(BadInput, match=words):
        predict(**question)


def test_the_command(capsys, tmp_path):
    words = ["predict", "sharp_valley", "--step", "1/50", "--box=-15,15"]
    assert main([*words, "--json", "--picture", str(tmp_path / "basins.svg")]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["outcomes"][0]["points"] == [["0"]] and float(data["outcomes"][0]["fraction_lower"]) >= 0.999
    assert (tmp_path / "basins.svg").read_text().lstrip().startswith("<?xml")
    assert main([*words, "--at-least", "1"]) == 3  # boundaries of basins are never decided
    capsys.readouterr()
    for bad in (["--step", "0"], ["--box=1,0"], ["--at-least", "2"], ["--budget", "0"], ["--picture", "basins.doc"]):
        assert main([*words, *bad]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
