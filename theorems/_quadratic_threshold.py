"""What the theorems about methods on quadratics share: coordinates in an eigenbasis, Jury's test on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from proofkit.derivation import Draft, Fact
from proofkit.lemmas.tends_of_coordinates import SUMS
from proofkit.theorem import Condition

#: e(0), e(1), … are eigenvectors (e(i) = e(0) for i ≥ n), kappa(i) their eigenvalues, the largest first
BASIS = {
    "eigenvectors": "forall(i, nat, forall(p, vector, dot(g(p), e(i)) == kappa(i)*dot(p - x_star, e(i))))",
    "eigenvalues": "forall(i, nat, kappa(i) > 0 and kappa(i) <= L)",
    "largest": "kappa(0) == L",
    "unit": "sq(e(0)) == 1",
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
    "eigenbasis", "L", "x_star", discharges=("eigenvectors", "eigenvalues", "largest", "unit", "basis")
)
BY_DEFINITION = ("sum_0", "sum_next")
MOMENTUM = {"beta": Fraction(9, 10)}
REMARKS = (
    "The orthonormal eigenvectors e(0), e(1), ... belong to the eigenvalues kappa(0) = L >= kappa(1) >= ...; e(i) is"
    " e(0) again from i = n on. x is any orbit; z is the one along the sharpest direction that does not converge."
)

Recurrence = Callable[[str, str], Fact]
Tests = Callable[[str], Sequence[Fact]]


def coordinate(sequence: str, t: str, i: str) -> str:
    """Return ⟨x(t) − x*, e_i⟩ as kernel text."""
    return f"dot({sequence}({t}) - x_star, e({i}))"


def conclusion(inside: str, outside: str) -> str:
    """Return "every orbit x converges inside; the orbit z does not at the end and beyond", as kernel text."""
    limit = "tends(t, sq({}(t) - x_star))"
    return f"implies({inside}, {limit.format('x')}) and implies({outside}, not {limit.format('z')})"


def moved(d: Draft, law: Fact, goal: str, place: str, value: str, *facts: Fact, times: Sequence[str] = ()) -> Fact:
    """Prove an equation about the point `place`, which the law says is `value`."""
    written = d.combine(goal.replace(place, f"({value})"), *facts, eq_times=times)
    return d.rewrite_to(goal, law, place, value, written)


def every_orbit_converges(d: Draft, a: str, b: str, recurrence: Recurrence, tests: Tests) -> Fact:
    """Each coordinate of x(t) − x* tends to 0 by Jury's test, hence x(t) − x*.

    Args:
        a, b: coefficients of ⟨x(t+2) − x*, e_i⟩ = a⟨x(t+1) − x*, e_i⟩ + b⟨x(t) − x*, e_i⟩, in `{k}`.
        recurrence: (sequence, i) → that recurrence, for all t.
        tests: eigenvalue → a < 1 − b, −a < 1 − b, b > −1.
    """
    k = "kappa(i)"
    given = {"a": a.format(k=k), "b": b.format(k=k), "x": f"lambda t: {coordinate('x', 't', 'i')}"}
    null = d.generalize(d.cite("jury_stable", given, *tests("i"), recurrence("x", "i")), "i")
    given = {"u": "lambda t: x(t) - x_star", "e": "e", "n": "n", "S": "S"}
    return d.cite("tends_of_coordinates", given, *(d[label] for label in SUMS), null)


def some_orbit_does_not(d: Draft, a: str, b: str, recurrence: Recurrence, tests: Tests, start: Sequence[Fact]) -> Fact:
    """The coordinate of z(t) − x* along e(0) does not tend to 0, so z(t) − x* does not.

    Args:
        tests: "0" → a ≤ b − 1, a ≤ 0 for the largest eigenvalue.
        start: y(0) > 0 and y(1) ≤ −y(0) for that coordinate y.
    """
    k, y = "kappa(0)", coordinate("z", "t", "0")
    given = {"a": a.format(k=k), "b": b.format(k=k), "x": f"lambda t: {y}"}
    away = d.cite("jury_unstable", given, *tests("0"), *start, recurrence("z", "0"))
    goal = "not tends(t, sq(z(t) - x_star))"

    def clash(limit: Fact) -> Fact:
        """⟨z(t) − x*, e_0⟩² ≤ ‖z(t) − x*‖²."""
        size = d.cite("cauchy_schwarz", {"u": "z(t) - x_star", "v": "e(0)"})
        bound = d.combine(f"1*({y})**2 <= sq(z(t) - x_star)", size, d["unit"], eq_times=["sq(z(t) - x_star)"])
        given = {"a": f"lambda t: {y}", "c": "1", "v": "lambda t: sq(z(t) - x_star)"}
        null = d.cite("tends_of_square_bound", given, d.combine("1 > 0"), d.generalize(bound, "t"), limit)
        return d.absurd(goal, null, away)

    return d.split("tends(t, sq(z(t) - x_star))", clash, lambda no: no)


def started(d: Draft, label: str, place: str, value: str, goal: str, *facts: Fact) -> Fact:
    """Prove an (in)equality about a first point that hypothesis `label` defines."""
    return moved(d, d[label], goal, place, value, *facts, d["unit"])


def top(d: Draft, outside: Fact, goal: str, *facts: Fact, times: Sequence[str]) -> Fact:
    """Prove for kappa(0) what an inequality says of L = kappa(0)."""
    return d.combine(goal, outside, *facts, d["largest"], eq_times=times)
