"""⟨u,v⟩² ≤ ‖u‖²‖v‖²."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

GOAL = "dot(u, v)**2 <= sq(u)*sq(v)"


def _write(d: Draft) -> Fact:
    def positive(some: Fact) -> Fact:
        return d.combine(GOAL, some, d.norm("sq(v)*u - dot(u, v)*v"), multiplier=[some])

    def zero(none: Fact) -> Fact:
        squares = d.square("dot(u, v)"), d.square("sq(u) + 1")
        return d.combine(GOAL, none, d.norm("u"), d.norm("v"), d.norm("dot(u, v)*u - (sq(u) + 1)*v"), *squares)

    return d.split("sq(v) > 0", positive, zero)


cauchy_schwarz = Lemma(
    Statement("cauchy_schwarz", "any", {"u": "vector", "v": "vector"}, {}, GOAL),
    _write,
)
