"""If every ⟨u(t), e_i⟩ → 0 and ‖p‖² ≤ Σ_{i < n} ⟨p, e_i⟩² for all p, then ‖u(t)‖ → 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

#: S(i, p) is the sum of the first i squared coordinates of p
SUMS = {
    "sum_0": "forall(p, vector, S(0, p) == 0)",
    "sum_next": "forall(i, nat, forall(p, vector, S(i+1, p) == S(i, p) + dot(p, e(i))**2))",
    "basis": "forall(p, vector, sq(p) <= S(n, p))",
}


def _write(d: Draft) -> Fact:
    """The sums tend to 0 one after another; the n-th bounds ‖u(t)‖²."""
    d.local(i="nat", t="nat", T="nat", c="scalar")
    zero = _same(d, "0", "0", d.use(d["sum_0"], ["u(t)"]), _nothing(d))

    def step(here: Fact) -> Fact:
        given = {"a": "lambda t: S(i, u(t))", "b": "lambda t: dot(u(t), e(i))"}
        total = d.cite("tends_of_sum_with_square", given, here, d.use(d["coordinates"], ["i"]))
        return _same(d, "i + 1", "(S(i, u({0})) + dot(u({0}), e(i))**2)", d.use(d["sum_next"], ["i", "u(t)"]), total)

    sums = d.induct("forall(i, nat, tends(t, S(i, u(t))))", "i", zero, step)
    return _below(d, d.use(sums, ["n"]))


def _nothing(d: Draft) -> Fact:
    """0 → 0."""

    def small(e: Fact) -> Fact:
        both = d.generalize(d.conj(d.combine("c - 0 > 0", e), d.combine("c + 0 > 0", e)), "t")
        return d.witness("exists(T, nat, forall(t, nat, c - 0 > 0 and c + 0 > 0))", "0", both)

    return d.generalize(d.implies("c > 0", small), "c")


def _same(d: Draft, index: str, value: str, equation: Fact, limit: Fact) -> Fact:
    """S(index, u(t)) → 0 since it equals, for every t, what tends to 0."""
    term, equal = f"S({index}, u(T+t))", d.use(d.generalize(equation, "t"), ["T + t"])

    def small(e: Fact) -> Fact:
        return d.choose(d.use(limit, ["c"], e), "T", at)

    def at(close: Fact) -> Fact:
        above, below = d.parts(d.use(close, ["t"]))
        both = d.conj(d.combine(f"c - {term} > 0", above, equal), d.combine(f"c + {term} > 0", below, equal))
        goal = f"exists(T, nat, forall(t, nat, c - {term} > 0 and c + {term} > 0))"
        return d.witness(goal, "T", d.generalize(both, "t"))

    return d.generalize(d.implies("c > 0", small), "c")


def _below(d: Draft, limit: Fact) -> Fact:
    """0 ≤ ‖u(t)‖² ≤ S(n, u(t))."""

    def small(e: Fact) -> Fact:
        return d.choose(d.use(limit, ["c"], e), "T", lambda close: at(e, close))

    def at(e: Fact, close: Fact) -> Fact:
        bound, norm = d.use(d["basis"], ["u(T + t)"]), d.norm("u(T + t)")
        above = d.combine("c - sq(u(T+t)) > 0", d.part(d.use(close, ["t"]), 0), bound)
        goal = "exists(T, nat, forall(t, nat, c - sq(u(T+t)) > 0 and c + sq(u(T+t)) > 0))"
        both = d.conj(above, d.combine("c + sq(u(T+t)) > 0", e, norm))
        return d.witness(goal, "T", d.generalize(both, "t"))

    return d.generalize(d.implies("c > 0", small), "c")


tends_of_coordinates = Lemma(
    Statement(
        "tends_of_coordinates",
        "any",
        {"u": "nat -> vector", "e": "nat -> vector", "n": "nat", "S": "nat, vector -> scalar"},
        {**SUMS, "coordinates": "forall(i, nat, tends(t, dot(u(t), e(i))))"},
        "tends(t, sq(u(t)))",
    ),
    _write,
)
