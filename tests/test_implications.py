"""The implication graph: every edge replays, a better constant is refused, and tight ones fail on a named function."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp
from kernel.models import Model, Vector, truth

from proofkit import discovery
from proofkit.derivation import Draft, derive
from proofkit.errors import BadInput, ProofRefused, Undecided, UnknownName
from proofkit.finding import closure
from proofkit.implication import NEEDS, Implication, bound
from proofkit.implied import REGIONS, implied
from proofkit.known import LARGER, stronger
from proofkit.statement import Statement
from proofkit.symbolic import to_sympy
from proofkit.verdict import Strength
from proofkit.weakening import weakening

EDGES = discovery.names("implication")
TINY = "(1 + 1/10**30)"
ABOUT_REGION = {need for needs in REGIONS.values() for need in needs}


def edge(name: str) -> Implication:
    return discovery.load("implication", name)


def forged(one: Implication) -> list[Implication]:
    """The edge with one constant of its conclusion better by a factor 1 + 10^-30."""
    found = []
    for i, (symbol, text) in enumerate(zip(one.found.kind.constants, one.found.constants, strict=True)):
        better = f"({text})*{TINY}" if symbol in LARGER else f"({text})/{TINY}"
        texts = [better if k == i else other for k, other in enumerate(one.found.constants)]
        found.append(replace(one, name=f"forged_{i}", conclusion=f"{one.found.name}({', '.join(texts)})"))
    return found


@pytest.mark.parametrize("name", EDGES)
def test_edge_is_proved(name: str) -> None:
    one = edge(name)
    assert one.name == name == one.statement.name
    assert (one.anew().replay().name, one.strength) == (name, Strength.PROVED)
    assert set(one.needs) <= set(NEEDS) and one.source


@pytest.mark.parametrize("name", EDGES)
def test_a_better_constant_is_refused(name: str) -> None:
    for wrong in forged(edge(name)):
        with pytest.raises(ProofRefused):
            wrong.anew().replay()


@pytest.mark.parametrize("name", EDGES)
def test_no_hypothesis_can_be_left_out(name: str) -> None:
    one = edge(name)
    for label in one.statement.hypotheses:
        with pytest.raises(ProofRefused):
            derive(one.statement.without(label), one.written).replay()


# -- tight edges: a function with the premises on which the forged conclusion fails ---------------------------------

F = Fraction
LINE: tuple[Vector, ...] = tuple((F(k, 2),) for k in range(-4, 5))


def power(curvature: Fraction) -> dict[str, Callable[[Vector], object]]:
    return {"f": lambda p: curvature / 2 * p[0] ** 2, "g": lambda p: (curvature * p[0],)}


MU, LARGE, RHO = F(2), F(3), F(2)
KINKED = {
    "f": lambda p: MU / 2 * max(abs(p[0]), p[0] ** 2),
    "g": lambda p: (MU / 2 * (0 if p[0] == 0 else (1 if p[0] > 0 else -1)) if abs(p[0]) <= 1 else MU * p[0],),
}
EXAMPLES = {
    "f = (mu/2)*|x|^2": power(MU),
    "f = (L/2)*|x|^2": power(LARGE),
    "f = -(rho/2)*|x|^2": power(-RHO),
    "f = -(L/2)*|x|^2": power(-LARGE),
    "f = (mu/2)*max": KINKED,
}
CONSTANTS = {"mu": MU, "nu": MU, "L": LARGE, "rho": RHO, "gamma": F(1)}


def models_of(one: Implication) -> list[Model]:
    """The functions that the edge's words name."""
    chosen = [functions for words, functions in EXAMPLES.items() if words in one.tight]
    fixed = {**CONSTANTS, "S": lambda p: True, "c": lambda p: (F(0),)}
    plain = [Model(1, {**f, **fixed}, points=LINE, scalars=(F(0), F(1, 2), F(1)), small=(F(1, 64),)) for f in chosen]
    return [with_values(one, model) for model in plain]


def with_values(one: Implication, model: Model) -> Model:
    """The model with the symbols that stand for the conclusion's quotients."""
    named = {}
    for k, (top, bottom) in one.named.items():
        ratio = to_sympy(top) / to_sympy(bottom)
        ratio = ratio.subs({s: sp.Rational(CONSTANTS[s.name]) for s in ratio.free_symbols})
        named[k] = F(int(ratio.p), int(ratio.q))
    return replace(model, values={**model.values, **named})


