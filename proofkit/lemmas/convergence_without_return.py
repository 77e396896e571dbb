"""An orbit that never visits M, or leaves it too close to c to return, tends to c and visits M at most once.

Outside M distances to c shrink by q < 1; a step out of M ends within E of c; M keeps a distance δ > qE from c.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

ONCE = "forall(s, nat, implies(x(s) in M and not x(s+1) in M, forall(t, nat, not x(s+1+t) in M)))"
VISIT = "forall(s, nat, not x(s) in M) or exists(s, nat, x(s) in M and exists(t, nat, not x(s+t) in M))"
TENDS = "tends(t, sq(x(t) - c))"


def _write(d: Draft) -> Fact:
    d.local(s="nat", t="nat", n="nat")
    once = d.generalize(d.implies("x(s) in M and not x(s+1) in M", lambda leaving: _stays_out(d, leaving)), "s")

    def visits(some: Fact) -> Fact:
        return d.choose(some, "s", lambda visit: d.choose(_exit(d, *d.parts(visit)), "n", after))

    def after(leaving: Fact) -> Fact:
        return _converges(d, "s + n + 1", d.use(once, ["s + n"], leaving))

    return d.conj(d.cases(d["visit"], lambda never: _converges(d, "0", never), visits), once)


def _close_is_outside(d: Draft, point: str, close: Fact) -> Fact:
    """‖x − c‖ ≤ qE < δ, so x is not in M."""

    def inside(member: Fact) -> Fact:
        far = d.use(d["away"], [point], member)
        product = d.combine("q*E >= 0", d["q"], d["E"])
        return d.combine("0 > 0", far, close, d["no_return"], product)

    return d.split(f"{point} in M", lambda yes: d.absurd(f"not {point} in M", inside(yes)), lambda no: no)


def _stays_out(d: Draft, leaving: Fact) -> Fact:
    outside = d.part(leaving, 1)
    first = d.use(d["exit"], ["s"], leaving)
    second = d.combine("sq(x(s+2) - c) <= (q*E)**2", d.use(d["out"], ["s + 1"], outside), first, d.square("q"))

    def step(close: Fact) -> Fact:
        shrunk = d.use(d["out"], ["s + 2 + t"], _close_is_outside(d, "x(s+2+t)", close))
        less = d.combine("1 - q**2 >= 0", d["q"], d["q_below_1"])
        facts = shrunk, close, less, d.square("q"), d.square("q*E")
        return d.combine("sq(x(s+2+t+1) - c) <= (q*E)**2", *facts)

    near = d.induct("forall(t, nat, sq(x(s+2+t) - c) <= (q*E)**2)", "t", second, step)
    goal = "forall(t, nat, not x(s+1+t) in M)"
    return d.induct(goal, "t", outside, lambda _: _close_is_outside(d, "x(s+2+t)", d.use(near, ["t"])))


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
        {"x": "nat -> vector", "c": "vector", "M": "vector -> prop", "q": "scalar", "E": "scalar", "delta": "scalar"},
        {
            "out": "forall(t, nat, implies(not x(t) in M, sq(x(t+1) - c) <= q**2*sq(x(t) - c)))",
            "exit": "forall(t, nat, implies(x(t) in M and not x(t+1) in M, sq(x(t+1) - c) <= E**2))",
            "away": "forall(p, vector, implies(p in M, sq(p - c) >= delta**2))",
            "visit": VISIT,
            "q": "q >= 0",
            "q_below_1": "q < 1",
            "E": "E >= 0",
            "no_return": "q*E < delta",
        },
        f"{TENDS} and {ONCE}",
    ),
    _write,
)
