"""An orbit that leaves M too close to c to return visits M at most once.

Outside M distances to c shrink by q < 1; a step out of M ends within E of c; every point of M is more than qE from c.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

ONCE = "forall(s, nat, implies(x(s) in M and not x(s+1) in M, forall(t, nat, not x(s+1+t) in M)))"


def _write(d: Draft) -> Fact:
    d.local(s="nat", t="nat")
    return d.generalize(d.implies("x(s) in M and not x(s+1) in M", lambda leaving: _stays_out(d, leaving)), "s")


def _close_is_outside(d: Draft, point: str, close: Fact) -> Fact:
    """‖x − c‖ ≤ qE, so x is not in M."""

    def inside(member: Fact) -> Fact:
        return d.combine("0 > 0", d.use(d["away"], [point], member), close)

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


no_return = Lemma(
    Statement(
        "no_return",
        "any",
        {"x": "nat -> vector", "c": "vector", "M": "vector -> prop", "q": "scalar", "E": "scalar"},
        {
            "out": "forall(t, nat, implies(not x(t) in M, sq(x(t+1) - c) <= q**2*sq(x(t) - c)))",
            "exit": "forall(t, nat, implies(x(t) in M and not x(t+1) in M, sq(x(t+1) - c) <= E**2))",
            "away": "forall(p, vector, implies(p in M, sq(p - c) > (q*E)**2))",
            "q": "q >= 0",
            "q_below_1": "q < 1",
        },
        ONCE,
    ),
    _write,
)
