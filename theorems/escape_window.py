"""Steps between 2/μ† and 2μ*/L² expand distances to x† inside M and contract distances to x* outside it."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "escape_window"
LOWER, UPPER = "eta*mu_dagger > 2", "eta*L**2 < 2*mu_star"
ESCAPE = (
    "implies(p in M and sq(p - x_dagger) > 0,"
    " sq(p - eta*g(p) - x_dagger) > sq(p - x_dagger))"
)  # fmt: skip
APPROACH = "implies(not p in M and sq(p - x_star) > 0, sq(p - eta*g(p) - x_star) < sq(p - x_star))"
#: for steps in the seed paper's conservative window
CONSERVATIVE = (
    "implies(not p in M and eta*L**2 <= mu_star,"
    " sq(p - eta*g(p) - x_star) <= (1 - eta*mu_star)*sq(p - x_star))"
)  # fmt: skip


def _write(d: Draft) -> Fact:
    d.local(p="vector")
    escape = d.generalize(d.implies("p in M and sq(p - x_dagger) > 0", lambda at: _escape(d, at)), "p")
    approach = d.generalize(d.implies("not p in M and sq(p - x_star) > 0", lambda at: _approach(d, at)), "p")
    early = d.implies("not p in M and eta*L**2 <= mu_star", lambda at: _conservative(d, at))
    return d.conj(escape, approach, d.generalize(early, "p"))


def _escape(d: Draft, at: Fact) -> Fact:
    inside, away = d.parts(at)
    large = d.combine("eta*mu_dagger >= 1", d["lower"])
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "eta": "eta"}
    grown = d.use(d.cite("expansion_of_opsc", given, d["in"], d["step"], large), ["p"], inside)
    factor = d.combine("(eta*mu_dagger - 1)**2 > 1", d.combine("eta*mu_dagger - 1 > 0", d["lower"]), d["lower"])
    return d.combine("sq(p - eta*g(p) - x_dagger) > sq(p - x_dagger)", grown, factor, away)


def _approach(d: Draft, at: Fact) -> Fact:
    outside, away = d.parts(at)
    given = {"g": "g", "S": "lambda p: not p in M", "c": "x_star", "mu": "mu_star", "L": "L", "eta": "eta"}
    shrunk = d.use(d.cite("contraction_of_opsc", given, d["out"], d["out_bound"], d["step"]), ["p"], outside)
    factor = d.combine("1 - 2*eta*mu_star + eta**2*L**2 < 1", d["upper"], d["step"])
    return d.combine("sq(p - eta*g(p) - x_star) < sq(p - x_star)", shrunk, factor, away)


def _conservative(d: Draft, at: Fact) -> Fact:
    """η²L² ≤ ημ*, so the squared factor 1 − 2ημ* + η²L² is at most 1 − ημ*."""
    outside, small = d.parts(at)
    given = {"g": "g", "S": "lambda p: not p in M", "c": "x_star", "mu": "mu_star", "L": "L", "eta": "eta"}
    shrunk = d.use(d.cite("contraction_of_opsc", given, d["out"], d["out_bound"], d["step"]), ["p"], outside)
    less = d.combine("eta**2*L**2 <= eta*mu_star", small, d["step"])
    return d.combine(
        "sq(p - eta*g(p) - x_star) <= (1 - eta*mu_star)*sq(p - x_star)", shrunk, less, d.norm("p - x_star")
    )


escape_window = Theorem(
    title="The window of steps that leave M and approach the global minimiser",
    statement=Statement(
        NAME,
        "any",
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
            "step": "eta > 0",
            "lower": LOWER,
            "upper": UPPER,
        },
        f"forall(p, vector, {ESCAPE}) and forall(p, vector, {APPROACH}) and forall(p, vector, {CONSERVATIVE})",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("kinked_pair", {}), ("kinked_pair_anisotropic", {})),
    conditions=(
        Condition("opsc", "mu_star", "x_star", "not M", ("out",)),
        Condition("upper_error_bound", "L", "x_star", "not M", ("out_bound",)),
        Condition("opsc", "mu_dagger", "x_dagger", "M", ("in",)),
    ),
    formulas={"contraction": "1 - 2*eta*mu_star + eta**2*L**2", "expansion": "eta*mu_dagger - 1"},
    thresholds=(
        Threshold(
            name="window",
            theorem=NAME,
            symbol="eta",
            conditions=(LOWER, UPPER),
            positive=("eta", "mu_dagger", "mu_star", "L"),
            tag="sharp",
            failure="some step in M does not expand, or some step outside M does not contract",
            sharpness_witness="plane_family",
        ),
        Threshold(
            name="conservative_window",
            theorem=NAME,
            symbol="eta",
            conditions=(LOWER, "eta*L**2 <= mu_star"),
            positive=("eta", "mu_dagger", "mu_star", "L"),
            tag="sufficient",
            failure="the squared factor 1 - eta*mu_star is no longer guaranteed outside M",
        ),
    ),
    example_step="10*mu_star/(11*L**2)",
    outcome="a step moves away from x_dagger in M, and closer to x_star outside M",
    remarks="When such steps exist: escape_window_is_non_empty. On the line the upper end is 2/L.",
)