TIGHT = [name for name in EDGES if models_of(edge(name))]


def test_most_edges_are_tight() -> None:
    assert len(TIGHT) >= 20 and {"opsc_of_convex", "pl_of_convex"} <= set(TIGHT)


@pytest.mark.parametrize("name", TIGHT)
def test_a_tight_edge_cannot_be_better(name: str) -> None:
    one = edge(name)
    for model in models_of(one):
        for label, text in one.statement.hypotheses.items():
            assert truth(text, model, assumed=True) is not False, label
        assert truth(one.statement.conclusion, model) is True
    for wrong in forged(one):
        assert False in [truth(wrong.statement.conclusion, model) for model in models_of(wrong)]


# -- regions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", [*REGIONS])
def test_a_region_allows_only_what_it_has(region: str) -> None:
    for found in implied("rsi(mu), smooth(L), convex", region=region):
        assert closure(found.needs) & ABOUT_REGION <= set(REGIONS[region])


@pytest.mark.parametrize("to", ["qg", "qg_plus"])
def test_a_ray_argument_is_not_used_where_rays_leave_the_region(to: str) -> None:
    assert implied("rsi(mu), smooth(L)", to)
    with pytest.raises(Undecided, match="star-shaped"):
        implied("rsi(mu), smooth(L)", to, region="any")


def test_a_ray_argument_would_be_false_there() -> None:
    """On {0} ∪ [1, 2], f = x²/2 − 10 away from 0 has RSI(1) about 0, but f(1) < f(0)."""
    values = {
        "f": lambda p: p[0] ** 2 / 2 - (10 if p[0] else 0),
        "g": lambda p: p,
        "c": lambda p: (F(0),),
        "S": lambda p: p[0] == 0 or 1 <= p[0] <= 2,
        "mu": F(1),
    }
    model = Model(1, values, points=LINE, scalars=(F(0), F(1, 2), F(1)))
    statement = edge("quadratic_growth_of_opsc").statement
    assert truth(statement.hypotheses["opsc"], model, assumed=True) is True
    assert truth(statement.conclusion, model) is False
    assert truth(statement.hypotheses["star_shaped"], model, assumed=True) is False


# -- the search ---------------------------------------------------------------------------------------------------

ANSWERS = [
    ("rsi(mu), smooth(L)", "pl", "pl(mu**2/L)"),
    ("rsi(1/2), smooth(3)", "pl", "pl(1/12)"),
    ("esc(mu)", "wsc", "weak_strong_convexity(mu)"),
    ("wsc(mu)", "rsi", "opsc(mu)"),
    ("sc(mu)", "esc", "essential_strong_convexity(mu)"),
    ("rsi(mu)", "eb", "error_bound(mu)"),
    ("rsi(mu)", "qg", "quadratic_growth(mu)"),
    ("pl(mu)", "qg", "quadratic_growth(mu)"),
    ("pl(mu)", "eb", "error_bound(mu)"),
    ("eb(mu), smooth(L)", "pl", "pl(mu**2/L)"),
    ("qg(mu), convex", "rsi", "opsc(mu/2)"),
    ("qg(mu), convex", "pl", "pl(mu/4)"),
    ("quasar(gamma), qg(mu)", "rsi", "opsc(gamma*mu/2)"),
    ("smooth(L)", "eb_plus", "upper_error_bound(L)"),
    ("smooth(L)", "qg_plus", "qg_plus(L)"),
    ("smooth(L)", "hypoconvex", "hypoconvex(L)"),
    ("convex, qg_plus(L)", "convex_upper_growth", "convex_upper_growth(L)"),
    ("sc(mu), smooth(L)", "pl", "pl(mu)"),
    ("sc(mu), smooth(L)", "smooth_strongly_convex", "smooth_strongly_convex(mu, L)"),
    ("smooth_strongly_convex(mu, L)", "pl", "pl(mu)"),
    ("smooth(L), convex", "smooth_convex", "smooth_convex(L)"),
    ("eb(mu), smooth(L), quasar(gamma)", "rsi", "opsc(gamma*mu**2/(2*L))"),
]


