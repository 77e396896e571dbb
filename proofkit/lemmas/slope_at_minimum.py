"""If h is least at 0 on [0, 1], its slope l(0) there is at least 0."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._derivatives import slope


def _write(d: Draft) -> Fact:
    """Otherwise h(s) − h(0) ≤ l(0)s/2 < 0 for a small s > 0."""
    d.local(s="scalar", delta="scalar", x="scalar")
    one = d.combine("1 > 0")
    inside = d.combine("0 >= 0"), d.combine("1 >= 0")

    def falling(negative: Fact) -> Fact:
        near = d.use(d["slope"], ["0", "l(0)**2/4"], d.conj(*inside, d.combine("l(0)**2/4 > 0", negative)))

        def with_delta(some: Fact) -> Fact:
            wide, good = d.parts(some)
            step = d.cite("small_positive_number", {"a": "1", "b": "delta", "k": "1", "m": "1"}, one, wide, one, one)
            return d.choose(step, "x", lambda size: with_x(good, *d.parts(size)[:3]))

        def with_x(good: Fact, positive: Fact, less: Fact, short: Fact) -> Fact:
            start = d.combine("x >= 0", positive)
            error = d.use(good, ["x"], d.conj(start, less, d.combine("(x - 0)**2 < delta", short)))
            low = d.use(d["least"], ["x"], d.conj(start, less))
            drop = d.combine("-l(0)*x > 0", negative, positive)
            return d.combine("0 > 0", error, low, drop)

        return d.choose(near, "delta", with_delta)

    return d.contradiction("l(0) >= 0", falling)


slope_at_minimum = Lemma(
    Statement(
        "slope_at_minimum",
        "any",
        {"h": "scalar -> scalar", "l": "scalar -> scalar"},
        {"slope": slope("h({t})", "l(t)"), "least": "forall(t, scalar, implies(t >= 0 and t <= 1, h(t) >= h(0)))"},
        "l(0) >= 0",
    ),
    _write,
)
