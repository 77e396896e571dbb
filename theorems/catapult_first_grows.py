"""Between two and four over the kernel the output first grows exactly when it is small: the catapult."""

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

NAME = "catapult_first_grows"
SMALL = "eta**2*f_0**2 < m*(eta*lambda_0 - 2)"
GROWS = "f(1)**2 > f(0)**2"
FACTOR = "(1 - eta*lambda_0 + w*eta**2*f_0**2)"


def _write(d: Draft) -> Fact:
    """f(1) = φf(0) with φ < 1, so |f| grows iff φ < −1, which is the inequality, divided by m."""
    d.local(t="nat")
    start = {"lambda_(0)": ("lambda_0", d["start_kernel"]), "f(0)": ("f_0", d["start_output"])}

    def at_start(fact: Fact) -> Fact:
        fact = d.use(d.generalize(fact, "t"), ["0"])
        for old, (new, equation) in start.items():
            fact = d.rewrite(equation, old, new, fact, "scalar")
        return fact

    output_next = at_start(recurrences(d)[0])
    below = _below_one(d)
    weight = weight_is_positive(d)

    def from_small(small: Fact) -> Fact:
        divided = d.combine(f"1 + {FACTOR} < 0", small, weight, d["width"], eq_times=["2 - eta*lambda_0"])
        grown = d.combine(f"({FACTOR} - 1)*(1 + {FACTOR})*f_0**2 > 0", below, divided, d["moving"], degree=3)
        times = ["f(1)", f"{FACTOR}*f_0"]
        more = d.combine("f(1)**2 > f_0**2", output_next, grown, eq_times=times)
        return d.rewrite_to(GROWS, d["start_output"], "f(0)", "f_0", more, "scalar")

    def to_small(grows: Fact) -> Fact:
        more = d.rewrite(d["start_output"], "f(0)", "f_0", grows, "scalar")

        def otherwise(no: Fact) -> Fact:
            divided = d.combine(f"1 + {FACTOR} >= 0", no, weight, d["width"], eq_times=["2 - eta*lambda_0"])
            shrunk = d.combine(f"(1 - {FACTOR})*(1 + {FACTOR})*f_0**2 >= 0", below, divided, d["moving"], degree=3)
            return d.combine("0 > 0", output_next, shrunk, more, eq_times=["f(1)", f"{FACTOR}*f_0"])

        return d.contradiction(SMALL, otherwise)

    return d.conj(d.implies(GROWS, to_small), d.implies(SMALL, from_small))


def _below_one(d: Draft) -> Fact:
    """φ < 1 at the start: stated for every t with ηλ(t) < 4 and f(t) ≠ 0, then taken at 0."""
    conditions = "f(t)**2 > 0 and 4 - eta*lambda_(t) > 0"
    always = d.generalize(d.implies(conditions, lambda both: factor_is_below_one(d, *d.parts(both))), "t")
    moving = d.rewrite_to("f(0)**2 > 0", d["start_output"], "f(0)", "f_0", d["moving"], "scalar")
    stable = d.combine("4 - eta*lambda_(0) > 0", d["stable"], d["start_kernel"], eq_times=["eta"])
    below = d.use(always, ["0"], d.conj(moving, stable))
    for label, old, new in (("start_kernel", "lambda_(0)", "lambda_0"), ("start_output", "f(0)", "f_0")):
        below = d.rewrite(d[label], old, new, below, "scalar")
    return below


catapult_first_grows = Theorem(
    title="The catapult: when the output of the two-layer linear net first grows",
    statement=Statement(
        NAME,
        "any",
        {**DECLARE, "lambda_0": "scalar", "f_0": "scalar"},
        {
            **HYPOTHESES,
            "start_kernel": "lambda_(0) == lambda_0",
            "start_output": "f(0) == f_0",
            "moving": "f_0**2 > 0",
            "step": "eta > 0",
            "stable": "eta*lambda_0 < 4",
        },
        f"iff({GROWS}, {SMALL})",
    ),
    write=_write,
    source="lewkowycz2020large",
    witnesses=(("two_layer_linear_net", {}), ("two_layer_linear_net", {"width": 1})),
    conditions=CONDITIONS,
    formulas={"factor": FACTOR},
    thresholds=(
        Threshold(
            name="catapult",
            theorem=NAME,
            symbol="lambda_0",
            conditions=(SMALL,),
            positive=("lambda_0", "eta", "m"),
            tag="sharp",
            failure="the output does not grow in the first step",
            sharpness_witness="two_layer_linear_net",
        ),
    ),
    by_definition=(*DEFINITIONS, "start_kernel", "start_output"),
    example_step="3/lambda_0",
    outcome="the size of the output grows in the first step if and only if eta^2*f_0^2 < m*(eta*lambda_0 - 2)",
    remarks="By catapult_converges the output tends to 0 all the same.",
)
