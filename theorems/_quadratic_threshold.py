"""What the theorems about methods on quadratics share: coordinates in an eigenbasis, Jury's test on each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from proofkit.derivation import Draft, Fact
from proofkit.lemmas.tends_of_coordinates import SUMS
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

#: e(0), e(1), … are eigenvectors (e(i) = e(0) for i ≥ n), kappa(i) their eigenvalues, the largest first
BASIS = {
    "eigenvectors": "forall(i, nat, forall(p, vector, dot(g(p), e(i)) == kappa(i)*dot(p - x_star, e(i))))",
    "eigenvalues": "forall(i, nat, kappa(i) > 0 and kappa(i) <= L)",
    "largest": "kappa(0) == L",
    "nonzero": "sq(e(0)) > 0",
    **SUMS,
}
SYMBOLS = {
    "g": "vector -> vector",
    "x_star": "vector",
    "e": "nat -> vector",
    "kappa": "nat -> scalar",
    "S": "nat, vector -> scalar",
    "n": "nat",
    "x": "nat -> vector",
    "z": "nat -> vector",
}
CONDITION = Condition(
    "eigenbasis", "L", "x_star", discharges=("eigenvectors", "eigenvalues", "largest", "nonzero", "basis")
)
REMARKS = (
    "The eigenvectors e(0), e(1), ... belong to the eigenvalues kappa(0) = L >= kappa(1) >= ...; e(i) is"
    " e(0) again from i = n on. x is any orbit; z is the one along the sharpest direction that does not converge."
)
LIMIT = "tends(t, sq({}(t) - x_star))"


def theorem(
    name: str,
    title: str,
    source: str,
    write: Callable[[Draft], Fact],
    *,
    symbols: Mapping[str, str],
    definitions: Mapping[str, str],
    parameters: Mapping[str, str],
    inside: str,
    outside: str,
    positive: Sequence[str],
    nonnegative: Sequence[str] = (),
    example: Mapping[str, Fraction],
    method: str,
    stated: Sequence[str] = (),
) -> Theorem:
    """Return "every orbit of the method converges for steps inside; one does not at the end and beyond".

    Args:
        symbols: what the method brings besides g, x and z.
        definitions: hypotheses that define the orbits; parameters: those on the method's numbers.
        inside, outside: the two sides of the threshold on eta.
        positive, nonnegative: the signs that the threshold's solution needs.
        example: values of the method's numbers.
        method: its name in a sentence.
    """
    return Theorem(
        title=title,
        statement=Statement(
            name,
            "any",
            {**SYMBOLS, **symbols, "L": "scalar", "eta": "scalar"},
            {**BASIS, **definitions, "step": "eta > 0", **parameters},
            f"implies({inside}, {LIMIT.format('x')}) and implies({outside}, not {LIMIT.format('z')})",
        ),
        write=write,
        source=source,
        witnesses=(("quadratic", {}),),
        conditions=(CONDITION,),
        thresholds=(
            Threshold(
                name="stability",
                theorem=name,
                symbol="eta",
                conditions=(inside,),
                positive=tuple(positive),
                nonnegative=tuple(nonnegative),
                tag="sharp",
                failure="an orbit along the sharpest direction alternates about the minimiser and does not converge",
                sharpness_witness="quadratic",
            ),
        ),
        by_definition=("sum_0", "sum_next", *definitions),
        example_step="1/L",
        example_parameters=example,
        outcome=f"{method} converges to x_star from everywhere if the step is in the range, and does not if it is not",
        stated=tuple(stated),
        remarks=REMARKS,
    )


# -- the proof ------------------------------------------------------------------------------------------

Recurrence = Callable[[str, str], Fact]
OneStep = Callable[[str, str, str, str], Fact]
Tests = Callable[..., Sequence[Fact]]


def coordinate(sequence: str, t: str, i: str) -> str:
    """Return ⟨x(t) − x*, e_i⟩ as kernel text."""
    return f"dot({sequence}({t}) - x_star, e({i}))"


def moved(d: Draft, law: Fact, goal: str, place: str, value: str, *facts: Fact, times: Sequence[str] = ()) -> Fact:
    """Prove an (in)equality about the point `place`, which the law says is `value`."""
    written = d.combine(goal.replace(place, f"({value})"), *facts, eq_times=times)
    return d.rewrite_to(goal, law, place, value, written)


def converges(d: Draft, a: str, b: str, recurrence: Recurrence, tests: Callable[[Fact, Fact], Sequence[Fact]]) -> Fact:
    """Each coordinate of x(t) − x* tends to 0 by Jury's test, hence x(t) − x*.

    Args:
        a, b: coefficients of ⟨x(t+2) − x*, e_i⟩ = a⟨x(t+1) − x*, e_i⟩ + b⟨x(t) − x*, e_i⟩, i free.
        recurrence: (sequence, i) → that recurrence, for all t.
        tests: κ_i > 0, κ_i ≤ L → a < 1 − b, −a < 1 − b, b > −1.
    """
    given = {"a": a, "b": b, "x": f"lambda t: {coordinate('x', 't', 'i')}"}
    facts = tests(*d.parts(d.use(d["eigenvalues"], ["i"])))
    null = d.generalize(d.cite("jury_stable", given, *facts, recurrence("x", "i")), "i")
    given = {"u": "lambda t: x(t) - x_star", "e": "e", "n": "n", "S": "S"}
    return d.cite("tends_of_coordinates", given, *(d[label] for label in SUMS), null)


def fails(d: Draft, a: str, b: str, recurrence: Recurrence, beyond: Fact, falls: Fact, turn: Fact) -> Fact:
    """The coordinate y of z(t) − x* along e(0) does not tend to 0, so z(t) − x* does not.

    Args:
        a, b: as above, for e(0).
        beyond, falls: a ≤ b − 1 and a ≤ 0.
        turn: y(1) ≤ −y(0).
    """
    d.local(r="scalar")
    y, goal = coordinate("z", "t", "0"), f"not {LIMIT.format('z')}"
    given = {"a": a, "b": b, "x": f"lambda t: {y}"}
    start = d.combine(f"{coordinate('z', '0', '0')} > 0", first(d), d["nonzero"])
    away = d.part(d.cite("jury_unstable", given, beyond, falls, start, turn, recurrence("z", "0")), 1)

    def clash(limit: Fact) -> Fact:
        """⟨z(t) − x*, e_0⟩² ≤ ‖e_0‖²‖z(t) − x*‖²."""
        size = d.cite("cauchy_schwarz", {"u": "z(t) - x_star", "v": "e(0)"})

        def scaled(root: Fact) -> Fact:
            sign, unit = d.parts(root)
            positive = d.contradiction("r > 0", lambda no: d.combine("0 > 0", no, unit, d["nonzero"]))
            bound = d.combine(f"r*({y})**2 <= sq(z(t) - x_star)", size, sign, unit, eq_times=["sq(z(t) - x_star)"])
            given = {"a": f"lambda t: {y}", "c": "r", "v": "lambda t: sq(z(t) - x_star)"}
            return d.cite("tends_of_square_bound", given, positive, d.generalize(bound, "t"), limit)

        return d.absurd(goal, d.solve(d["nonzero"], "r", scaled), away)

    return d.split(LIMIT.format("z"), clash, lambda no: no)


def first(d: Draft) -> Fact:
    """y(0) = ‖e_0‖²."""
    return moved(d, d["start"], f"{coordinate('z', '0', '0')} == sq(e(0))", "z(0)", "x_star + e(0)")


def opposite(d: Draft) -> Fact:
    """y(1) = −y(0), for an orbit of which two points are given."""
    goal = f"{coordinate('z', '1', '0')} == -sq(e(0))"
    second = moved(d, d["turn"], goal, "z(1)", "x_star - e(0)")
    return d.combine(f"{coordinate('z', '1', '0')} <= -{coordinate('z', '0', '0')}", second, first(d))


def one_step(d: Draft, a: str, step: str, eigen: Callable[[str, str], Sequence[Fact]], times: Sequence[str]) -> OneStep:
    """From x(t+1) = step: ⟨x(t+1) − x*, e_i⟩ = a⟨x(t) − x*, e_i⟩.

    Args:
        a: in `{k}`, the eigenvalue; step: the next point after `{x}({t})`.
        eigen: (point, i) → what is known of the gradients in the step; times: what to multiply it by.
    """

    def at(x: str, i: str, t: str, later: str) -> Fact:
        law = d.use(d["orbit" if x == "x" else "other_orbit"], [t])
        k, point = f"kappa({i})", f"{x}({t})"
        goal = f"{coordinate(x, later, i)} == ({a.format(k=k)})*{coordinate(x, t, i)}"
        scaled = [text.format(k=k) for text in times]
        return moved(d, law, goal, f"{x}({later})", step.format(x=point), *eigen(point, i), times=scaled)

    return at


def one_step_proof(d: Draft, a: str, at: OneStep, inside: str, outside: str, tests: Sequence[Tests]) -> Fact:
    """Prove the threshold of a method on whose eigenvectors y(t+1) = a·y(t).

    Args:
        at: what `one_step` returned.
        tests: inside, κ_i > 0, κ_i ≤ L → a < 1, −a < 1; and outside → a ≤ −1 for κ_0.
    """
    stable, unstable = tests

    def recurrence(x: str, i: str) -> Fact:
        y = [coordinate(x, t, i) for t in ("t", "t+1", "t+2")]
        goal = f"{y[2]} == ({a.format(k=f'kappa({i})')})*{y[1]} + 0*{y[0]}"
        return d.generalize(d.combine(goal, at(x, i, "t+1", "t+2")), "t")

    def held(assumed: Fact) -> Fact:
        def jury(positive: Fact, below: Fact) -> list[Fact]:
            return [*stable(assumed, positive, below), d.combine("0 > -1")]

        return converges(d, a.format(k="kappa(i)"), "0", recurrence, jury)

    def left(assumed: Fact) -> Fact:
        beyond, y = unstable(assumed)[0], coordinate("z", "{}", "0")
        positive = d.combine(f"{y.format(0)} > 0", first(d), d["nonzero"])
        turn = d.combine(f"{y.format(1)} <= -{y.format(0)}", at("z", "0", "0", "1"), positive, beyond)
        falls = d.combine(f"{a.format(k='kappa(0)')} <= 0", beyond)
        return fails(d, a.format(k="kappa(0)"), "0", recurrence, beyond, falls, turn)

    return d.conj(d.implies(inside, held), d.implies(outside, left))


def two_step_recurrence(d: Draft, a: str, b: str, step: str, at: str) -> Recurrence:
    """From x(t+2) = step: ⟨x(t+2) − x*, e_i⟩ = a⟨x(t+1) − x*, e_i⟩ + b⟨x(t) − x*, e_i⟩.

    Args:
        a, b: in `{k}`, the eigenvalue.
        step, at: the next point and the point whose gradient it uses, in `{x}`.
    """

    def recurrence(x: str, i: str) -> Fact:
        law = d.use(d["orbit" if x == "x" else "other_orbit"], ["t"])
        y = [coordinate(x, t, i) for t in ("t", "t+1", "t+2")]
        goal = f"{y[2]} == ({a.format(k=f'kappa({i})')})*{y[1]} + ({b.format(k=f'kappa({i})')})*{y[0]}"
        eigen = d.use(d["eigenvectors"], [i, at.format(x=x)])
        return d.generalize(moved(d, law, goal, f"{x}(t+2)", step.format(x=x), eigen, times=["eta"]), "t")

    return recurrence
