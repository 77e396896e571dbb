"""The kernel's operations on formulas mean what they should: random formulas, judged in small finite models.

Parsing, printing, negation, instantiation, abstraction, substitution and rewriting are compared with `models.py`,
in which a bound variable is a Python dictionary entry and nothing can be captured. The names of bound variables
are those of free symbols wherever that may confuse.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from proofkit.kernel.formulas import abstract, instantiate, map_formula, negate, substitute
from proofkit.kernel.parser import parse_formula, parse_lambda, parse_term, signature
from proofkit.kernel.rules import Thm, rewrite
from proofkit.kernel.terms import Vec, application
from proofkit.printing import formula_text

from .models import Model, Vector, dot, scale, truth

F = Fraction
SIGNATURES = {
    "x": "scalar",
    "y": "scalar",
    "n": "nat",
    "u": "vector",
    "v": "vector",
    "f": "vector -> scalar",
    "a": "nat -> scalar",
    "g": "vector -> vector",
    "o": "nat, vector -> vector",
    "M": "vector -> prop",
    "A": "nat, vector -> prop",
    "Q": "scalar -> prop",
}
DECLARED = {name: signature(text) for name, text in SIGNATURES.items()}
BASIC = ("scalar", "vector", "nat")
#: names for bound variables: of free symbols, of each other, and one of its own
BINDABLE = ("x", "u", "n", "z", "f")
CASES = 150

Sorts = dict[str, str]


def model(rng: Random) -> Model:
    points = tuple((F(rng.randint(-2, 2)), F(rng.randint(-1, 2))) for _ in range(2))
    k = F(rng.randint(-2, 2), 2)
    values = {
        "x": F(rng.randint(-2, 2)),
        "y": F(rng.randint(-3, 3), 2),
        "n": rng.randint(0, 2),
        "u": points[0],
        "v": (F(1), k),
        "f": lambda p: dot(p, (k, F(1))),
        "a": lambda t: k * t - 1,
        "g": lambda p: scale(k, p),
        "o": lambda t, p: scale(t - 1, p),
        "M": lambda p: p[0] > p[1] * k,
        "A": lambda t, p: t * p[0] >= k,
        "Q": lambda s: s * s > 1,
    }
    return Model(2, values, points, scalars=(F(-1), F(1, 2)), horizon=1, finite=True)


# -- random text -----------------------------------------------------------------------------------------


def symbol(rng: Random, sorts: Sorts, sort: str) -> str | None:
    """Return the name of a symbol of that sort in scope, or None."""
    found = [name for name, given in sorts.items() if given == sort]
    return rng.choice(found) if found else None


def term(rng: Random, sorts: Sorts, sort: str, depth: int = 2) -> str:
    name = symbol(rng, sorts, sort)
    if depth == 0 or rng.random() < 0.3:
        return name or {"scalar": "1", "nat": "1", "vector": "0*u" if sorts.get("u") == "vector" else "0*v"}[sort]

    def sub(wanted: str) -> str:
        return term(rng, sorts, wanted, depth - 1)

    if sort == "nat":
        return rng.choice((lambda: f"({sub('nat')} + {sub('nat')})", lambda: f"2*{sub('nat')}"))()
    if sort == "vector":
        made = (
            lambda: f"({sub('vector')} - {sub('vector')}/2)",
            lambda: f"({sub('scalar')})*{sub('vector')}",
            lambda: apply(rng, sorts, "vector", sub),
        )
        return rng.choice(made)()
    return rng.choice(
        (
            lambda: f"({sub('scalar')} + {sub('scalar')})",
            lambda: f"{sub('scalar')}*{sub('scalar')}",
            lambda: f"dot({sub('vector')}, {sub('vector')})",
            lambda: f"powd({sub('scalar')})",
            lambda: f"-{sub('nat')}",
            lambda: apply(rng, sorts, "scalar", sub),
        )
    )()


def apply(rng: Random, sorts: Sorts, result: str, sub: Any) -> str:
    """Return a function in scope applied to terms."""
    found = [(name, s.split(" -> ")[0]) for name, s in sorts.items() if s.endswith(f"-> {result}")]
    name, arguments = rng.choice(found or [("", result)])
    return f"{name}({', '.join(sub(sort) for sort in arguments.split(', '))})" if name else sub(result)


def formula(rng: Random, sorts: Sorts, depth: int = 3) -> str:
    def part() -> str:
        return formula(rng, sorts, depth - 1)

    def quantified() -> str:
        name, sort = rng.choice(BINDABLE), rng.choice(BASIC)
        return f"{rng.choice(('forall', 'exists'))}({name}, {sort}, {formula(rng, {**sorts, name: sort}, depth - 1)})"

    def limit() -> str:
        name = rng.choice(BINDABLE)
        return f"tends({name}, {term(rng, {**sorts, name: 'nat'}, 'scalar')})"

    if depth == 0:
        return atom(rng, sorts)
    return rng.choice(
        (
            quantified,
            quantified,
            quantified,
            limit,
            lambda: f"({part()} {rng.choice(('and', 'or'))} {part()})",
            lambda: f"(not {part()})",
            lambda: f"{rng.choice(('implies', 'iff'))}({part()}, {part()})",
        )
    )()


def atom(rng: Random, sorts: Sorts) -> str:
    predicates = [name for name in ("M", "A", "Q") if sorts.get(name, "").endswith("prop")]
    name = rng.choice([*predicates, "", ""])
    if name:
        arguments = sorts[name].split(" -> ")[0].split(", ")
        return f"{name}({', '.join(term(rng, sorts, sort) for sort in arguments)})"
    if rng.random() < 0.2:
        return f"{term(rng, sorts, 'vector')} == {term(rng, sorts, 'vector')}"
    return f"{term(rng, sorts, 'scalar')} {rng.choice(('<=', '<', '==', '>', '>='))} {term(rng, sorts, 'scalar')}"


def value(text: str, env: Model) -> Any:
    """Return the value of a term: the one point at which a predicate about it was asked."""
    seen: list[Any] = []
    truth(f"Q_({text})", Model(2, {**env.values, "Q_": lambda s: bool(seen.append(s)) or True}))
    return seen[0]


def with_values(env: Model, **values: Any) -> Model:
    return Model(2, {**env.values, **values}, env.points, scalars=env.scalars, horizon=env.horizon, finite=True)


def printed(found: Any) -> str:
    """Return the text of a formula."""

    def look(sort: str, name: str, arguments: Any, depth: int) -> None:
        if Vec({}) in arguments:
            pytest.skip("a zero vector as an argument has no text that knows its sort")

    map_formula(found, look)
    return formula_text(found)


seeds = pytest.mark.parametrize("seed", range(CASES))


# -- the tests -------------------------------------------------------------------------------------------


@seeds
def test_parsing_printing_and_negation(seed: int) -> None:
    rng = Random(seed)
    env, text = model(rng), formula(rng, SIGNATURES)
    parsed, meant = parse_formula(text, DECLARED), truth(text, env)
    assert meant is not None
    assert truth(printed(parsed), env) == meant
    assert truth(printed(negate(parsed)), env) == (not meant)
    assert parse_formula(printed(parsed), DECLARED) == parsed
    assert map_formula(parsed, lambda *_: None) == parsed


@seeds
def test_instantiation(seed: int) -> None:
    rng = Random(seed)
    env, name, sort = model(rng), rng.choice(BINDABLE), rng.choice(BASIC)
    body, given = formula(rng, {**SIGNATURES, name: sort}), term(rng, SIGNATURES, sort)
    quantified = parse_formula(f"forall({name}, {sort}, {body})", DECLARED)
    found = instantiate(quantified, parse_lambda(given, DECLARED, ((), sort)))
    assert truth(printed(found), env) == truth(body, with_values(env, **{name: value(given, env)}))


@seeds
def test_abstraction(seed: int) -> None:
    rng = Random(seed)
    env, text = model(rng), formula(rng, SIGNATURES)
    name, kind = rng.choice(("x", "u", "n")), rng.choice(("forall", "exists"))
    values = env.domain(SIGNATURES[name], wide=False)
    instances = [truth(text, with_values(env, **{name: v})) for v in values or ()]
    found = abstract(kind, DECLARED[name], name, parse_formula(text, DECLARED))
    assert truth(printed(found), env) == (all(instances) if kind == "forall" else any(instances))


@seeds
def test_substitution_in_a_citation(seed: int) -> None:
    """All symbols of a statement at once, functions and sets by lambdas, each free in what replaces another."""
    rng = Random(seed)
    env, text = model(rng), formula(rng, SIGNATURES)
    sets = {
        "M": ("p", {"p": "vector"}),
        "A": ("t, p", {"t": "nat", "p": "vector"}),
        "Q": ("x", {"x": "scalar"}),
    }
    functions = {"f": ("u", {"u": "vector"}), "a": ("n", {"n": "nat"}), "g": ("x", {"x": "vector"})}
    given = {name: term(rng, SIGNATURES, SIGNATURES[name]) for name in ("x", "y", "n", "u", "v")} | {"o": "o"}
    meant: dict[str, Any] = {name: value(given[name], env) for name in given if name != "o"}
    for name, (parameters, sorts) in {**sets, **functions}.items():
        result = SIGNATURES[name].split(" -> ")[1]
        inner = {**SIGNATURES, **sorts}
        body = formula(rng, inner, 2) if result == "prop" else term(rng, inner, result)
        given[name], meant[name] = f"lambda {parameters}: {body}", meaning(body, list(sorts), result, env)
    mapping = {name: parse_lambda(given[name], DECLARED, sort) for name, sort in DECLARED.items()}
    found = substitute(parse_formula(text, DECLARED), mapping)
    assert truth(printed(found), env) == truth(text, with_values(env, **meant))


def meaning(body: str, parameters: list[str], result: str, env: Model) -> Any:
    """Return the Python function that a lambda of the kernel stands for."""

    def called(*arguments: Any) -> Any:
        inner = with_values(env, **dict(zip(parameters, arguments, strict=True)))
        return truth(body, inner) if result == "prop" else value(body, inner)

    return called


class Given:
    """Reads the texts of a rule's fields, as a proof's context would."""

    def formula(self, text: str) -> Any:
        return parse_formula(text, DECLARED)

    def term(self, text: str, sort: str) -> Any:
        return parse_term(text, DECLARED, sort)


@seeds
def test_rewriting(seed: int) -> None:
    """In a model of old = new, what `rewrite` makes of a formula is as true as the formula."""
    rng = Random(seed)
    old, new, sort = rng.choice(
        (("g(u)", "v", "vector"), ("o(n, v)", "u", "vector"), ("f(u)", "y", "scalar"), ("x", "f(g(v))", "scalar"))
    )
    env, text = model(rng), formula(rng, SIGNATURES)
    settled = value(new, env)
    env = with_values(env, **made_equal(old, settled, env))
    assert value(old, env) == value(new, env)
    before, after = (parse_term(t, DECLARED, sort) for t in (old, new))
    parsed = parse_formula(text, DECLARED)

    def replace(found: str, name: str, arguments: Any, depth: int) -> Any:
        return after if found == sort and application(sort, name, arguments) == before else None

    result = printed(map_formula(parsed, replace))
    equation = Thm(frozenset(), parse_formula(f"{old} == {new}", DECLARED))
    step = {"old": old, "new": new, "sort": sort, "formula": result}
    thm = rewrite(step, [equation, Thm(frozenset(), parsed)], Given())
    assert truth(printed(thm.concl), env) == truth(text, env)


def made_equal(old: str, result: Any, env: Model) -> dict[str, Any]:
    """Return values of symbols under which the term `old` has a given value."""
    point: Vector = env.values["u"]
    other = env.values["v"]
    return {
        "g(u)": {"g": lambda p: result if p == point else scale(2, p)},
        "o(n, v)": {"o": lambda t, p: result if (t, p) == (env.values["n"], other) else p},
        "f(u)": {"f": lambda p: result if p == point else F(1)},
        "x": {"x": result},
    }[old]