@pytest.mark.parametrize(("given", "to", "answer"), ANSWERS)
def test_the_best_constant_and_its_one_proof(given: str, to: str, answer: str) -> None:
    best = implied(given, to)[0]
    assert str(best.bound) == answer
    proof = best.derivation.replay()
    assert proof.header["conclusion"] == best.derivation.statement.conclusion
    assert best.strength is Strength.PROVED
    assert set(best.axioms) == {axiom for block in best.derivation.proofs for axiom in block.axioms}


@pytest.mark.parametrize(("given", "to"), [("rsi(mu), smooth(L)", "pl"), ("qg(4), convex", "rsi"), ("sc(mu)", "qg")])
def test_a_composed_proof_of_a_better_constant_is_refused(given: str, to: str) -> None:
    best = implied(given, to)[0]
    better = tuple(value * (1 + sp.Rational(1, 10**30)) for value in best.constants)
    with pytest.raises(ProofRefused):
        replace(best, constants=better).derivation.replay()


def test_a_claim_is_met_or_not() -> None:
    assert str(implied("rsi(1/2), smooth(3)", "pl(1/12)")[0].bound) == "pl(1/12)"
    weaker = implied("rsi(1/2), smooth(3)", "pl(1/13)")[0]
    assert str(weaker.bound) == "pl(1/13)" and "1/13" in weaker.derivation.replay().header["conclusion"]
    with pytest.raises(Undecided, match=r"pl\(1/12\), but not"):
        implied("rsi(1/2), smooth(3)", f"pl({sp.Rational(1, 12) * (1 + sp.Rational(1, 10**30))})")


@pytest.mark.parametrize("name", [name for name in discovery.names("class") if weakening(name)])
def test_a_weaker_constant_holds_too(name: str) -> None:
    one = weakening(name)
    assert one is not None and one.anew().replay().name == f"weaker_{name}"
    with pytest.raises(ProofRefused):  # and no stronger one does
        replace(one, signs=tuple(sign.replace("s >= 0", "s <= 0") for sign in one.signs)).anew().replay()


def test_numbers_and_names_mix() -> None:
    assert str(implied("rsi(1/2), smooth(M)", "pl")[0].bound) == "pl(1/(4*M))"
    assert implied("rsi(1/2), smooth(M)", "pl")[0].derivation.replay()


def test_everything_that_follows() -> None:
    found = implied("convex, qg(mu)")
    assert {str(f.bound) for f in found} >= {"opsc(mu/2)", "pl(mu/4)", "error_bound(mu/2)", "star_convex"}
    assert all(f.edge for f in found)


def test_better_constants_come_first_and_incomparable_ones_are_listed() -> None:
    found = [str(f.bound) for f in implied("sc(mu), smooth(L)", "pl")]
    assert found[0] == "pl(mu)" and "pl(mu**2/L)" in found


MU_, L_, S_ = (sp.Symbol(name, positive=True) for name in ("mu", "L", "s"))


@pytest.mark.parametrize(
    ("name", "a", "b", "expected"),
    [
        ("mu", MU_, MU_ / 2, True),
        ("mu", MU_ / 2, MU_, False),
        ("L", L_, 2 * L_, True),
        ("L", 2 * L_, L_, False),
        ("mu", MU_, MU_**2 / L_, True),
        ("mu", MU_**2 / L_, MU_, False),
        ("mu", MU_, S_, False),
        ("mu", sp.Rational(1, 12), sp.Rational(1, 12) + sp.Rational(1, 10**30), False),
    ],
)
def test_which_constant_is_stronger(name: str, a: sp.Expr, b: sp.Expr, expected: bool) -> None:
    assert stronger(name, a, b, {L_: MU_}) is expected


