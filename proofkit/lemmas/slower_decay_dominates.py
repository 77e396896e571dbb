"""If a(t+1) ≤ p·a(t) and c(t+1) ≥ q·c(t) with 0 ≤ p < q, then a/c → 0: in the end a is below any multiple of c."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

DOMINATED = "exists(T, nat, forall(t, nat, a(T+t) <= e*c(T+t)))"


def _write(d: Draft) -> Fact:
    """a(t)(1 + tδ)c(0) ≤ a(0)c(t), where δ = (q − p)/q, so that p(1 + δ) ≤ q; then tδ passes a(0)/(e·c(0))."""
    d.local(t="nat", T="nat", m="scalar", r="scalar", e="scalar")
    positive = d.combine("q > 0", d["p"], d["ratio"])
    alive = d.induct("forall(t, nat, c(t) > 0)", "t", d["start"], lambda here: _alive(d, positive, here))
    return d.generalize(d.solve(positive, "m", lambda found: _rate(d, alive, positive, found)), "e")


def _alive(d: Draft, positive: Fact, here: Fact) -> Fact:
    return d.combine("c(t+1) > 0", d.use(d["slow"], ["t"]), here, positive)


def _rate(d: Draft, alive: Fact, positive: Fact, found: Fact) -> Fact:
    unit = d.part(found, 1)
    factor = d.contradiction("m > 0", lambda no: d.combine("0 > 0", unit, no, positive))
    delta = "(q - p)*m"
    gain = d.combine(f"{delta} > 0", factor, d["ratio"])
    short = d.combine(
        f"p*(1 + {delta}) <= q", d["ratio"], unit, factor, d.square("q - p"), eq_times=["q - p"], degree=2
    )
    power = "a({0})*(1 + ({0})*(q - p)*m)*c(0)"

    def step(here: Fact) -> Fact:
        """(1 + (t+1)δ) ≤ (1 + tδ)(1 + δ)."""
        size, none = d.use(d["size"], ["t"]), d.use(d["size"], ["0"])
        late = d.combine(f"1 + (t+1)*{delta} > 0", gain, d.nat("t"))
        fall = d.combine(f"a(t+1)*(1 + (t+1)*{delta}) <= p*a(t)*(1 + (t+1)*{delta})", d.use(d["fast"], ["t"]), late)
        rest = d.combine(f"p*a(t)*t*({delta})**2 >= 0", d["p"], size, d.nat("t"), d.square(delta), degree=4)
        early = d.combine(f"a(t)*(1 + t*{delta}) >= 0", size, d.combine(f"1 + t*{delta} > 0", gain, d.nat("t")))
        down = d.combine(f"a(t+1)*(1 + (t+1)*{delta}) <= q*a(t)*(1 + t*{delta})", fall, rest, early, short)
        grown = d.combine("a(0)*c(t+1) >= q*a(0)*c(t)", d.use(d["slow"], ["t"]), none)
        scaled = d.combine(f"{power.format('t+1')} <= q*{power.format('t')}", down, d["start"])
        return d.combine(f"{power.format('t+1')} <= a(0)*c(t+1)", scaled, grown, d.combine(
            f"q*{power.format('t')} <= q*a(0)*c(t)", here, positive))  # fmt: skip

    base = d.combine(f"{power.format('0')} <= a(0)*c(0)")
    below = d.induct(f"forall(t, nat, {power.format('t')} <= a(0)*c(t))", "t", base, step)
    return d.implies("e > 0", lambda small: _late(d, alive, gain, below, small))


def _late(d: Draft, alive: Fact, gain: Fact, below: Fact, small: Fact) -> Fact:
    delta, s = "(q - p)*m", "T+t"
    unit = d.combine(f"{delta}*e*c(0) > 0", gain, small, d["start"], degree=3)

    def at(found: Fact, large: Fact) -> Fact:
        far = d.combine(f"T*{delta}*e*c(0) > a(0)", large, unit, d.part(found, 1), eq_times=["a(0)"])
        here, positive = d.use(below, [s]), d.use(alive, [s])
        more = d.combine(f"(1 + ({s})*{delta})*e*c(0) >= a(0)", far, unit, d.nat("t"), d.combine(
            "e*c(0) > 0", small, d["start"]))  # fmt: skip
        weight = d.combine(f"(1 + ({s})*{delta})*c(0) > 0", gain, d.nat("t"), d.nat("T"), d["start"], degree=3)
        scaled = d.combine(f"(1 + ({s})*{delta})*e*c(0)*c({s}) >= a(0)*c({s})", more, positive)
        bound = d.combine(f"a({s}) <= e*c({s})", here, scaled, weight, multiplier=[weight])
        return d.witness(DOMINATED, "T", d.generalize(bound, "t"))

    def far(found: Fact) -> Fact:
        return d.choose(d.use(d.step("archimedes"), ["r*a(0)"]), "T", lambda large: at(found, large))

    return d.solve(unit, "r", far)


slower_decay_dominates = Lemma(
    Statement(
        "slower_decay_dominates",
        "any",
        {"a": "nat -> scalar", "c": "nat -> scalar", "p": "scalar", "q": "scalar"},
        {
            "size": "forall(t, nat, a(t) >= 0)",
            "start": "c(0) > 0",
            "fast": "forall(t, nat, a(t+1) <= p*a(t))",
            "slow": "forall(t, nat, c(t+1) >= q*c(t))",
            "p": "p >= 0",
            "ratio": "p < q",
        },
        f"forall(e, scalar, implies(e > 0, {DOMINATED}))",
    ),
    _write,
)
