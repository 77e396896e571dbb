"""Each rule of the kernel alone: what it concludes, and what it refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest

from proofkit.kernel.parser import Ill, signature
from proofkit.kernel.replay import AXIOMS, Context, parse_statement
from proofkit.kernel.rules import RULES, Refused, Thm

SYMBOLS = {
    **dict.fromkeys("xyz", "scalar"),
    **dict.fromkeys("nm", "nat"),
    **dict.fromkeys("uvw", "vector"),
    "a": "nat -> scalar",
    "g": "vector -> vector",
    "M": "vector -> prop",
}

#: rule, premises "hypotheses |- conclusion", fields, what follows in the same form
ACCEPTED = [
    ("assume", [], {"formula": "x > y"}, "x > y |- x > y"),
    ("discharge", ["x > 1; y > 1 |- x*y > 1"], {"formula": "x > 1"}, "y > 1 |- implies(x > 1, x*y > 1)"),
    ("discharge", ["|- x**2 >= 0"], {"formula": "x > 1"}, "|- implies(x > 1, x**2 >= 0)"),
    ("detach", ["x > 1 |- implies(y > 0, z > 0)", "y > 2 |- y > 0"], {}, "x > 1; y > 2 |- z > 0"),
    ("both", ["x > 1 |- x > 0", "|- y**2 >= 0"], {}, "x > 1 |- x > 0 and y**2 >= 0"),
    ("both", ["|- x > 0", "|- y > 0", "|- z > 0"], {}, "|- x > 0 and y > 0 and z > 0"),
    ("part", ["x > 1 |- x > 0 and (y > 0 and z > 0)"], {"index": 1}, "x > 1 |- y > 0 and z > 0"),
    ("either", ["x > 1 |- y > 0"], {"formula": "x > 0 or y > 0"}, "x > 1 |- x > 0 or y > 0"),
    (
        "cases",
        ["z > 0 |- x > 0 or x < 0", "x > 0; y > 0 |- x*x > 0", "x < 0; z > 1 |- x**2 > 0"],
        {},
        "z > 0; y > 0; z > 1 |- x**2 > 0",
    ),
    ("decide", [], {"formula": "x >= y"}, "|- x >= y or x < y"),
    ("decide", [], {"formula": "x == 0"}, "|- x == 0 or x**2 > 0"),
    ("decide", [], {"formula": "u in M"}, "|- u in M or not u in M"),
    (
        "decide",
        [],
        {"formula": "measure_le(p, p in M, 0)"},
        "|- measure_le(p, p in M, 0) or not measure_le(p, p in M, 0)",
    ),
    ("absurd", ["x > 1 |- x > 0", "y > 1 |- x <= 0"], {"formula": "0 == 1"}, "x > 1; y > 1 |- 0 == 1"),
    ("generalize", ["y > 0 |- x**2 + y > 0"], {"symbol": "x"}, "y > 0 |- forall(z, scalar, z**2 + y > 0)"),
    ("generalize", ["|- a(n) >= 0"], {"symbol": "a"}, '|- forall(b, "nat -> scalar", b(n) >= 0)'),
    ("generalize", ["|- forall(x, scalar, x > y)"], {"symbol": "y"}, "|- forall(b, scalar, forall(c, scalar, c > b))"),
    ("instance", ["|- forall(t, nat, a(t) > t)"], {"terms": ["n + 2*m + 1"]}, "|- a(n + 2*m + 1) > n + 2*m + 1"),
    ("instance", ["|- forall(b, scalar, forall(c, scalar, b > c))"], {"terms": ["x", "y/2"]}, "|- x > y/2"),
    ("instance", ["|- forall(b, scalar, exists(c, scalar, c > b))"], {"terms": ["x"]}, "|- exists(c, scalar, c > x)"),
    ("instance", ["|- forall(b, scalar, b**2 >= 0)"], {"terms": ["n"]}, "|- n**2 >= 0"),
    (
        "instance",
        ['|- forall(N, "vector -> prop", implies(u in N, exists(p, vector, p in N)))'],
        {"terms": ["lambda q: exists(p, vector, sq(p - q) < x)"]},
        "|- implies(exists(p, vector, sq(p - u) < x), exists(q, vector, exists(p, vector, sq(p - q) < x)))",
    ),
    (
        "instance",
        ['|- forall(h, "vector -> vector", h(u) == v)'],
        {"terms": ["lambda p: g(p) - p"]},
        "|- g(u) - u == v",
    ),
    ("instance", ['|- forall(h, "vector -> vector", h(u) == v)'], {"terms": ["g"]}, "|- g(u) == v"),
    (
        "witness",
        ["x > 0 |- y**2 == x"],
        {"formula": "exists(b, scalar, b**2 == x)", "term": "y"},
        "x > 0 |- exists(b, scalar, b**2 == x)",
    ),
    (
        "choose",
        ["x > 0 |- exists(b, scalar, b > x)", "y > x; x > 1 |- x > 0"],
        {"symbol": "y"},
        "x > 0; x > 1 |- x > 0",
    ),
    (
        "combine",
        ["|- x > 0", "|- y >= 0"],
        {"formula": "2*x + y/3 > 0", "terms": [["2", [0]], ["1/3", [1]]]},
        "|- 2*x + y/3 > 0",
    ),
    ("combine", ["|- x > 0", "|- y >= 0"], {"formula": "x*y >= 0", "terms": [["1", [0, 1]]]}, "|- x*y >= 0"),
    ("combine", ["|- x > 0"], {"formula": "x**2 + 1 > 0", "terms": [["1", [0, 0]], ["1", []]]}, "|- x**2 + 1 > 0"),
    ("combine", ["|- x == y"], {"formula": "x**2 == y**2", "terms": [["x + y", [0]]]}, "|- x**2 == y**2"),
    ("combine", ["|- x == y"], {"formula": "x >= y", "terms": [["1", [0]]]}, "|- x >= y"),
    ("combine", ["|- x > 0", "|- x*y > 0"], {"formula": "y > 0", "terms": [["1", [1]]], "multiplier": [0]}, "|- y > 0"),
    (
        "combine",
        ["|- x > 0", "|- x*y == 0"],
        {"formula": "y == 0", "terms": [["1", [1]]], "multiplier": [0]},
        "|- y == 0",
    ),
    (
        "combine",
        [],
        {"formula": "sq(u + v) == sq(u) + 2*dot(v, u) + sq(v)", "terms": []},
        "|- sq(u + v) == sq(u) + 2*dot(u, v) + sq(v)",
    ),
    ("square", [], {"scalar": "x - y"}, "|- x**2 + y**2 >= 2*x*y"),
    ("square", [], {"vector": "u - x*v"}, "|- sq(u) - 2*x*dot(u, v) + x**2*sq(v) >= 0"),
    ("solve", ["x > 1 |- x > 0"], {}, "x > 1 |- exists(b, scalar, b >= 0 and x*b == 1)"),
    ("solve", ["x > 1 |- x - 1 >= 0"], {}, "x > 1 |- exists(b, scalar, b >= 0 and b**2 == x - 1)"),
    ("natural", [], {"term": "n*m + 3"}, "|- n*m + 3 >= 0"),
    ("natural", ["x > 0 |- 2*n - m**2 > 0"], {}, "x > 0 |- 2*n - m**2 >= 1"),
    (
        "rewrite",
        ["x > 0 |- g(u) == v", "y > 0 |- g(g(u)) == u"],
        {"old": "g(u)", "new": "v", "sort": "vector", "formula": "g(v) == u"},
        "x > 0; y > 0 |- g(v) == u",
    ),
    (
        "rewrite",
        ["|- g(u) == v", "|- g(v) == u"],
        {"old": "g(u)", "new": "v", "sort": "vector", "formula": "g(g(u)) == u"},
        "|- g(g(u)) == u",
    ),
    (
        "rewrite",
        ["|- a(0) == x", "|- forall(t, nat, a(t) <= a(0))"],
        {"old": "a(0)", "new": "x", "sort": "scalar", "formula": "forall(t, nat, a(t) <= x)"},
        "|- forall(t, nat, a(t) <= x)",
    ),
    (
        "induction",
        ["x > 0 |- a(0) >= 0", "a(n) >= 0; y > 0 |- a(n + 1) >= 0"],
        {"formula": "forall(t, nat, a(t) >= 0)", "symbol": "n"},
        "x > 0; y > 0 |- forall(t, nat, a(t) >= 0)",
    ),
    ("archimedes", [], {}, "|- forall(b, scalar, exists(t, nat, t > b))"),
    ("cite", [], {"cite": "null_point", "with": {"c": "u - v"}}, "|- measure_le(p, p == u - v, 0)"),
    (
        "cite",
        ["x > 0 |- measure_le(p, p in M, y)", "|- measure_le(p, sq(p) < 1, 2)"],
        {"cite": "measure_subadditive", "with": {"A": "M", "B": "lambda p: sq(p) < 1", "a": "y", "b": "2"}},
        "x > 0 |- measure_le(p, p in M or sq(p) < 1, y + 2)",
    ),
]
ON_THE_LINE = [
    ("line", [], {"vectors": ["u", "v", "w", "u"]}, "|- dot(u, v)*dot(w, u) == dot(u, w)*dot(v, u)"),
    ("line", [], {"scalar": "x + 1"}, "|- powd(x + 1) == x + 1"),
]

#: rule, premises, fields, a piece of the refusal
REFUSED = [
    ("discharge", ["|- x > 0"], {"formula": "u"}, "not a formula"),
    ("detach", ["|- implies(x > 0, y > 0)", "|- x >= 0"], {}, "antecedent"),
    ("part", ["|- x > 0 and y > 0"], {"index": 2}, "no such part"),
    ("either", ["|- x > 0"], {"formula": "x >= 0 or y > 0"}, "not one of the alternatives"),
    ("either", ["|- x > 0"], {"formula": "x > 0 and y > 0"}, "not one of the alternatives"),
    ("cases", ["|- x > 0 or y > 0", "|- z > 0"], {}, "one branch per alternative"),
    ("absurd", ["|- x > 0", "|- x < 0"], {"formula": "0 == 1"}, "do not contradict"),
    ("generalize", ["x > 0 |- x > 0"], {"symbol": "x"}, "free in a hypothesis"),
    ("generalize", ["forall(p, vector, g(p) == u) |- g(v) == u"], {"symbol": "g"}, "free in a hypothesis"),
    ("generalize", ["x > 0 |- x > 0"], {"symbol": "q"}, "undeclared"),
    ("instance", ["|- forall(t, nat, a(t) > 0)"], {"terms": ["x"]}, "expected a nat"),
    ("instance", ["|- forall(t, nat, a(t) > 0)"], {"terms": ["n", "n"]}, "more terms"),
    (
        "witness",
        ["|- y**2 == 2"],
        {"formula": "exists(b, scalar, b**2 == 3)", "term": "y"},
        "not the formula at that term",
    ),
    ("choose", ["|- exists(b, scalar, b > x)", "y > x |- y > x"], {"symbol": "y"}, "free in the conclusion"),
    ("choose", ["|- exists(b, scalar, b > x)", "y > x; y > 0 |- x > 0"], {"symbol": "y"}, "free in a hypothesis"),
    (
        "choose",
        ["|- exists(t, nat, t > x)", "y > x |- x > 0"],
        {"symbol": "y"},
        "not an existence statement of that sort",
    ),
    ("combine", ["|- x >= 0"], {"formula": "x > 0", "terms": [["1", [0]]]}, "nothing in the combination is strict"),
    ("combine", ["|- x > 0"], {"formula": "x >= 1", "terms": [["1", [0]]]}, "identity does not hold"),
    ("combine", ["|- u in M"], {"formula": "x >= 1", "terms": [["1", [0]]]}, "(in)equalities only"),
    ("combine", ["|- x > 0"], {"formula": "u in M", "terms": [["1", [0]]]}, "(in)equalities only"),
    ("square", [], {"vector": "x"}, "expected a vector"),
    ("solve", ["|- x == 0"], {}, "not an inequality"),
    ("line", [], {"vectors": ["u", "v", "w", "u"]}, "dimension 1 only"),
    ("natural", [], {"term": "n/2"}, "expected a nat"),
    ("natural", ["|- n + x > 0"], {}, "not an integer polynomial"),
    ("natural", ["|- a(n) > 0"], {}, "not an integer polynomial"),
    (
        "rewrite",
        ["|- u == v", "|- g(u) == w"],
        {"old": "v", "new": "u", "sort": "vector", "formula": "g(v) == u"},
        "not equal",
    ),
    (
        "induction",
        ["|- a(0) > n", "a(m) > n |- a(m+1) > n"],
        {"formula": "forall(t, nat, a(t) > n)", "symbol": "n"},
        "not the case n+1",
    ),
    ("cite", [], {"cite": "null_point", "with": {"c": "x"}}, "expected a vector"),
    ("cite", [], {"cite": "null_line", "with": {}}, "nothing citable"),
]


def context(dimension: str = "any") -> Context:
    symbols = {name: signature(text) for name, text in SYMBOLS.items()}
    return Context(dimension, symbols, {name: parse_statement(axiom) for name, axiom in AXIOMS.items()})


def theorem(text: str, given: Context) -> Thm:
    """Read "hypothesis; hypothesis |- conclusion"."""
    left, _, right = text.partition("|-")
    hypotheses = (part for part in left.split(";") if part.strip())
    return Thm(frozenset(given.formula(part.strip()) for part in hypotheses), given.formula(right.strip()))


def taken(rule: str, premises: list[str], fields: dict[str, Any], given: Context) -> Thm:
    return RULES[rule](fields, [theorem(text, given) for text in premises], given)


@pytest.mark.parametrize(("rule", "premises", "fields", "follows"), ACCEPTED)
def test_rule_concludes(rule: str, premises: list[str], fields: dict[str, Any], follows: str) -> None:
    given = context()
    assert taken(rule, premises, fields, given) == theorem(follows, given)


@pytest.mark.parametrize(("rule", "premises", "fields", "follows"), ON_THE_LINE)
def test_rule_concludes_on_the_line(rule: str, premises: list[str], fields: dict[str, Any], follows: str) -> None:
    given = context("1")
    assert taken(rule, premises, fields, given) == theorem(follows, given)
    for dimension in ("any", ">=2"):
        with pytest.raises(Refused, match="dimension 1 only"):
            taken(rule, premises, fields, context(dimension))


@pytest.mark.parametrize(("rule", "premises", "fields", "says"), REFUSED)
def test_rule_refuses(rule: str, premises: list[str], fields: dict[str, Any], says: str) -> None:
    with pytest.raises((Refused, Ill), match=re.escape(says)):
        taken(rule, premises, fields, context())


def test_every_rule_is_tested() -> None:
    assert {rule for rule, *_ in (*ACCEPTED, *ON_THE_LINE)} == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_is_drawn(rule: Any) -> None:
    assert "───" in rule.__doc__
