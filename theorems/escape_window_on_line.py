"""On the line, steps between 2/μ† and 2/L expand distances to x† inside M and contract distances to x* outside it."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "escape_window_on_line"
LOWER, UPPER = "eta*mu_dagger > 2", "eta*L < 2"
ESCAPE = "implies(p in M and sq(p - x_dagger) > 0, sq(p - eta*g(p) - x_dagger) > sq(p - x_dagger))"
APPROACH = "implies(not p in M and sq(p - x_star) > 0, sq(p - eta*g(p) - x_star) < sq(p - x_star))"


def _write(d: Draft) -> Fact:
    d.local(p="vector")
    escape = d.generalize(d.implies("p in M and sq(p - x_dagger) > 0", lambda at: _escape(d, at)), "p")
    approach = d.generalize(d.implies("not p in M and sq(p - x_star) > 0", lambda at: _approach(d, at)), "p")
    return d.conj(escape, approach)


def _escape(d: Draft, at: Fact) -> Fact:
    inside, away = d.parts(at)
    large = d.combine("eta*mu_dagger >= 1", d["lower"])
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "eta": "eta"}
    grown = d.use(d.cite("expansion_of_opsc", given, d["in"], d["step"], large), ["p"], inside)
    factor = d.combine("(eta*mu_dagger - 1)**2 > 1", d.combine("eta*mu_dagger - 1 > 0", d["lower"]), d["lower"])
    return d.combine("sq(p - eta*g(p) - x_dagger) > sq(p - x_dagger)", grown, factor, away)


def _approach(d: Draft, at: Fact) -> Fact:
    """The squared factor is the larger of (1 − ημ*)² and (1 − ηL)², both below 1 as 0 < ημ* ≤ ηL < 2."""
    outside, away = d.parts(at)
    steep = d.combine("eta*L > 0", d["step"], d["L"])
    flat = d.combine("eta*mu_star > 0", d["step"], d["mu_star"])
    order = d.combine("eta*mu_star <= eta*L", d["order"], d["step"])
    at_L = d.combine("(1 - eta*L)**2 < 1", steep, d["upper"])
    at_mu = d.combine("(1 - eta*mu_star)**2 < 1", flat, d.combine("eta*mu_star < 2", order, d["upper"]))

    def with_factor(k: str, below: Fact, is_mu: Fact, is_L: Fact) -> Fact:
        given = {"g": "g", "S": "lambda p: not p in M", "c": "x_star", "mu": "mu_star", "L": "L", "eta": "eta", "K": k}
        sign = d.combine("L >= 0", d["L"])
        step = d.cite("contraction_of_opsc_on_line", given, d["out"], d["out_bound"], sign, d["step"], is_mu, is_L)
        return d.combine("sq(p - eta*g(p) - x_star) < sq(p - x_star)", d.use(step, ["p"], outside), below, away)

    def same(k: str) -> Fact:
        return d.combine(f"{k} <= {k}")

    mu, L = "(1 - eta*mu_star)**2", "(1 - eta*L)**2"
    return d.split(
        f"{mu} <= {L}",
        lambda less: with_factor(L, at_L, less, same(L)),
        lambda more: with_factor(mu, at_mu, same(mu), d.combine(f"{L} <= {mu}", more)),
    )


escape_window_on_line = Theorem(
    title="The window of steps that leave M and approach the global minimiser, in dimension one",
    statement=Statement(
        NAME,
        "1",
        {
            "g": "vector -> vector",
            "M": "vector -> prop",
            "x_star": "vector",
            "x_dagger": "vector",
            **dict.fromkeys(("mu_star", "L", "mu_dagger", "eta"), "scalar"),
        },
        {
            "out": opsc.hypothesis(constant="mu_star", center="x_star", on="not p in M"),
            "out_bound": upper_error_bound.hypothesis(constant="L", center="x_star", on="not p in M"),
            "in": opsc.hypothesis(constant="mu_dagger", center="x_dagger", on="p in M"),
            "mu_star": "mu_star > 0",
            "order": "mu_star <= L",
            "L": "L > 0",
            "step": "eta > 0",
            "lower": LOWER,
            "upper": UPPER,
        },
        f"forall(p, vector, {ESCAPE}) and forall(p, vector, {APPROACH})",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("shifted_pair", {}),),
    conditions=(
        Condition("opsc", "mu_star", "x_star", "not M", ("out",)),
        Condition("upper_error_bound", "L", "x_star", "not M", ("out_bound",)),
        Condition("opsc", "mu_dagger", "x_dagger", "M", ("in",)),
    ),
    formulas={"contraction": ("(1 - eta*mu_star)**2", "(1 - eta*L)**2"), "expansion": "eta*mu_dagger - 1"},
    thresholds=(
        Threshold(
            name="window",
            theorem=NAME,
            symbol="eta",
            conditions=(LOWER, UPPER),
            positive=("eta", "mu_dagger", "L"),
            tag="sharp",
            failure="some step in M does not expand, or some step outside M does not contract",
            sharpness_witness="shifted_pair",
        ),
    ),
    example_step="1/L",
    outcome="a step moves away from x_dagger in M, and closer to x_star outside M",
    remarks="When such steps exist: escape_window_is_non_empty.",
)
