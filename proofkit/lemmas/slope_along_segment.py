"""If f has the gradient g on S, which holds the segment a + tu, then t ↦ f(a + tu) has the slope ⟨g(a + tu), u⟩."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._derivatives import ON_SET, SEGMENT

CLOSE = (
    "forall(s, scalar, implies(s >= 0 and s <= 1 and (s - t)**2 < delta,"
    " (f(a + s*u) - f(a + t*u) - dot(g(a + t*u), u)*(s - t))**2 <= e*(s - t)**2))"
)
SOME = f"exists(delta, scalar, delta > 0 and {CLOSE})"
GUARD = "t >= 0 and t <= 1 and e > 0"
GOAL = f"forall(t, scalar, forall(e, scalar, implies({GUARD}, {SOME})))"


def _write(d: Draft) -> Fact:
    """With k = 1/(‖u‖² + 1), the slope is good up to e where the gradient is good up to ke."""
    d.local(**dict.fromkeys(("t", "s", "e", "k", "delta"), "scalar"))
    size = d.combine("sq(u) + 1 > 0", d.norm("u"))
    return d.solve(size, "k", lambda found: d.generalize(d.implies(GUARD, lambda at: _close(d, found, at)), "t", "e"))


def _close(d: Draft, found: Fact, at: Fact) -> Fact:
    low, high, small = d.parts(at)
    sign, unit = d.parts(found)
    positive = d.contradiction("k > 0", lambda no: d.combine("0 > 0", no, unit, d.norm("u"), sign))
    inside = d.use(d["segment"], ["t"], d.conj(low, high))
    near = d.use(d["gradient"], ["a + t*u", "k*e"], d.conj(inside, d.combine("k*e > 0", positive, small)))

    def with_delta(some: Fact) -> Fact:
        wide, good = d.parts(some)

        def point(time: Fact) -> Fact:
            start, end, short = d.parts(time)
            there = d.use(d["segment"], ["s"], d.conj(start, end))
            part = d.combine("sq(u)*k <= 1", unit, positive)
            gap = d.square("s - t")
            within = d.combine(
                "sq(a + s*u - (a + t*u)) < delta",
                d.combine("(s - t)**2*sq(u) <= delta*(k*sq(u))", short, d.norm("u")),
                d.combine("delta*(k*sq(u)) < delta", wide, positive, unit, eq_times=["delta"]),
            )
            slope = d.use(good, ["a + s*u"], d.conj(there, within))
            less = d.combine("e*(s - t)**2*(k*sq(u)) <= e*(s - t)**2", part, gap, small, degree=3)
            goal = "(f(a + s*u) - f(a + t*u) - dot(g(a + t*u), u)*(s - t))**2 <= e*(s - t)**2"
            return d.combine(goal, slope, less)

        body = d.generalize(d.implies("s >= 0 and s <= 1 and (s - t)**2 < k*delta", point), "s")
        return d.witness(SOME, "k*delta", d.conj(d.combine("k*delta > 0", positive, wide), body))

    return d.choose(near, "delta", with_delta)


slope_along_segment = Lemma(
    Statement(
        "slope_along_segment",
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "S": "vector -> prop",
            **dict.fromkeys(("a", "u"), "vector"),
        },
        {"gradient": ON_SET, "segment": SEGMENT},
        GOAL,
    ),
    _write,
)