# -- bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "to", "words"),
    [
        ("rsi(-1)", "pl", "positive"),
        ("rsi(0)", "pl", "positive"),
        ("rsi(5), smooth(3)", "pl", "mu <= L"),
        ("rsi(mu, L)", "pl", r"opsc\(mu\)"),
        ("rsi", "pl", r"opsc\(mu\)"),
        ("convex(mu)", "pl", "no constants"),
        ("rsi(mu", "pl", "constants"),
        ("rsi(mu); smooth(L)", "pl", "such as"),
        ("", "pl", "different classes"),
        ("rsi(mu), rsi(nu)", "pl", "different classes"),
        ("rsi(f)", "pl", "another name"),
        ("quasar(2)", "pl", "gamma <= 1"),
        ("rsi(mu), smooth(L)", "pl(1, 2)", r"pl\(mu\)"),
        ("rsi(__import__('os'))", "pl", "such as"),
    ],
)
def test_bad_input_is_named(given: str, to: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        implied(given, to)


@pytest.mark.parametrize(
    ("given", "to", "region"), [("foo(mu)", "pl", ""), ("pl(mu)", "bar", ""), ("pl(1)", "qg", "x")]
)
def test_unknown_names(given: str, to: str, region: str) -> None:
    with pytest.raises(UnknownName):
        implied(given, to, region)


def test_what_is_missing_is_said() -> None:
    with pytest.raises(Undecided, match=r"convex.*smooth"):
        implied("rsi(mu)", "pl")
    with pytest.raises(Undecided, match="no path"):
        implied("qg(mu)", "smooth")


def test_an_edge_without_a_proof_is_stated() -> None:
    cited = replace(edge("opsc_of_convex"), write=None)
    assert (cited.strength, cited.axioms) == (Strength.STATED, ())
    with pytest.raises(ProofRefused, match="stated"):
        cited.derivation  # noqa: B018


def test_a_bound_is_read() -> None:
    assert bound("pl(mu**2/L)") == ("pl", ("mu**2/L",))
    for text in ("pl", "pl(1, 2)", "pl(mu"):
        with pytest.raises(BadInput):
            bound(text)


# -- the page ------------------------------------------------------------------------------------------------------


def test_the_page_is_that_of_the_data() -> None:
    """After a change: `python docs/make_implications.py`."""
    docs = Path(__file__).resolve().parents[1] / "docs"
    made = runpy.run_path(str(docs / "make_implications.py"))["page"]()
    assert made == (docs / "implications.md").read_text("utf-8")


# -- the axioms give what they say and no more ----------------------------------------------------------------------


def refused(declare: dict[str, str], cite: str, given: dict[str, str], *premises: str) -> None:
    d = Draft(Statement("claim", "any", declare, {f"h{i}": text for i, text in enumerate(premises)}, "0 <= 1"))
    with pytest.raises(ProofRefused):
        d.cite(cite, given, *(d[f"h{i}"] for i in range(len(premises))))


def test_a_set_that_may_be_empty_or_unbounded_has_no_least_upper_bound() -> None:
    declare, given = {"A": "scalar -> prop", "b": "scalar"}, {"A": "A", "b": "b"}
    some, bounded = "exists(a, scalar, a in A)", "forall(a, scalar, implies(a in A, a <= b))"
    refused(declare, "least_upper_bound", given, bounded)
    refused(declare, "least_upper_bound", given, some)
    refused(declare, "least_upper_bound", given, bounded, some)
    refused(declare, "least_upper_bound", given, some, "forall(a, scalar, exists(b, scalar, implies(a in A, a <= b)))")


def test_an_upper_semicontinuous_function_need_not_have_a_least_value() -> None:
    declare = {"F": "vector -> scalar", "z": "vector", "r": "scalar"}
    text = (
        "forall(p, vector, implies(sq(p - z) <= r, forall(e, scalar, implies(e > 0, exists(delta, scalar, delta > 0"
        " and forall(q, vector, implies(sq(q - z) <= r and sq(q - p) < delta, F(q) {relation})))))))"
    )
    given = {"F": "F", "z": "z", "r": "r"}
    d = Draft(Statement("claim", "any", declare, {"r": "r >= 0", "s": text.format(relation="> F(p) - e")}, "0 <= 1"))
    assert d.cite("least_value_on_ball", given, d["r"], d["s"])
    refused(declare, "least_value_on_ball", given, "r >= 0", text.format(relation="< F(p) + e"))
    open_ball = text.format(relation="> F(p) - e").replace("<= r", "< r")
    refused(declare, "least_value_on_ball", given, "r >= 0", open_ball)
    refused(declare, "least_value_on_ball", given, text.format(relation="> F(p) - e"))


def test_values_are_chosen_only_where_they_exist() -> None:
    declare, given = {"A": "vector, scalar -> prop"}, {"A": "A"}
    refused(declare, "choice_of_values", given)
    refused(declare, "choice_of_values", given, "exists(a, scalar, forall(p, vector, A(p, a)))")
    refused(declare, "choice_of_values", given, "forall(p, vector, exists(a, scalar, A(p, a + 1)))")
