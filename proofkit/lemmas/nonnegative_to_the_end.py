"""m(0) ≥ 0, and m' > 0 wherever m = 0 on [0, 1], imply m(1) ≥ 0.

By completeness: the least upper bound of the times t in [0, 1] with m(t) ≥ 0 is such a time, and is 1.
"""

from collections.abc import Callable

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._derivatives import slope

Then = Callable[..., Fact]
TIMES = "(t >= 0 and t <= 1 and m(t) >= 0)"


def _write(d: Draft) -> Fact:
    d.local(**dict.fromkeys(("t", "T", "x", "delta", "u"), "scalar"))
    zero, one = d.combine("0 >= 0"), d.combine("1 >= 0")
    start = d.conj(zero, one, d["start"])
    some = d.witness(f"exists(t, scalar, {TIMES})", "0", start)
    bound = d.generalize(d.implies(TIMES, lambda time: d.combine("t <= 1", d.part(time, 1))), "t")
    least = d.cite("least_upper_bound", {"A": f"lambda t: {TIMES}", "b": "1"}, some, bound)

    def at(found: Fact) -> Fact:
        above, lowest = d.parts(found)
        within = d.conj(d.use(above, ["0"], start), d.use(lowest, ["1"], bound))
        return _at_last_time(d, above, lowest, within)

    return d.choose(least, "T", at)


def _at_last_time(d: Draft, above: Fact, lowest: Fact, within: Fact) -> Fact:
    """T is a time with m(T) ≥ 0, and not before 1."""
    sign = d.contradiction("m(T) >= 0", lambda negative: _not_negative(d, above, lowest, within, negative))

    def before(early: Fact) -> Fact:
        def zero(same: Fact) -> Fact:
            rising = d.use(d["barrier"], ["T"], d.conj(*d.parts(within), same))
            return _later(d, above, within, early, "n(T)**2", d.combine("n(T)**2 > 0", rising), (same, rising))

        def positive(other: Fact) -> Fact:
            high = d.contradiction("m(T) > 0", lambda no: d.absurd("0 > 0", d.zero("m(T)", sign, no), other))
            return _later(d, above, within, early, "1", d.combine("1 > 0"), (high,))

        return d.split("m(T) == 0", zero, positive)

    def last(late: Fact) -> Fact:
        one = d.zero("T - 1", late, d.combine("T - 1 <= 0", d.part(within, 1)))
        return d.step("rewrite", one, sign, old="T", new="1", sort="scalar", formula="m(1) >= 0")

    return d.split("T < 1", lambda early: d.absurd("m(1) >= 0", before(early)), last)


def _near(
    d: Draft, within: Fact, room: str, wide: Fact, level: str, high: Fact, e: str, small: Fact, then: Then
) -> Fact:
    """Steps x > 0 with x ≤ room, (n(T)² + 2)x ≤ level, at which the slope at T is good up to e; `then` refutes one."""
    close = d.use(d["slope"], ["T", e], d.conj(*d.parts(within), small))
    k = d.combine("n(T)**2 + 2 > 0", d.square("n(T)"))

    def at(found: Fact) -> Fact:
        positive, accurate = d.parts(found)
        given = {"a": room, "b": "delta", "k": "n(T)**2 + 2", "m": level}
        step = d.cite("small_positive_number", given, wide, positive, k, high)
        return d.choose(step, "x", lambda size: then(accurate, *d.parts(size)))

    return d.choose(close, "delta", at)


def _later(d: Draft, above: Fact, within: Fact, early: Fact, e: str, small: Fact, facts: tuple[Fact, ...]) -> Fact:
    """If m(T) > 0, or m(T) = 0 < n(T), then T + x with a small x > 0 is a later time."""
    wide = d.combine("1 - T > 0", early)
    level, high = ("m(T)", facts[0]) if len(facts) == 1 else ("1", d.combine("1 > 0"))

    def refute(accurate: Fact, positive: Fact, fits: Fact, short: Fact, low: Fact) -> Fact:
        start = d.part(within, 0)
        inside = d.combine("T + x >= 0", start, positive), d.combine("T + x <= 1", fits)
        slope = d.use(accurate, ["T + x"], d.conj(*inside, d.combine("(T + x - T)**2 < delta", short)))
        bound = "n(T)*x" if len(facts) == 2 else "x"
        root = d.cite(
            "square_root_is_monotone",
            {"x": "m(T) + n(T)*x - m(T + x)", "y": bound},
            d.combine(f"(m(T) + n(T)*x - m(T + x))**2 <= ({bound})**2", slope),
            d.combine(f"{bound} >= 0", positive, *facts[1:]),
        )
        helps = facts[:1] if len(facts) == 2 else (low, d.square("n(T) + 1/2"))
        value = d.combine("m(T + x) >= 0", root, positive, *helps)
        return d.combine("0 > 0", d.use(above, ["T + x"], d.conj(*inside, value)), positive)

    return _near(d, within, "1 - T", wide, level, high, e, small, refute)


def _not_negative(d: Draft, above: Fact, lowest: Fact, within: Fact, negative: Fact) -> Fact:
    """If m(T) < 0, no time is within a small x of T, so T − x is an upper bound too."""

    def refute(accurate: Fact, positive: Fact, fits: Fact, short: Fact, low: Fact) -> Fact:
        def earlier(time: Fact) -> Fact:
            start, end, value = d.parts(time)
            before = d.use(above, ["t"], time)

            def close(near: Fact) -> Fact:
                ahead = d.combine("T - t < x", near)
                square = d.combine("(t - T)**2 < delta", short, ahead, d.combine("T - t >= 0", before), positive)
                slope = d.use(accurate, ["t"], d.conj(start, end, square))
                root = d.cite(
                    "square_root_is_monotone",
                    {"x": "m(t) - m(T) - n(T)*(t - T)", "y": "T - t"},
                    d.combine("(m(t) - m(T) - n(T)*(t - T))**2 <= (T - t)**2", slope),
                    d.combine("T - t >= 0", before),
                )
                lower = d.combine(
                    "(n(T)**2 + 2)*(T - t) < -m(T)", low, ahead, d.combine("n(T)**2 + 2 > 0", d.square("n(T)"))
                )
                spread = d.combine(
                    "(n(T)**2 + 2)*(T - t) >= (1 - n(T))*(T - t)", d.square("n(T) + 1/2"), d.combine("T >= t", before)
                )
                return d.combine("0 > 0", root, value, lower, spread)

            return d.contradiction("t <= T - x", close)

        bound = d.generalize(d.implies(TIMES, earlier), "t")
        return d.combine("0 > 0", d.use(lowest, ["T - x"], bound), positive)

    return _near(
        d,
        within,
        "1",
        d.combine("1 > 0"),
        "-m(T)",
        d.combine("-m(T) > 0", negative),
        "1",
        d.combine("1 > 0"),
        refute,
    )


nonnegative_to_the_end = Lemma(
    Statement(
        "nonnegative_to_the_end",
        "any",
        {"m": "scalar -> scalar", "n": "scalar -> scalar"},
        {
            "start": "m(0) >= 0",
            "slope": slope("m({t})", "n(t)"),
            "barrier": "forall(t, scalar, implies(t >= 0 and t <= 1 and m(t) == 0, n(t) > 0))",
        },
        "m(1) >= 0",
    ),
    _write,
)
