"""Jury's test, the other way: x(t+2) = ax(t+1) + bx(t) with a ≤ b − 1 has orbits that do not tend to 0.

Those with x(1) ≤ −x(0) < 0 alternate in sign, and of two successive terms one stays away from 0.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._jury import RECURRENCE

EVEN, ODD = "x(2*t)", "x(2*t+1)"
GROWS = f"{EVEN} >= x(0) and -{ODD} >= {EVEN}"
SIGNS = f"{EVEN} >= 0 and -{ODD} >= 0 and -{ODD} + b*{EVEN} >= (1 + b)*x(0)"


ALTERNATES = f"forall(t, nat, {EVEN} >= 0 and {ODD} <= 0)"


def _write(d: Draft) -> Fact:
    """For b ≤ 0 the sizes |x(t)| never decrease; for b ≥ 0 the sums |x(t+1)| + b|x(t)| never do."""
    d.local(t="nat", T="nat")

    def both(invariant: Fact, sign: Fact) -> Fact:
        here = d.parts(d.use(invariant, ["t"]))
        even = d.combine(f"{EVEN} >= 0", *here, d["start"])
        alternates = d.generalize(d.conj(even, d.combine(f"{ODD} <= 0", *here, even)), "t")
        return d.conj(alternates, _away(d, invariant, sign))

    return d.split("b <= 0", lambda low: both(_grows(d, low), low), lambda high: both(_signs(d, high), high))


def _two_steps(d: Draft) -> tuple[Fact, Fact]:
    recurrence = d["recurrence"]
    return d.use(recurrence, ["2*t"]), d.use(recurrence, ["2*t + 1"])


def _grows(d: Draft, low: Fact) -> Fact:
    start, turn, beyond = d["start"], d["turn"], d["beyond"]

    def step(here: Fact) -> Fact:
        above, larger = d.parts(here)
        even, odd = _two_steps(d)
        size = d.combine(f"-{ODD} >= 0", above, larger, start)
        next_ = d.combine(f"x(2*t+2) >= -{ODD}", even, beyond, low, larger, size)
        second = d.combine(
            "-x(2*t+3) >= x(2*t+2)", odd, beyond, low, next_, size, d.combine("x(2*t+2) >= 0", next_, size)
        )
        return d.conj(d.combine("x(2*t+2) >= x(0)", next_, larger, above), second)

    base = d.conj(d.combine("x(0) >= x(0)"), d.combine("-x(1) >= x(0)", turn))
    return d.induct(f"forall(t, nat, {GROWS})", "t", base, step)


def _signs(d: Draft, high: Fact) -> Fact:
    start, turn, beyond, falls = d["start"], d["turn"], d["beyond"], d["falls"]

    def step(here: Fact) -> Fact:
        even, odd, total = d.parts(here)
        first, second = _two_steps(d)
        next_ = d.combine("x(2*t+2) >= 0", first, falls, high, even, odd)
        last = d.combine("-x(2*t+3) >= 0", second, falls, high, next_, odd)
        middle = d.combine(f"x(2*t+2) - b*{ODD} >= (1 + b)*x(0)", first, beyond, odd, total)
        return d.conj(next_, last, d.combine("-x(2*t+3) + b*x(2*t+2) >= (1 + b)*x(0)", second, beyond, next_, middle))

    base = d.conj(
        d.combine("x(0) >= 0", start),
        d.combine("-x(1) >= 0", turn, start),
        d.combine("-x(1) + b*x(0) >= (1 + b)*x(0)", turn),
    )
    return d.induct(f"forall(t, nat, {SIGNS})", "t", base, step)


def _away(d: Draft, invariant: Fact, sign: Fact) -> Fact:
    """Were all terms from T on below x(0), so would be x(2T) and x(2T+1)."""
    goal = "not tends(t, x(t))"

    def clash(limit: Fact) -> Fact:
        return d.choose(d.use(limit, ["x(0)"], d["start"]), "T", late)

    def late(close: Fact) -> Fact:
        even = d.part(d.use(close, ["T"]), 0)
        odd = d.part(d.use(close, ["T + 1"]), 1)
        return d.combine("0 > 0", even, odd, sign, *d.parts(d.use(invariant, ["T"])), degree=2)

    return d.split("tends(t, x(t))", lambda yes: d.absurd(goal, clash(yes)), lambda no: no)


jury_unstable = Lemma(
    Statement(
        "jury_unstable",
        "any",
        {"a": "scalar", "b": "scalar", "x": "nat -> scalar"},
        {
            "beyond": "a <= b - 1",
            "falls": "a <= 0",
            "start": "x(0) > 0",
            "turn": "x(1) <= -x(0)",
            "recurrence": RECURRENCE,
        },
        f"{ALTERNATES} and not tends(t, x(t))",
    ),
    _write,
)
