"""For positive a, b, k and m there is an x > 0 with x ≤ a, x² < b and kx ≤ m."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

GOAL = "exists(x, scalar, x > 0 and x <= a and x**2 < b and k*x <= m)"
NAMES = ("a", "b", "k", "m")


def _write(d: Draft) -> Fact:
    """x = 1/n with n = 1 + 1/a + 1/b + k/m."""
    d.local(i="scalar", j="scalar", l="scalar", x="scalar")

    def at(inverses: list[Fact]) -> Fact:
        signs = [d.part(fact, 0) for fact in inverses]
        units = [d.part(fact, 1) for fact in inverses]
        size = d.combine("1 + i + j + k*l > 0", *signs, d["k"])
        return d.solve(size, "x", lambda found: _small(d, found, signs, units))

    def third(first: Fact, second: Fact) -> Fact:
        return d.solve(d["m"], "l", lambda last: at([first, second, last]))

    return d.solve(d["a"], "i", lambda first: d.solve(d["b"], "j", lambda second: third(first, second)))


def _small(d: Draft, found: Fact, signs: list[Fact], units: list[Fact]) -> Fact:
    sign, unit = d.parts(found)
    (i, j, last), (a, b, m) = signs, units
    positive = d.contradiction("x > 0", lambda no: d.combine("0 > 0", no, unit, i, j, last, d["k"], sign, degree=4))
    part = d.combine("x <= 1", unit, sign, i, j, last, d["k"], degree=4)
    return d.witness(
        GOAL,
        "x",
        d.conj(
            positive,
            d.combine("x <= a", unit, a, positive, d["a"], j, last, d["k"], degree=4, eq_times=["a", "x"]),
            d.combine("x**2 < b", unit, b, positive, part, d["b"], i, last, d["k"], degree=4, eq_times=["b", "x"]),
            d.combine("k*x <= m", unit, m, positive, d["m"], i, j, eq_times=["m", "k*x"], degree=3),
        ),
    )


small_positive_number = Lemma(
    Statement(
        "small_positive_number",
        "any",
        dict.fromkeys(NAMES, "scalar"),
        {name: f"{name} > 0" for name in NAMES},
        GOAL,
    ),
    _write,
)
