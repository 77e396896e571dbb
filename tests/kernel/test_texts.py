"""Kernel text: abbreviations mean their expansions, spellings of one formula are one formula, printing reads back."""

from __future__ import annotations

from typing import Any

import pytest

from proofkit.kernel.parser import Ill, parse_formula, parse_lambda, parse_term, signature
from proofkit.kernel.replay import AXIOMS, Context, parse_statement
from proofkit.kernel.rules import RULES, Thm
from proofkit.printing import formula_text, term_text

from .library import NAMES, records

DECLARED = {
    name: signature(text)
    for name, text in {
        **dict.fromkeys("xy", "scalar"),
        **dict.fromkeys("nm", "nat"),
        **dict.fromkeys("uv", "vector"),
        "a": "nat -> scalar",
        "o": "nat, vector -> vector",
        "M": "vector -> prop",
        "A": "nat, vector -> prop",
    }.items()
}
EXPANSION = (
    "forall({e}, scalar, implies({e} > 0, exists({T}, nat, forall({t}, nat, {at} < {e} and -{at} < {e}))))"
)  # fmt: skip


def parsed(text: str) -> Any:
    return parse_formula(text, DECLARED)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("tends(t, a(t))", EXPANSION.format(e="e", T="T", t="t", at="a(T+t)")),
        ("tends(n, a(2*n) + m)", EXPANSION.format(e="x", T="y", t="n", at="(a(2*(y+n)) + m)")),
        (
            "forall(p, vector, tends(t, sq(o(t, p))))",
            f"forall(q, vector, {EXPANSION.format(e='e', T='T', t='t', at='sq(o(T+t, q))')})",
        ),
        (
            "forall(e, scalar, exists(T, nat, tends(t, a(t) + e + T)))",
            f"forall(b, scalar, exists(k, nat, {EXPANSION.format(e='e', T='T', t='t', at='(a(T+t) + b + k)')}))",
        ),
        (
            "measure_le(p, not tends(t, a(t) + sq(p)), x)",
            f"measure_le(p, not {EXPANSION.format(e='e', T='T', t='t', at='(a(T+t) + sq(p))')}, x)",
        ),
        ("ae(p, p in M)", "measure_le(q, not q in M, 0)"),
        ("ae(p, tends(t, sq(o(t, p))))", "measure_le(p, not tends(s, dot(o(s, p), o(s, p))), 0)"),
        ("iff(x > 0, u in M)", "implies(x > 0, u in M) and implies(u in M, x > 0)"),
        ("sq(u) >= 0", "dot(u, u) >= 0"),
        ("u in A(n)", "A(n, u)"),
        ("u not in M", "not u in M"),
        ("x > y", "y < x"),
        ("u == v", "sq(u - v) == 0"),
    ],
)
def test_abbreviation_is_its_expansion(short: str, long: str) -> None:
    assert parsed(short) == parsed(long)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("forall(p, vector, p in M)", "forall(u, vector, u in M)"),
        ("forall(p, vector, exists(q, vector, p == q))", "forall(q, vector, exists(p, vector, q == p))"),
        ("(x + y)**2 >= 0", "x*x + 2*y*x + y**2 - 0*x >= 0"),
        ("dot(u + 2*v, u - v) > 0", "sq(u) + dot(v, u) - 2*sq(v) > 0"),
        ("not (x > 0 and not u in M)", "x <= 0 or u in M"),
        ("not implies(x > 0, y > 0)", "x > 0 and y <= 0"),
        ("not forall(p, vector, exists(q, vector, p == q))", "exists(p, vector, forall(q, vector, sq(p - q)**2 > 0))"),
        ("not x == 0", "x**2 > 0"),
        ("not not measure_le(p, p in M, x)", "measure_le(p, p in M, x)"),
        ("a(n + 1) > 0", "a(1 + n) > 0"),
        ("x/2 + x/3 >= 0", "5*x/6 >= 0"),
    ],
)
def test_two_spellings_are_one_formula(one: str, other: str) -> None:
    assert parsed(one) == parsed(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "forall(p, vector, exists(q, vector, p in A(n) and q in M))",
            "forall(p, vector, exists(q, vector, q in A(n) and p in M))",
        ),
        ("x > 0", "x >= 0"),
        ("exists(t, nat, a(t) > 0)", "exists(t, scalar, t > 0)"),
        ("forall(t, nat, t > x)", "forall(t, scalar, t > x)"),
        ("tends(t, a(t))", "tends(t, a(t + 1))"),
        ("measure_le(p, p in M, x)", "measure_le(p, p in M, y)"),
        ("ae(p, p in M)", "measure_le(p, p in M, 0)"),
        ("dot(u, v) > 0", "sq(u) > 0"),
        ("not measure_le(p, p in M, 0)", "measure_le(p, not p in M, 0)"),
    ],
)
def test_different_statements_differ(one: str, other: str) -> None:
    assert parsed(one) != parsed(other)


