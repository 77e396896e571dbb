"""Between steps 1/μ and (√5 − 1)/μ the 2-cycle of the quartic well attracts: the minimum is lost, the basin is not."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold
from theorems._quartic_well import (
    CONDITIONS,
    DECLARE,
    DEFINITIONS,
    HYPOTHESES,
    MULTIPLIER,
    both_slopes,
    multiplier_fact,
    orbit,
    slope_at,
)

NAME = "quartic_well_cycle_attracts"
BEYOND, BELOW = "eta*mu > 1", "1 + eta*mu < root5"
LIMITS = "tends(t, x(2*t, p) - X) and tends(t, x(2*t+1, p) - Y)"
GOAL = f"exists(r, scalar, r > 0 and forall(p, scalar, implies((p - X)**2 < r, {LIMITS})))"


def _write(d: Draft) -> Fact:
    """The multiplier 9 − 2(1 + ημ)² lies between −1 and 1; so the 2-cycle attracts, by its linear part."""
    d.local(p="scalar", t="nat", r="scalar")
    given, there, back = both_slopes(d)
    square = d.combine("(1 + eta*mu)**2 < 5", d["below"], d["root5"], d.combine("1 + eta*mu > 0", d["beyond"]))
    low = d.combine(f"{MULTIPLIER} > -1", square)
    high = d.combine(f"{MULTIPLIER} < 1", d["beyond"])
    size = d.combine(f"{MULTIPLIER}**2 < 1", low, high)
    product = f"({slope_at('X')}*{slope_at('Y')})"
    contracts = d.combine(f"{product}**2 < 1", size, multiplier_fact(d), eq_times=[product, MULTIPLIER])
    near = d.cite("attracting_two_cycle", given, there, back, contracts)

    def radius(found: Fact) -> Fact:
        positive, attracts = d.parts(found)

        def close(start: Fact) -> Fact:
            first = d.use(d["start"], ["p"])
            begins = d.rewrite_to("(x(0, p) - X)**2 < r", first, "x(0, p)", "p", start, "scalar")
            return d.use(attracts, ["lambda t: x(t, p)"], d.conj(orbit(d), begins))

        return d.witness(GOAL, "r", d.conj(positive, d.generalize(d.implies("(p - X)**2 < r", close), "p")))

    return d.choose(near, "r", radius)


quartic_well_cycle_attracts = Theorem(
    title="The 2-cycle of the quartic well attracts between 1/mu and (sqrt(5) - 1)/mu",
    statement=Statement(
        NAME,
        "any",
        {**DECLARE, "root5": "scalar"},
        {**HYPOTHESES, "root5": "root5**2 == 5", "beyond": BEYOND, "below": BELOW},
        GOAL,
    ),
    write=_write,
    source="chen2023beyond",
    witnesses=(("quartic_well", {}), ("quartic_well", {"mu": "3/2"})),
    conditions=CONDITIONS,
    formulas={"upper_point": "X", "lower_point": "Y", "multiplier": MULTIPLIER},
    thresholds=(
        Threshold(
            name="attracts",
            theorem=NAME,
            symbol="eta",
            conditions=(BEYOND, BELOW),
            positive=("eta", "mu"),
            tag="sharp",
            failure="below, the minimum attracts; above, only the cycle itself stays near it",
            sharpness_witness="quartic_well",
        ),
    ),
    by_definition=(*DEFINITIONS, "root5"),
    example_step="9/(8*mu)",
    outcome="starts near X tend to the 2-cycle X, Y about the minimum, which is unstable",
    remarks="The minimum is linearly unstable, and yet these orbits stay in its basin x > 0 (Y > 0 by"
    " two_cycle_of_quartic_well).",
)
