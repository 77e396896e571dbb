"""An orbit that never visits M, or leaves it too close to c to return, tends to c.

Outside M distances to c shrink by q < 1; a step out of M ends within E of c; every point of M is more than qE from c.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

NO_RETURN = ("out", "exit", "away", "q", "q_below_1")
VISIT = "forall(s, nat, not x(s) in M) or exists(s, nat, x(s) in M and exists(t, nat, not x(s+t) in M))"
TENDS = "tends(t, sq(x(t) - c))"


def _write(d: Draft) -> Fact:
    d.local(s="nat", t="nat", n="nat")
    once = d.cite("no_return", {name: name for name in d.statement.declare}, *(d[label] for label in NO_RETURN))

    def visits(some: Fact) -> Fact:
        return d.choose(some, "s", lambda visit: d.choose(_exit(d, *d.parts(visit)), "n", after))

    def after(leaving: Fact) -> Fact:
        return _converges(d, "s + n + 1", d.use(once, ["s + n"], leaving))

    return d.cases(d["visit"], lambda never: _converges(d, "0", never), visits)


def _exit(d: Draft, inside: Fact, gone: Fact) -> Fact:
    """From x(s) ∈ M and ∃t. x(s+t) ∉ M: some x(s+n) ∈ M with x(s+n+1) ∉ M."""

    def never(no: Fact) -> Fact:
        def step(here: Fact) -> Fact:
            goal = "x(s+t+1) in M"
            return d.cases(d.use(no, ["t"]), lambda out: d.absurd(goal, here, out), lambda still: still)

        forever = d.induct("forall(t, nat, x(s+t) in M)", "t", inside, step)
        return d.choose(gone, "t", lambda out: d.absurd("0 > 0", d.use(forever, ["t"]), out))

    return d.contradiction("exists(t, nat, x(s+t) in M and not x(s+t+1) in M)", never)


def _converges(d: Draft, start: str, outside: Fact) -> Fact:
    """From ∀t. x(start + t) ∉ M."""
    positive = d.generalize(d.norm(f"x({start} + t) - c"), "t")
    shrinks = d.generalize(d.use(d["out"], [f"{start} + t"], d.use(outside, ["t"])), "t")
    ratio = d.combine("q**2 < 1", d["q"], d["q_below_1"])
    tail = {"a": f"lambda t: sq(x({start} + t) - c)", "k": "q**2"}
    tends = d.cite("tends_of_contraction", tail, positive, shrinks, ratio)
    return d.cite("tends_of_tail", {"a": "lambda t: sq(x(t) - c)", "s": start}, tends)


convergence_without_return = Lemma(
    Statement(
        "convergence_without_return",
        "any",
        {"x": "nat -> vector", "c": "vector", "M": "vector -> prop", "q": "scalar", "E": "scalar"},
        {
            "out": "forall(t, nat, implies(not x(t) in M, sq(x(t+1) - c) <= q**2*sq(x(t) - c)))",
            "exit": "forall(t, nat, implies(x(t) in M and not x(t+1) in M, sq(x(t+1) - c) <= E**2))",
            "away": "forall(p, vector, implies(p in M, sq(p - c) > (q*E)**2))",
            "visit": VISIT,
            "q": "q >= 0",
            "q_below_1": "q < 1",
        },
        TENDS,
    ),
    _write,
)
