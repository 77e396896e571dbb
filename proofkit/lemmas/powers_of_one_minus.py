"""Bernoulli's inequality and the next two: bounds on (1 − u)ʲ, 0 ≤ u ≤ 1, by its expansion in u."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

PAIRS, TRIPLES = "j*(j - 1) >= 0", "j*(j - 1)*(j - 2) >= 0"
FIRST = "P(j) >= 1 - j*u"
SECOND = "2*P(j) <= 2 - 2*j*u + j*(j - 1)*u**2"
THIRD = "6*P(j) >= 6 - 6*j*u + 3*j*(j - 1)*u**2 - j*(j - 1)*(j - 2)*u**3"
BOUNDS = f"{FIRST} and {SECOND} and {THIRD}"


def _write(d: Draft) -> Fact:
    """(1 − u) times each expansion is the next one plus a remainder of one sign."""
    d.local(j="nat")
    pairs, triples = _binomials(d)
    square, cube = d.combine("u**2 >= 0", d["u"]), d.combine("u**3 >= 0", d["u"], degree=3)
    fourth = d.combine("u**4 >= 0", square)

    def next_(here: Fact) -> Fact:
        first, second, third = d.parts(here)
        ratio, less = d.use(d["P_next"], ["j"]), d.combine("1 - u >= 0", d["u_below_1"])
        two, three = d.use(pairs, ["j"]), d.use(triples, ["j"])
        more = d.combine("j*u**2 >= 0", d.nat("j"), square)
        rest, last = (
            d.combine("j*(j - 1)*u**3 >= 0", two, cube),
            d.combine("j*(j - 1)*(j - 2)*u**4 >= 0", three, fourth),
        )
        return d.conj(
            d.combine("P(j+1) >= 1 - (j+1)*u", ratio, first, less, more),
            d.combine("2*P(j+1) <= 2 - 2*(j+1)*u + (j+1)*j*u**2", ratio, second, less, rest),
            d.combine("6*P(j+1) >= 6 - 6*(j+1)*u + 3*(j+1)*j*u**2 - (j+1)*j*(j - 1)*u**3", ratio, third, less, last),
        )

    start = [text.replace("(j)", "(0)").replace("j", "0") for text in (FIRST, SECOND, THIRD)]
    base = d.conj(*(d.combine(text, d["P_0"]) for text in start))
    return d.induct(f"forall(j, nat, {BOUNDS})", "j", base, next_)


def _binomials(d: Draft) -> tuple[Fact, Fact]:
    n = d.nat("j")
    pairs = d.induct(
        f"forall(j, nat, {PAIRS})", "j", d.combine("0*(0 - 1) >= 0"), lambda _: d.combine("(j+1)*j >= 0", n)
    )
    triples = d.induct(
        f"forall(j, nat, {TRIPLES})",
        "j",
        d.combine("0*(0 - 1)*(0 - 2) >= 0"),
        lambda _: d.combine("(j+1)*j*(j - 1) >= 0", n, d.use(pairs, ["j"])),
    )
    return pairs, triples


powers_of_one_minus = Lemma(
    Statement(
        "powers_of_one_minus",
        "any",
        {"P": "nat -> scalar", "u": "scalar"},
        {
            "P_0": "P(0) == 1",
            "P_next": "forall(t, nat, P(t+1) == (1 - u)*P(t))",
            "u": "u >= 0",
            "u_below_1": "u <= 1",
        },
        f"forall(j, nat, {BOUNDS})",
    ),
    _write,
)
