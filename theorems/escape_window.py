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
#: non-emptiness of the window, and of the seed paper's conservative one: (what it needs, its upper end)
WINDOWS = (("mu_dagger*mu_star > L**2", "s*L**2 < 2*mu_star"), ("mu_dagger*mu_star > 2*L**2", "s*L**2 <= mu_star"))
NON_EMPTY = " and ".join(
    f"implies({gap}, exists(s, scalar, s*mu_dagger > 2 and {upper}))"
    f" and implies(exists(s, scalar, s > 0 and s*mu_dagger > 2 and {upper}), {gap})"
    for gap, upper in WINDOWS
)


def _write(d: Draft) -> Fact:
    d.local(p="vector", s="scalar", m="scalar", r="scalar")
    escape = d.generalize(d.implies("p in M and sq(p - x_dagger) > 0", lambda at: _escape(d, at)), "p")
    approach = d.generalize(d.implies("not p in M and sq(p - x_star) > 0", lambda at: _approach(d, at)), "p")
    return d.conj(
        escape,
        approach,
        *(part for share, window in zip("21", WINDOWS, strict=False) for part in _non_empty(d, share, *window)),
    )


def _non_empty(d: Draft, share: str, gap: str, upper: str) -> tuple[Fact, Fact]:
    return d.implies(gap, lambda wide: _step(d, wide, share, gap, upper)), _only_if(d, gap, upper)


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


def _step(d: Draft, wide: Fact, share: str, gap: str, upper: str) -> Fact:
    """A step in the window: s = 2m + kmδr, where m = 1/μ†, δ is the gap, r = 1/(L² + 1) and k is 2 or 1."""
    sharp = d.combine("mu_dagger > 0", d["step"], d["lower"], multiplier=[d["step"]])
    term = f"2*m + {share}*m*({gap.replace('>', '-')})*r"
    goal = f"exists(s, scalar, s*mu_dagger > 2 and {upper})"

    def at(inverse: Fact, other: Fact) -> Fact:
        m = _positive(d, "m", inverse, sharp)
        r = _positive(d, "r", other, d.combine("L**2 + 1 > 0", d.square("L")))
        units = d.part(inverse, 1), d.part(other, 1)
        times = ["mu_star", "mu_dagger*mu_star*r", "L**2*r", "m*mu_dagger*mu_star", "m*L**2"]
        low = d.combine(f"({term})*mu_dagger > 2", wide, m, r, *units, eq_times=times, degree=3)
        high = d.combine(upper.replace("s*", f"({term})*", 1), wide, m, r, *units, eq_times=times, degree=3)
        return d.witness(goal, term, d.conj(low, high))

    above = d.combine("L**2 + 1 > 0", d.square("L"))
    return d.solve(sharp, "m", lambda inverse: d.solve(above, "r", lambda other: at(inverse, other)))


def _positive(d: Draft, name: str, inverse: Fact, positive: Fact) -> Fact:
    """b ≥ 0 and ab = 1 give b > 0."""
    _sign, unit = d.parts(inverse)
    return d.contradiction(f"{name} > 0", lambda no: d.combine("0 > 0", no, unit, positive))


def _only_if(d: Draft, gap: str, upper: str) -> Fact:
    def at(found: Fact) -> Fact:
        positive, low, high = d.parts(found)
        slope = d.combine("mu_star > 0", d["upper"], d["step"], d.square("L"))
        return d.combine(gap, low, high, slope, positive, multiplier=[positive])

    some = f"exists(s, scalar, s > 0 and s*mu_dagger > 2 and {upper})"
    return d.implies(some, lambda window: d.choose(window, "s", at))


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
        f"forall(p, vector, {ESCAPE}) and forall(p, vector, {APPROACH}) and {NON_EMPTY}",
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
            failure="the squared outside factor may exceed 1 - eta*mu_star",
        ),
    ),
    example_step="10*mu_star/(11*L**2)",
    outcome="a step moves away from x_dagger in M, and closer to x_star outside M",
    remarks="The window is non-empty if and only if mu_dagger*mu_star > L^2. The seed paper's conservative one,"
    " up to mu_star/L^2, is non-empty if and only if mu_dagger*mu_star > 2L^2. On the line the upper end is 2/L.",
)
