"""SGD on samples that share their minimum converges in mean square exactly for the steps below 2E[h]/E[h²]."""

from fractions import Fraction

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold

NAME = "sgd_threshold_in_mean_square"
FACTOR = "1 - 2*eta*L + eta**2*s"
INSIDE, OUTSIDE = "eta*s < 2*L", "eta*s >= 2*L"


def _write(d: Draft) -> Fact:
    """E[x⁺²] = E[(1 − ηh)²]E[x²] = (1 − 2ηL + η²s)E[x²], and that factor is below 1 exactly for ηs < 2L."""
    d.local(t="nat")
    next_ = d.use(d["next"], ["t"])
    factor = d.combine(f"{FACTOR} >= 0", d["spread"], d.square("1 - eta*L"), d.square("eta"))

    def nonnegative(here: Fact) -> Fact:
        return d.combine("m(t+1) >= 0", next_, d.combine(f"({FACTOR})*m(t) >= 0", factor, here))

    signs = d.induct("forall(t, nat, m(t) >= 0)", "t", d.combine("m(0) >= 0", d["start"]), nonnegative)

    def converges(inside: Fact) -> Fact:
        shrinks = d.generalize(d.combine(f"m(t+1) <= ({FACTOR})*m(t)", next_), "t")
        ratio = d.combine(f"{FACTOR} < 1", inside, d["step"])
        return d.cite("tends_of_contraction", {"a": "m", "k": FACTOR}, signs, shrinks, ratio)

    def stays(outside: Fact) -> Fact:
        grows = d.combine(f"{FACTOR} >= 1", outside, d["step"])

        def step(here: Fact) -> Fact:
            return d.combine("m(t+1) >= m(0)", next_, grows, here, d.use(signs, ["t"]))

        return d.induct("forall(t, nat, m(t) >= m(0))", "t", d.combine("m(0) >= m(0)"), step)

    return d.conj(d.implies(INSIDE, converges), d.implies(OUTSIDE, stays))


sgd_threshold_in_mean_square = Theorem(
    title="SGD at a minimum that all samples share: stable in mean square exactly for eta*E[h^2] < 2*E[h]",
    statement=Statement(
        NAME,
        "any",
        {"m": "nat -> scalar", **dict.fromkeys(("L", "s", "eta"), "scalar")},
        {
            "start": "m(0) > 0",
            "next": f"forall(t, nat, m(t+1) == ({FACTOR})*m(t))",
            "spread": "s >= L**2",
            "step": "eta > 0",
        },
        f"implies({INSIDE}, tends(t, m(t))) and implies({OUTSIDE}, forall(t, nat, m(t) >= m(0)))",
    ),
    write=_write,
    source="wu2018how",
    witnesses=(("quadratic", {"dimension": 1}),),
    formulas={"factor": FACTOR},
    thresholds=(
        Threshold(
            name="stability",
            theorem=NAME,
            symbol="eta",
            conditions=(INSIDE,),
            positive=("eta", "L", "s"),
            tag="sharp",
            failure="the mean square distance from the minimiser never falls below that of the start",
            sharpness_witness="quadratic",
        ),
    ),
    by_definition=("next",),
    assumed=("start",),
    example_step="1/(2*L)",
    example_parameters={"s": Fraction(24)},
    outcome="SGD converges to the minimiser in mean square exactly if eta*s < 2*L",
    stated=(
        "On the line, let each sample be a quadratic about the same minimiser 0, of a random curvature h that is drawn"
        " anew and independently at each step. A step multiplies x by 1 - eta*h, so that the mean square m(t) of the"
        " t-th iterate obeys the recurrence, with L = E[h] and s = E[h^2].",
    ),
    remarks="L is the curvature of the mean of the samples, and s >= L^2. As 2L/s <= 2/L, noise lowers the curvature"
    " that a step can hold.",
)
