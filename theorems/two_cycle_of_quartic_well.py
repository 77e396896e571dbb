"""Past step 1/μ the quartic well has a 2-cycle about its minimum, inside the basin, with a known multiplier."""

from proofkit.derivation import Draft, Fact
from proofkit.lemmas._slope import near, slope
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold
from theorems._quartic_well import (
    CONDITIONS,
    DECLARE,
    DEFINITIONS,
    HYPOTHESES,
    MULTIPLIER,
    STEP,
    first_step,
    image,
    multiplier_fact,
    slope_at,
    slope_fact,
)

NAME = "two_cycle_of_quartic_well"
BEYOND = "eta*mu > 1"
CYCLE = "x(1, X) == Y and x(1, Y) == X"
ABOUT = "Y > 0 and Y**2 < mu and mu < X**2"
TWICE = slope("x(2, {p})", "X", "X", MULTIPLIER)


def _write(d: Draft) -> Fact:
    """The step swaps the points; the slope of two steps is the product of the slopes of one."""
    d.local(p="scalar", E="scalar", D="scalar", h="scalar")
    return d.conj(image(d, "X", "Y"), image(d, "Y", "X"), *_about(d), _twice(d))


def _about(d: Draft) -> list[Fact]:
    """P > Q > 0; so Y > 0, X² = (μ + 1/η + PQ)/2 > μ as PQ > Q², and Y² = (μ + 1/η − PQ)/2 < μ."""
    w = d.contradiction("w > 0", lambda no: d.combine("0 > 0", d["inverse"], no, d["step"]))
    strict = d.combine("mu - w > 0", d["beyond"], d["inverse"], w, eq_times=["mu"])
    signs = d["P_sign"], d["Q_sign"]
    high = d.contradiction("P > Q", lambda no: d.combine("0 > 0", no, d["P"], d["Q"], w, *signs))
    low = d.contradiction(
        "Q > 0", lambda no: d.combine("0 > 0", strict, d["Q"], d.zero("Q", signs[1], no), eq_times=["Q"])
    )
    product, positive = d.combine("P*Q > Q**2", high, low), d.combine("P*Q > 0", high, low)
    squares = d["P"], d["Q"]
    upper = d.combine("X**2 == (P + Q)**2/4", d["X"], eq_times=["X", "P", "Q"])
    lower = d.combine("Y**2 == (P - Q)**2/4", d["Y"], eq_times=["Y", "P", "Q"])
    return [
        d.combine("Y > 0", d["Y"], high),
        d.combine("Y**2 < mu", lower, *squares, positive, strict),
        d.combine("mu < X**2", upper, *squares, product),
    ]


def _twice(d: Draft) -> Fact:
    """x(2, p) = x(1, x(1, p)): the chain rule, and the product of the two slopes."""
    given = {"F": STEP, "G": STEP, "c": "X", "e": "Y", "v": "X", "a": slope_at("X"), "b": slope_at("Y")}
    chain = d.cite("chain_rule", given, slope_fact(d, "X", "Y"), slope_fact(d, "Y", "X"))
    once = "x(1, X + h)"
    second = d.combine(f"x(2, X + h) == x(1, {once})", d.use(d["x_next"], ["1", "X + h"]), first_step(d, once))
    gap = f"(x(2, X + h) - X - {MULTIPLIER}*h)"
    long = f"(x(1, {once}) - X - {slope_at('X')}*{slope_at('Y')}*h)"
    same = d.combine(f"{gap} == {long}", second, multiplier_fact(d), eq_times=["h"])
    square = d.combine(f"{gap}**2 == {long}**2", same, eq_times=[gap, long])

    def within(found: Fact) -> Fact:
        radius, close = d.parts(found)
        bound = d.implies(
            "h**2 < D", lambda small: d.combine(f"{gap}**2 <= E*h**2", square, d.use(close, ["h"], small))
        )
        goal = near("x(2, {p})", "X", "X", MULTIPLIER, "E")
        return d.witness(goal, "D", d.conj(radius, d.generalize(bound, "h")))

    return d.generalize(d.implies("E > 0", lambda error: d.choose(d.use(chain, ["E"], error), "D", within)), "E")


two_cycle_of_quartic_well = Theorem(
    title="The 2-cycle of the quartic well",
    statement=Statement(
        NAME,
        "any",
        DECLARE,
        {**HYPOTHESES, "P_sign": "P >= 0", "Q_sign": "Q >= 0", "step": "eta > 0", "beyond": BEYOND},
        f"{CYCLE} and {ABOUT} and {TWICE}",
    ),
    write=_write,
    source="chen2023beyond",
    witnesses=(("quartic_well", {}), ("quartic_well", {"mu": "3/2"})),
    conditions=CONDITIONS,
    formulas={"upper_point": "X", "lower_point": "Y", "multiplier": MULTIPLIER},
    thresholds=(
        Threshold(
            name="flip",
            theorem=NAME,
            symbol="eta",
            conditions=(BEYOND,),
            positive=("eta", "mu"),
            tag="sharp",
            failure="the minimum attracts, and there is no 2-cycle about it",
            sharpness_witness="quartic_well",
        ),
    ),
    by_definition=(*DEFINITIONS, "P_sign", "Q_sign"),
    example_step="9/(8*mu)",
    outcome="the step swaps X and Y, on the two sides of the minimum",
)
