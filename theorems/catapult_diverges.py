"""Beyond four over the initial kernel the kernel of the two-layer linear net tends to infinity unless f hits 0."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold
from theorems._two_layer_linear_net import (
    CONDITIONS,
    DECLARE,
    DEFINITIONS,
    HYPOTHESES,
    recurrences,
    weight_is_positive,
)

NAME = "catapult_diverges"
BEYOND = "eta*lambda_0 > 4"
INFINITE = "exists(T, nat, forall(t, nat, lambda_(T+t) > b))"
FACTOR = "(1 - eta*lambda_(t) + w*eta**2*f(t)**2)"
GAIN = "(w*eta*(eta*lambda_0 - 4))"


def _write(d: Draft) -> Fact:
    """λ never falls. Were it bounded, Σf² would be finite, so f → 0; but then |f| at least doubles at every step."""
    d.local(t="nat", n="nat", b="scalar", h="scalar", T="nat")
    always = _gains(d)

    def rises(here: Fact) -> Fact:
        return d.combine("lambda_(n + t + 1) >= lambda_(n)", here, d.part(d.use(always, ["n + t"]), 1))

    base = d.combine("lambda_(n + 0) >= lambda_(n)")
    rising = d.generalize(d.induct("forall(t, nat, lambda_(n + t) >= lambda_(n))", "t", base, rises), "n")

    def passes(above: Fact) -> Fact:
        later = d.combine("lambda_(n + t) > b", above, d.use(rising, ["n", "t"]))
        return d.witness(INFINITE, "n", d.generalize(later, "t"))

    some = d.contradiction("exists(n, nat, lambda_(n) > b)", lambda bounded: _bounded(d, always, bounded))
    return d.generalize(d.choose(some, "n", passes), "b")


def _gains(d: Draft) -> Fact:
    """ηλ(t) ≥ ηλ_0, and λ(t+1) − λ(t) ≥ wη(ηλ_0 − 4)f(t)² ≥ 0, for all t."""
    kernel_next = recurrences(d)[1]
    price = d.combine("w*eta > 0", weight_is_positive(d), d["step"])

    def gain(here: Fact) -> Fact:
        extra = d.combine("w*eta*f(t)**2*(eta*lambda_(t) - eta*lambda_0) >= 0", here, price, d.square("f(t)"), degree=3)
        return d.combine(f"lambda_(t+1) - lambda_(t) >= {GAIN}*f(t)**2", kernel_next, extra)

    def rises(here: Fact) -> Fact:
        room = d.combine(f"{GAIN}*f(t)**2 >= 0", price, d["beyond"], d.square("f(t)"), degree=3)
        return d.combine("lambda_(t+1) >= lambda_(t)", gain(here), room)

    def later(here: Fact) -> Fact:
        return d.combine("eta*lambda_(t+1) >= eta*lambda_0", rises(here), here, d["step"])

    base = d.combine("eta*lambda_(0) >= eta*lambda_0", d["start"], eq_times=["eta"])
    above = d.use(d.induct("forall(t, nat, eta*lambda_(t) >= eta*lambda_0)", "t", base, later), ["t"])
    return d.generalize(d.conj(above, rises(above), gain(above)), "t")


def _bounded(d: Draft, always: Fact, bounded: Fact) -> Fact:
    """The gains λ(t+1) − λ(t) have the bounded sums λ(t) − λ(0), so they tend to 0, and f² with them."""
    rises, gain = d.parts(d.use(always, ["t"]))[1:]
    positive = d.generalize(d.combine("lambda_(t+1) - lambda_(t) >= 0", rises), "t")
    telescope = d.combine("lambda_(t+1) - lambda_(0) == lambda_(t) - lambda_(0) + (lambda_(t+1) - lambda_(t))")
    limited = d.combine("lambda_(t) - lambda_(0) <= b - lambda_(0)", d.use(bounded, ["t"]))
    given = {
        "a": "lambda t: lambda_(t+1) - lambda_(t)",
        "S": "lambda t: lambda_(t) - lambda_(0)",
        "B": "b - lambda_(0)",
    }
    zero = d.combine("lambda_(0) - lambda_(0) == 0")
    facts = positive, zero, d.generalize(telescope, "t"), d.generalize(limited, "t")
    gains = d.cite("tends_of_bounded_sums", given, *facts)
    price = d.combine("w*eta > 0", weight_is_positive(d), d["step"])
    rate = d.combine(f"{GAIN} > 0", price, d["beyond"])
    below = {"a": "lambda t: lambda_(t+1) - lambda_(t)", "b": "lambda t: f(t)**2", "c": GAIN}
    squares = d.generalize(d.square("f(t)"), "t"), d.generalize(gain, "t")
    vanishing = d.cite("tends_of_domination", below, *squares, rate, gains)

    def doubling(root: Fact) -> Fact:
        """From some T on wη²f² < 1, so φ < 1 − 4 + 1 = −2."""
        sign, unit = d.parts(root)
        small = d.contradiction("h > 0", lambda no: clash_of(d.zero("h", sign, no), unit))
        tail = d.use(vanishing, ["h"], small)
        return d.choose(tail, "T", lambda close: _clash(d, always, vanishing, unit, close))

    def clash_of(zero: Fact, unit: Fact) -> Fact:
        return d.combine("0 > 0", zero, unit, eq_times=["w*eta**2"])

    weight = d.combine("w*eta**2 > 0", price, d["step"])
    return d.solve(weight, "h", doubling)


def _clash(d: Draft, always: Fact, vanishing: Fact, unit: Fact, close: Fact) -> Fact:
    output_next = d.use(d.generalize(recurrences(d)[0], "t"), ["T + t"])
    price = d.combine("w*eta**2 > 0", weight_is_positive(d), d["step"], degree=3)
    small = d.combine("w*eta**2*f(T+t)**2 < 1", d.part(d.use(close, ["t"]), 0), price, unit)
    factor = FACTOR.replace("(t)", "(T+t)")
    steep = d.combine(f"{factor} < -2", small, d.part(d.use(always, ["T + t"]), 0), d["beyond"])
    squared = d.combine(f"{factor}**2 > 4", steep)
    grown = d.combine(f"({factor}**2 - 4)*f(T+t)**2 >= 0", squared, d.square("f(T+t)"))
    times = ["f(T + t + 1)", f"{factor}*f(T+t)"]
    grows = d.combine("f(T + t + 1)**2 >= 4*f(T + t)**2", output_next, grown, eq_times=times)
    moving = d.combine("f(T + t)**2 > 0", d.use(d["moving"], ["T + t"]))
    given = {"a": "lambda t: f(t)**2", "k": "4", "s": "T"}
    facts = d.generalize(moving, "t"), d.generalize(grows, "t"), d.combine("4 > 1")
    return d.absurd("0 > 0", vanishing, d.cite("no_limit_of_growth", given, *facts))


catapult_diverges = Theorem(
    title="Beyond four over the kernel the two-layer linear net diverges",
    statement=Statement(
        NAME,
        "any",
        {**DECLARE, "lambda_0": "scalar"},
        {
            **HYPOTHESES,
            "start": "lambda_(0) == lambda_0",
            "moving": "forall(t, nat, not f(t) == 0)",
            "step": "eta > 0",
            "beyond": BEYOND,
        },
        f"forall(b, scalar, {INFINITE})",
    ),
    write=_write,
    source="lewkowycz2020large",
    witnesses=(("two_layer_linear_net", {}), ("two_layer_linear_net", {"width": 1})),
    conditions=CONDITIONS,
    thresholds=(
        Threshold(
            name="beyond",
            theorem=NAME,
            symbol="eta",
            conditions=(BEYOND,),
            positive=("eta", "lambda_0"),
            tag="sharp",
            failure="the kernel never grows, and below the end itself the output tends to 0 (catapult_converges)",
            sharpness_witness="two_layer_linear_net",
        ),
    ),
    by_definition=(*DEFINITIONS, "start"),
    assumed=("moving",),
    example_step="5/lambda_0",
    outcome="the kernel tends to infinity from every start whose output is never exactly 0",
    remarks="Almost every start is one: catapult_diverges_almost_everywhere.",
)
