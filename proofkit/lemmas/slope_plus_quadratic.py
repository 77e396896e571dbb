"""If h has the slope l on [0, 1], then h(t) + at² + bt + c has the slope l(t) + 2at + b there."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._derivatives import slope

BEFORE = slope("h({t})", "l(t)")
AFTER = slope("h({t}) + a*{t}**2 + b*{t} + c", "l(t) + 2*a*t + b")
GUARD = "t >= 0 and t <= 1 and e > 0"
ERROR = "h(s) + a*s**2 + b*s - (h(t) + a*t**2 + b*t) - (l(t) + 2*a*t + b)*(s - t)"
SOME = (
    "exists(delta, scalar, delta > 0 and forall(s, scalar, implies(s >= 0 and s <= 1 and (s - t)**2 < delta,"
    f" ({ERROR})**2 <= e*(s - t)**2)))"
)


def _write(d: Draft) -> Fact:
    """The error changes by a(s − t)², which is at most half of √e|s − t| for small s − t."""
    d.local(**dict.fromkeys(("t", "s", "e", "delta", "x"), "scalar"))
    return d.generalize(d.implies(GUARD, lambda at: _close(d, at)), "t", "e")


def _close(d: Draft, at: Fact) -> Fact:
    low, high, small = d.parts(at)
    near = d.use(d["slope"], ["t", "e/4"], d.conj(low, high, d.combine("e/4 > 0", small)))
    weight = d.combine("4*a**2 + 1 > 0", d.square("a"))

    def with_delta(some: Fact) -> Fact:
        wide, good = d.parts(some)
        given = {"a": "delta", "b": "e", "k": "4*a**2 + 1", "m": "e"}
        step = d.cite("small_positive_number", given, wide, small, weight, small)
        return d.choose(step, "x", lambda size: with_x(good, *d.parts(size)))

    def with_x(good: Fact, positive: Fact, less: Fact, _: Fact, weighed: Fact) -> Fact:
        def point(time: Fact) -> Fact:
            start, end, short = d.parts(time)
            inside = d.combine("(s - t)**2 < delta", short, less)
            error = d.use(good, ["s"], d.conj(start, end, inside))
            change = d.combine("4*a**2*(s - t)**2 <= e", weighed, short, d.square("a"), d.square("s - t"))
            gap = d.square("s - t")
            quartic = d.combine("4*a**2*(s - t)**4 <= e*(s - t)**2", change, gap)
            middle = "h(s) - h(t) - l(t)*(s - t)"
            young = d.square(f"{middle} - a*(s - t)**2")
            return d.combine(f"({ERROR})**2 <= e*(s - t)**2", error, quartic, young)

        body = d.generalize(d.implies("s >= 0 and s <= 1 and (s - t)**2 < x", point), "s")
        return d.witness(SOME, "x", d.conj(positive, body))

    return d.choose(near, "delta", with_delta)


slope_plus_quadratic = Lemma(
    Statement(
        "slope_plus_quadratic",
        "any",
        {"h": "scalar -> scalar", "l": "scalar -> scalar", **dict.fromkeys(("a", "b", "c"), "scalar")},
        {"slope": BEFORE},
        AFTER,
    ),
    _write,
)
