"""Up to two over the initial kernel the output of the two-layer linear net shrinks at every step: no catapult."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold
from theorems._two_layer_linear_net import (
    CONDITIONS,
    DECLARE,
    DEFINITIONS,
    HYPOTHESES,
    factor_is_below_one,
    recurrences,
    weight_is_positive,
)

NAME = "catapult_never_grows"
GENTLE = "eta*lambda_0 <= 2"
FACTOR = "(1 - eta*lambda_(t) + w*eta**2*f(t)**2)"


def _write(d: Draft) -> Fact:
    """f(t+1) = φf(t) with −1 < φ < 1: above since 4wf² ≤ λ², below since ηλ(t) ≤ ηλ_0 ≤ 2."""
    d.local(t="nat")
    output_next, kernel_next = recurrences(d)
    weight = weight_is_positive(d)

    def later(here: Fact) -> Fact:
        room = d.combine("4 - eta*lambda_(t) >= 0", here)
        spent = d.combine("w*(eta*f(t))**2*(4 - eta*lambda_(t)) >= 0", weight, room, d.square("eta*f(t)"), degree=3)
        return d.combine("eta*lambda_(t+1) <= 2", kernel_next, spent, here, eq_times=["eta"])

    base = d.combine("eta*lambda_(0) <= 2", d["start"], d["gentle"], eq_times=["eta"])
    gentle = d.use(d.induct("forall(t, nat, eta*lambda_(t) <= 2)", "t", base, later), ["t"])

    def shrinks(nonzero: Fact) -> Fact:
        above = factor_is_below_one(d, nonzero, d.combine("4 - eta*lambda_(t) > 0", gentle))
        extra = d.combine("w*eta**2*f(t)**2 > 0", weight, d.combine("eta**2 > 0", d["step"]), nonzero, degree=3)
        below = d.combine(f"1 + {FACTOR} > 0", gentle, extra)
        gap = d.combine(f"(1 - {FACTOR})*(1 + {FACTOR})*f(t)**2 > 0", above, below, nonzero, degree=3)
        return d.combine("f(t+1)**2 < f(t)**2", output_next, gap, eq_times=["f(t+1)", f"{FACTOR}*f(t)"])

    return d.generalize(d.implies("not f(t) == 0", shrinks), "t")


catapult_never_grows = Theorem(
    title="No catapult up to two over the kernel: the output shrinks at every step",
    statement=Statement(
        NAME,
        "any",
        {**DECLARE, "lambda_0": "scalar"},
        {**HYPOTHESES, "start": "lambda_(0) == lambda_0", "step": "eta > 0", "gentle": GENTLE},
        "forall(t, nat, implies(not f(t) == 0, f(t+1)**2 < f(t)**2))",
    ),
    write=_write,
    source="lewkowycz2020large",
    witnesses=(("two_layer_linear_net", {}), ("two_layer_linear_net", {"width": 1})),
    conditions=CONDITIONS,
    thresholds=(
        Threshold(
            name="gentle",
            theorem=NAME,
            symbol="eta",
            conditions=(GENTLE,),
            positive=("eta", "lambda_0"),
            tag="sharp",
            failure="a small enough output grows in the first step (catapult_first_grows)",
            sharpness_witness="two_layer_linear_net",
        ),
    ),
    by_definition=(*DEFINITIONS, "start"),
    example_step="2/lambda_0",
    outcome="the size of the output shrinks at every step until it is 0",
)