@pytest.mark.parametrize(
    "text",
    [
        *("x", "x + u > 0", "x in M", "u in x", "a > 0", "a(x) > 0", "a(n - 1) > 0", "M", "z > 0", "u > v", "u*v > 0"),
        *("x > 0 > y", "x = y", "x // 2 > 0", "x % 2 > 0", "x @ y > 0", "x | y", "~x > 0", "+x > 0", "[x] == [y]"),
        *("{x}", "x > 0 if x > 0 else y > 0", "lambda p: p in M", "'x' > 0", "x.real > 0", "x[0] > 0", "...", "None"),
        *("1.0 > 0", "1e3 > 0", "1j == 0", "True", "x is y", "x != y", "forall(t, nat)", "forall(t, nat, t, t > 0)"),
        *("forall(t > 0, nat, t > 0)", "exists(t, 'nat -> nat', t > 0)", "dot(u) > 0", "dot(u, x) > 0", "sq(x) > 0"),
        *("powd(u) > 0", "implies(x > 0)", "iff(x > 0, y > 0, x > 0)", "ae(p, p in M, 0)", "tends(t)", "tends(t, u)"),
        *("measure_le(p, p in M, u)", "x > 0\ny > 0", "x > 0 # y", "x > 0; y > 0", "\u03bc > 0", "", " ", "("),
    ],
)
def test_text_is_refused(text: str) -> None:
    with pytest.raises(Ill):
        parsed(text)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("lambda p: p", "vector"),
        ("lambda p, q: 1", "vector -> scalar"),
        ("u", "nat"),
        ("a", "vector -> scalar"),
        ("-1", "nat"),
    ],
)
def test_replacement_is_refused(text: str, sort: str) -> None:
    with pytest.raises(Ill):
        parse_lambda(text, DECLARED, signature(sort))


def test_the_parameter_of_a_lambda_hides_a_symbol() -> None:
    inner = parse_lambda("lambda x: x > y", DECLARED, signature("scalar -> prop"))
    assert inner == parse_lambda("lambda b: b > y", DECLARED, signature("scalar -> prop"))


# -- printing -------------------------------------------------------------------------------------------


def replayed(name: str) -> list[tuple[Context, Thm]]:
    """Return every step of a proof file, with the context it is read in."""
    citables = {axiom: parse_statement(header) for axiom, header in AXIOMS.items()}
    found: list[tuple[Context, Thm]] = []
    for record in records(name):
        if "theorem" in record:
            statement, thms = parse_statement(record), dict[str, Thm]()
            local = {symbol: signature(text) for symbol, text in record["locals"].items()}
            context = Context(statement.dimension, {**statement.declared, **local}, citables)
            title = record["theorem"]
        elif "qed" in record:
            citables[title] = statement
        else:
            thms[record["id"]] = RULES[record["rule"]](record, [thms[i] for i in record["from"]], context)
            found.append((context, thms[record["id"]]))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_step_reads_back(name: str) -> None:
    steps = replayed(name)
    formulas = {(id(c), f): (c, f) for c, thm in steps for f in (thm.concl, *thm.hyps)}
    for context, formula in formulas.values():
        assert context.formula(formula_text(formula)) == formula
    assert len(formulas) >= 4


@pytest.mark.parametrize("text", ["0", "-x", "x**3*y/7 - 2*dot(u, v) + powd(x - 1)", "sq(o(n, u - v))", "a(2*n + 1)"])
def test_a_scalar_reads_back(text: str) -> None:
    term = parse_term(text, DECLARED, "scalar")
    assert parse_term(term_text(term), DECLARED, "scalar") == term


@pytest.mark.parametrize("text", ["u", "-u", "(x - y)*u - v/2", "o(n, u)", "sq(u)*v"])
def test_a_vector_reads_back(text: str) -> None:
    term = parse_term(text, DECLARED, "vector")
    assert parse_term(term_text(term), DECLARED, "vector") == term
