"""On the line, steps below 2/L† started near a local minimiser stay near it and converge to it."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

from ._trapped_share import BALL, REMARK, SHARE, TENDS, share

NAME = "trapping_of_small_step_on_line"
FACTORS = ("(1 - eta*mu_dagger)**2", "(1 - eta*L_dagger)**2")
HERE, NEXT = "sq(Phi(t, p) - x_dagger)", "sq(Phi(t+1, p) - x_dagger)"
STAYS = f"forall(t, nat, {HERE} <= rho**2)"
RATE = f"forall(K, scalar, implies({FACTORS[0]} <= K and {FACTORS[1]} <= K, forall(t, nat, {NEXT} <= K*{HERE})))"


def _write(d: Draft) -> Fact:
    d.local(p="vector", t="nat", K="scalar", c="scalar", W="vector -> prop")
    trapped = d.generalize(d.implies(BALL, lambda inside: _from(d, inside)), "p")
    return d.conj(trapped, share(d, lambda inside: d.part(d.use(trapped, ["p"], inside), 2)))


def _from(d: Draft, inside: Fact) -> Fact:
    """The larger of the two factors is below 1, since 0 < ημ† ≤ ηL† < 2."""
    flat = d.combine("eta*mu_dagger > 0", d["step"], d["mu_dagger"])
    more = d.combine("eta*mu_dagger <= eta*L_dagger", d["order"], d["step"])
    steep = d.combine("eta*L_dagger > 0", more, flat)
    at_L = d.combine(f"{FACTORS[1]} < 1", steep, d["small"])
    at_mu = d.combine(f"{FACTORS[0]} < 1", flat, d.combine("eta*mu_dagger < 2", more, d["small"]))
    mu, L = FACTORS

    def same(factor: str) -> Fact:
        return d.combine(f"{factor} <= {factor}")

    return d.split(
        f"{mu} <= {L}",
        lambda less: _orbit(d, inside, L, at_L, (less, same(L))),
        lambda most: _orbit(d, inside, mu, at_mu, (same(mu), d.combine(f"{L} <= {mu}", most))),
    )


def _orbit(d: Draft, inside: Fact, factor: str, less: Fact, larger: tuple[Fact, Fact]) -> Fact:
    norm = d.norm("Phi(t, p) - x_dagger")
    first = d.rewrite_to("sq(Phi(0, p) - x_dagger) <= rho**2", d.use(d["start"], ["p"]), "Phi(0, p)", "p", inside)
    next_ = NEXT + " <= rho**2"
    stays = d.induct(STAYS, "t", first, lambda now: d.combine(next_, _shrinks(d, factor, larger, now), now, less, norm))
    here = d.use(stays, ["t"])

    def rate(factors: Fact) -> Fact:
        return d.generalize(_shrinks(d, "K", tuple(d.parts(factors)), here), "t")

    every = d.generalize(d.implies(f"{FACTORS[0]} <= K and {FACTORS[1]} <= K", rate), "K")
    shrinks = d.generalize(_shrinks(d, factor, larger, here), "t")
    sequence = {"a": f"lambda t: {HERE}", "k": factor}
    return d.conj(stays, every, d.cite("tends_of_contraction", sequence, d.generalize(norm, "t"), shrinks, less))


def _shrinks(d: Draft, factor: str, larger: tuple[Fact, ...], inside: Fact) -> Fact:
    """One step from the ball, by the contraction on the line with that factor."""
    given = {"g": "g", "S": f"lambda p: {BALL}", "c": "x_dagger", "mu": "mu_dagger", "L": "L_dagger", "eta": "eta"}
    sign = d.combine("L_dagger >= 0", d["order"], d["mu_dagger"])
    facts = d["opsc"], d["upper_error_bound"], sign, d["step"], *larger
    step = d.cite("contraction_of_opsc_on_line", {**given, "K": factor}, *facts)
    moved = "Phi(t, p) - eta*g(Phi(t, p))"
    shrunk, equation = d.use(step, ["Phi(t, p)"], inside), d.use(d["recurrence"], ["t", "p"])
    return d.rewrite_to(f"{NEXT} <= ({factor})*{HERE}", equation, "Phi(t+1, p)", moved, shrunk)


trapping_of_small_step_on_line = Theorem(
    title="A small step is trapped by the local minimiser, in dimension one",
    statement=Statement(
        NAME,
        "1",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "x_dagger": "vector",
            **dict.fromkeys(("mu_dagger", "L_dagger", "eta", "rho"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "opsc": opsc.hypothesis(constant="mu_dagger", center="x_dagger", on=BALL),
            "upper_error_bound": upper_error_bound.hypothesis(constant="L_dagger", center="x_dagger", on=BALL),
            "mu_dagger": "mu_dagger > 0",
            "order": "mu_dagger <= L_dagger",
            "step": "eta > 0",
            "small": "eta*L_dagger < 2",
        },
        f"forall(p, vector, implies({BALL}, {STAYS} and {RATE} and {TENDS})) and {SHARE}",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("shifted_pair", {}), ("double_well", {})),
    conditions=(
        Condition("opsc", "mu_dagger", "x_dagger", "ball", ("opsc",)),
        Condition("upper_error_bound", "L_dagger", "x_dagger", "ball", ("upper_error_bound",)),
    ),
    formulas={"squared_factor": FACTORS},
    thresholds=(
        Threshold(
            name="trapping",
            theorem=NAME,
            symbol="eta",
            conditions=("eta*L_dagger < 2",),
            positive=("eta", "L_dagger"),
            tag="sharp",
            failure="starts near the edge of the ball leave it; at the end itself they need not converge",
            sharpness_witness="shifted_pair",
        ),
    ),
    by_definition=("start", "recurrence"),
    example_step="1/L_dagger",
    outcome="gradient descent from any start in the ball stays there and converges to x_dagger",
    remarks=f"{REMARK} In higher dimension the bound is 2*mu_dagger/L_dagger^2 (trapping_of_small_step).",
)
