"""Below four over the initial kernel every start of the two-layer linear net loses its output: f → 0, λ never grows."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold
from theorems._two_layer_linear_net import (
    CONDITIONS,
    DECLARE,
    DEFINITIONS,
    HYPOTHESES,
    kernel_is_nonnegative,
    recurrences,
    weight_is_positive,
)

NAME = "catapult_converges"
STABLE = "eta*lambda_0 < 4"
BOUND = "eta*(4 - eta*lambda_0)*S(t) <= m*lambda_0"
#: the kernel has paid for every squared output
BUDGET = "lambda_({t}) <= lambda_0 - w*eta*(4 - eta*lambda_0)*S({t}) and S({t}) >= 0"


def _write(d: Draft) -> Fact:
    """λ(t+1) = λ(t) − wηf²(4 − ηλ(t)) ≤ λ(t) − wηf²(4 − ηλ_0): what is paid for Σf² is at most λ_0."""
    d.local(t="nat", r="scalar")
    _, kernel_next = recurrences(d)
    weight, nonnegative = weight_is_positive(d), kernel_is_nonnegative(d)
    price = d.combine("w*eta > 0", weight, d["step"])

    def below(paid: Fact, sums: Fact) -> Fact:
        """ηλ(t) ≤ ηλ_0 < 4."""
        spent = d.combine("w*eta*(4 - eta*lambda_0)*S(t) >= 0", sums, price, d["stable"], degree=3)
        return d.combine("eta*lambda_(t) <= eta*lambda_0", paid, spent, d["step"], degree=2)

    def later(here: Fact) -> Fact:
        paid, sums = d.parts(here)
        saved = d.combine("eta*lambda_0 - eta*lambda_(t) >= 0", below(paid, sums))
        extra = d.combine(
            "w*eta*f(t)**2*(eta*lambda_0 - eta*lambda_(t)) >= 0", saved, price, d.square("f(t)"), degree=3
        )
        sum_next = d.use(d["sum_next"], ["t"])
        first, second = BUDGET.format(t="t+1").split(" and ")
        pays = d.combine(first, kernel_next, extra, paid, sum_next, eq_times=["w*eta", "w*eta**2*lambda_0"])
        return d.conj(pays, d.combine(second, sums, sum_next, d.square("f(t)")))

    first, second = BUDGET.format(t="0").split(" and ")
    base = d.conj(
        d.combine(first, d["start"], d["sum_0"], eq_times=["w*eta", "w*eta**2*lambda_0"]), d.combine(second, d["sum_0"])
    )
    budget = d.induct(f"forall(t, nat, {BUDGET.format(t='t')})", "t", base, later)
    paid, sums = d.parts(d.use(budget, ["t"]))
    falls = d.combine(
        "lambda_(t+1) <= lambda_(t)",
        kernel_next,
        d.combine(
            "w*eta*f(t)**2*(4 - eta*lambda_(t)) >= 0",
            d.combine("4 - eta*lambda_(t) > 0", below(paid, sums), d["stable"]),
            price,
            d.square("f(t)"),
            degree=3,
        ),
    )
    width = d.combine("m >= 0", d["width"], d.combine("w*m**2 >= 0", weight, d.square("m")), eq_times=["m"])
    spent = d.combine("w*eta*(4 - eta*lambda_0)*S(t) <= lambda_0", paid, nonnegative)
    bound = d.combine(BOUND, spent, width, d["width"], eq_times=["eta*S(t)", "eta**2*lambda_0*S(t)"])
    return d.conj(_tends(d, bound), d.generalize(d.conj(falls, bound), "t"))


def _tends(d: Draft, bound: Fact) -> Fact:
    """Squares with bounded sums tend to 0."""

    def limit(root: Fact) -> Fact:
        sign, unit = d.parts(root)
        limited = d.combine("S(t) <= m*lambda_0*r", bound, sign, unit, eq_times=["S(t)"])
        squares = d.generalize(d.square("f(t)"), "t")
        given = {"a": "lambda t: f(t)**2", "S": "S", "B": "m*lambda_0*r"}
        facts = squares, d["sum_0"], d["sum_next"], d.generalize(limited, "t")
        return d.cite("tends_of_square", {"a": "f"}, d.cite("tends_of_bounded_sums", given, *facts))

    return d.solve(d.combine("eta*(4 - eta*lambda_0) > 0", d["step"], d["stable"]), "r", limit)


catapult_converges = Theorem(
    title="The catapult lands: convergence of the two-layer linear net below four over its kernel",
    statement=Statement(
        NAME,
        "any",
        {**DECLARE, "S": "nat -> scalar", "lambda_0": "scalar"},
        {
            **HYPOTHESES,
            "start": "lambda_(0) == lambda_0",
            "sum_0": "S(0) == 0",
            "sum_next": "forall(t, nat, S(t+1) == S(t) + f(t)**2)",
            "step": "eta > 0",
            "stable": STABLE,
        },
        f"tends(t, f(t)) and forall(t, nat, lambda_(t+1) <= lambda_(t) and {BOUND})",
    ),
    write=_write,
    source="lewkowycz2020large",
    witnesses=(("two_layer_linear_net", {}), ("two_layer_linear_net", {"width": 1})),
    conditions=CONDITIONS,
    formulas={"budget": "m*lambda_0"},
    thresholds=(
        Threshold(
            name="stable",
            theorem=NAME,
            symbol="eta",
            conditions=(STABLE,),
            positive=("eta", "lambda_0"),
            tag="sharp",
            failure="from almost every start the kernel grows without bound; at the end itself it does not move",
            sharpness_witness="two_layer_linear_net",
        ),
    ),
    by_definition=(*DEFINITIONS, "start", "sum_0", "sum_next"),
    example_step="3/lambda_0",
    outcome="the output tends to 0 from every start with kernel lambda_0, and the kernel never grows",
    remarks="S(t) is the sum of the first t squared outputs. That lambda does not move (the lazy regime) is a statement"
    " about m to infinity only.",
)
