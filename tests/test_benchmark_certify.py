"""The benchmark of enclosures: what it poses is what it says, and its page says what its data say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from flint import arb, ctx

from benchmarks.certify_cases import TOLERANCES, Case, cases
from benchmarks.certify_lines import lines_of
from benchmarks.certify_page import page, ratios, wrong
from benchmarks.certify_run import NOT_ASKED, TOO_LONG
from benchmarks.peers.protocol import OPEN, PROVED, REFUTED, built
from proofkit.interval.exact import to_arb
from proofkit.interval.tape import Tape

NAMED = {case.name: case for case in cases()}
BALLS = {
    "number": lambda p, q: arb(p) / q,
    "plus": lambda a, b: a + b,
    "times": lambda a, b: a * b,
    "power": lambda a, n: a**n,
    "inverse": lambda a: 1 / a,
    "exp": arb.exp,
    "log": arb.log,
    "sin": arb.sin,
    "cos": arb.cos,
}


def by_lines(expression: sp.Expr, case: Case, point: tuple[Fraction, ...]) -> arb:
    """Return the value at a point, from the lines that the engines are given."""
    with ctx.workprec(200):
        return built(lines_of(expression, case.variables), BALLS | {"variable": lambda i: to_arb(point[i])})


def test_there_are_enough_cases_in_every_dimension_from_one_to_four():
    assert len(NAMED) == len(cases()) >= 10
    assert {len(case.sides) for case in cases()} == {1, 2, 3, 4}


@pytest.mark.parametrize("name", NAMED)
def test_the_false_claim_is_false_at_its_point_and_the_true_ones_are_not(name: str):
    case = NAMED[name]
    assert all(low <= x <= high for x, (low, high) in zip(case.near, case.sides, strict=True))
    assert by_lines(case.false, case, case.near) < 0
    for tolerance in TOLERANCES:
        assert by_lines(case.claim(tolerance), case, case.near) > 0


@pytest.mark.parametrize("name", NAMED)
def test_the_ends_of_the_boxes_are_floating_point_numbers(name: str):
    assert all(Fraction(float(end)) == end for side in NAMED[name].sides for end in side)


@pytest.mark.parametrize("name", NAMED)
def test_the_lines_are_the_expression(name: str):
    case = NAMED[name]
    for share in (Fraction(1, 7), Fraction(5, 11)):
        point = tuple(low + share * (high - low) for low, high in case.sides)
        expected = Tape([case.claim(TOLERANCES[0])], case.variables).run(tuple((x, x) for x in point))[0]
        assert by_lines(case.claim(TOLERANCES[0]), case, point).overlaps(expected)


def test_nothing_is_computed_twice_in_lines():
    x, y = sp.symbols("x y", real=True)
    lines = lines_of(sp.exp(x * y) + sp.exp(x * y) ** 2 / 3 + 1 / sp.log(x), (x, y))
    assert len(lines) == len({tuple(line) for line in lines})
    with pytest.raises(ValueError, match="no line for"):
        lines_of(sp.tan(x), (x,))


def answer(verdict: str, seconds: float) -> dict[str, Any]:
    return {"verdict": verdict, "seconds": seconds, "boxes": 7, "memory_mib": 100.0}


def data() -> dict[str, Any]:
    """Two cases, three tolerances: ours at 0.01 s, the peers at what is said."""
    ours = {"true": [answer(PROVED, 0.01)] * 3, "false": answer(REFUTED, 0.01)}
    slow = {"true": [answer(PROVED, 0.5), {"verdict": TOO_LONG}, {"verdict": NOT_ASKED}], "false": answer(OPEN, 0.1)}
    quick = {"true": [answer(PROVED, 0.001), answer(OPEN, 0.001), answer(OPEN, 0.001)], "false": answer(PROVED, 0.1)}
    broken = {"true": [{"verdict": "failed: no library"}] * 3, "false": {"verdict": "failed: no library"}}
    case = {"words": "|g|² ≥ K", "best": "1", "box": [["0", "1"]], "operations": 3}
    return {
        "limit_s": 10.0,
        "tolerances": ["1/10", "1/100", "1/1000"],
        "cold_start_s": {"sympy": 1.0, "engine": 1.25},
        "machine": {
            "date": "2000-01-01",
            "processor": "one",
            "cores": 1,
            "load_at_start": [0],
            "load_at_end": [0],
            "python": "3",
            "versions": {"codac": "2"},
        },
        "cases": [
            case | {"name": "a", "dimension": 1, "answers": {"search": ours, "certify": ours, "p": slow, "q": broken}},
            case | {"name": "b", "dimension": 4, "answers": {"search": ours, "certify": ours, "p": quick, "q": broken}},
        ],
    }


def test_the_ratio_is_to_the_best_peer_that_proved_it_and_to_the_limit_where_none_did():
    assert [(round(ratio, 6), known) for ratio, known, _ in ratios(data(), "search")] == [
        (50, True),
        (1000, False),
        (1000, False),
        (0.1, True),
        (1000, False),
        (1000, False),
    ]


def test_who_proves_something_false_is_named():
    assert wrong(data()) == ["p: b"]
    assert "proved: p: b." in page(data())


def test_the_page_says_what_was_measured():
    text = page(data())
    assert "In the median the best peer takes 1000 times" in text and "at worst 0.1 times (b at 1/10" in text
    assert "search is faster on 5 of 6 claims, slower by more than 1.5 times on 1." in text
    assert "Proved by no peer, counted with the time limit: 4." in text
    assert "**q** did not run: failed: no library." in text and "0.25 s more" in text
    assert "| a | 1 | 1/100 | 7 | 0.01 | 0.01 | out of time | did not run | > 1000 |" in text
    assert "\\|g\\|² ≥ K" in text
