"""Past step (√5 − 1)/μ the 2-cycle of the quartic well repels: only orbits that begin on it stay near it."""

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

NAME = "quartic_well_cycle_repels"
BEYOND = "1 + eta*mu > root5"
STAYS = "forall(t, nat, (x(2*t, p) - X)**2 < r)"
GOAL = f"exists(r, scalar, r > 0 and forall(p, scalar, implies({STAYS}, p == X)))"


def _write(d: Draft) -> Fact:
    """The multiplier 9 − 2(1 + ημ)² lies below −1."""
    d.local(p="scalar", t="nat", r="scalar")
    given, there, back = both_slopes(d)
    square = d.combine("(1 + eta*mu)**2 > 5", d["beyond"], d["root5"], d["root5_sign"])
    size = d.combine(f"{MULTIPLIER}**2 > 1", d.combine(f"{MULTIPLIER} < -1", square))
    product = f"({slope_at('X')}*{slope_at('Y')})"
    expands = d.combine(f"{product}**2 > 1", size, multiplier_fact(d), eq_times=[product, MULTIPLIER])
    near = d.cite("repelling_two_cycle", given, there, back, expands)

    def radius(found: Fact) -> Fact:
        positive, repels = d.parts(found)

        def stays(always: Fact) -> Fact:
            begins = d.use(repels, ["lambda t: x(t, p)"], d.conj(orbit(d), always))
            return d.rewrite_to("p == X", d.use(d["start"], ["p"]), "x(0, p)", "p", begins, "scalar")

        return d.witness(GOAL, "r", d.conj(positive, d.generalize(d.implies(STAYS, stays), "p")))

    return d.choose(near, "r", radius)


quartic_well_cycle_repels = Theorem(
    title="The 2-cycle of the quartic well repels past (sqrt(5) - 1)/mu",
    statement=Statement(
        NAME,
        "any",
        {**DECLARE, "root5": "scalar"},
        {**HYPOTHESES, "root5": "root5**2 == 5", "root5_sign": "root5 >= 0", "beyond": BEYOND},
        GOAL,
    ),
    write=_write,
    source="chen2023beyond",
    witnesses=(("quartic_well", {}), ("quartic_well", {"mu": "3/2"})),
    conditions=CONDITIONS,
    formulas={"upper_point": "X", "multiplier": MULTIPLIER},
    thresholds=(
        Threshold(
            name="repels",
            theorem=NAME,
            symbol="eta",
            conditions=(BEYOND,),
            positive=("eta", "mu"),
            tag="sharp",
            failure="the 2-cycle attracts (quartic_well_cycle_attracts)",
            sharpness_witness="quartic_well",
        ),
    ),
    by_definition=(*DEFINITIONS, "root5", "root5_sign"),
    example_step="5/(4*mu)",
    outcome="no orbit but those that begin at X stays near X at every second step",
)
