"""On two basins of the line: what the theorems on large steps say of M in a closed ball and in an open one."""

from __future__ import annotations

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.lemmas.two_basin_orbits import AVOIDS, ONCE, STAY, TENDS, two_basin_orbits
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

from ._no_return import CONTAINMENT, ball, no_return, radius

LOWER, UPPER = "eta*mu_dagger > 2", "eta*L < 2"
SLOW, FAST = "1 - eta*mu_star", "eta*L - 1"
GROWTH = "(eta*mu_dagger - 1)**2"
FACTORS = f"({SLOW})**2 <= K and ({FAST})**2 <= K"
RATE = (
    f"forall(K, scalar, implies({FACTORS}, forall(t, nat, implies(not Phi(t, p) in M,"
    " sq(Phi(t+1, p) - x_star) <= K*sq(Phi(t, p) - x_star)))))"
)
#: the symbols that the lemma on orbits shares
SAME = ("g", "Phi", "M", "P", "x_star", "x_dagger", "eta", "R", "D", "b")


def _write(d: Draft, is_open: bool) -> Fact:
    """With q the larger of 1 − ημ* and ηL − 1, the one-step theorems on the line give what the lemma asks for."""
    d.local(p="vector", t="nat", K="scalar", r="scalar")
    rate = d.generalize(d.generalize(d.implies(FACTORS, lambda both: _rate(d, d.parts(both))), "K"), "p")
    slow, fast = (_no_return(d, name, q, is_open) for name, q in (("slow", SLOW), ("fast", FAST)))
    orbits = d.split(
        f"{SLOW} >= {FAST}", lambda more: _orbits(d, SLOW, slow, more), lambda less: _orbits(d, FAST, fast, less)
    )
    return d.conj(*d.parts(orbits), rate)


def _orbits(d: Draft, q: str, room: Fact, larger: Fact) -> Fact:
    """The lemma with this q; it says a little more, the rate with q, which is left out."""
    spread = d.combine("eta*(L - mu_star) >= 0", d["order_star"], d["step"])
    sign = d.combine(f"{q} >= 0", larger, spread)
    same = d.combine(f"({q})**2 <= ({q})**2")
    other = SLOW if q == FAST else FAST
    smaller = d.combine(f"({other})**2 <= ({q})**2", larger, spread)
    large = d.combine("eta*mu_dagger - 2 > 0", d["lower"])
    more = d.combine("eta*L_dagger >= eta*mu_dagger", d["order_dagger"], d["step"])
    within = ball(d, f"({q})", sign, d.combine("b >= 0", d["b"], more, large), room)
    facts = {
        **within,
        "contracts": _contracts(d, f"({q})**2", (same, smaller) if q == SLOW else (smaller, same)),
        "expands": _expands(d),
        "reach": _reach(d, more, within["radius"]),
        "kappa": d.combine(f"{GROWTH} > 1", large),
    }
    labels = two_basin_orbits.statement.hypotheses
    given = {**{name: name for name in SAME}, "kappa": GROWTH, "q": q}
    whole = d.cite("two_basin_orbits", given, *(facts[label] if label in facts else d[label] for label in labels))
    visits, avoids, almost = d.parts(whole)
    once, stay, _ = d.parts(d.use(visits, ["p"]))
    return d.conj(d.generalize(d.conj(once, stay), "p"), avoids, almost)


def _no_return(d: Draft, name: str, q: str, is_open: bool) -> Fact:
    goal = no_return(f"({q})", is_open)
    return d.combine(goal, d[f"no_return_{name}"], d[name], eq_times=["D", "b*R"])


def _contracts(d: Draft, factor: str, larger: tuple[Fact, ...]) -> Fact:
    """Outside M one step contracts squared distances to x* by the factor (1.1 in dimension one)."""
    given = {"g": "g", "S": "lambda p: not p in M", "c": "x_star", "mu": "mu_star", "L": "L", "eta": "eta"}
    sign = d.combine("L >= 0", d["order_star"], d["mu_star"])
    facts = d["out"], d["out_bound"], sign, d["step"], *larger
    return d.cite("contraction_of_opsc_on_line", {**given, "K": factor}, *facts)


def _rate(d: Draft, larger: list[Fact]) -> Fact:
    here, moved = "Phi(t, p)", "Phi(t, p) - eta*g(Phi(t, p))"
    step = _contracts(d, "K", tuple(larger))

    def at(outside: Fact) -> Fact:
        goal = "sq(Phi(t+1, p) - x_star) <= K*sq(Phi(t, p) - x_star)"
        return d.rewrite_to(
            goal, d.use(d["recurrence"], ["t", "p"]), "Phi(t+1, p)", moved, d.use(step, [here], outside)
        )

    return d.generalize(d.implies("not Phi(t, p) in M", at), "t")


def _expands(d: Draft) -> Fact:
    """In M one step expands distances to x† by ημ† − 1 (1.2)."""
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "eta": "eta"}
    large = d.combine("eta*mu_dagger >= 1", d["lower"])
    return d.cite("expansion_of_opsc", given, d["in"], d["step"], large)


def _reach(d: Draft, more: Fact, radius: Fact) -> Fact:
    """A step from M ends within (ηL† − 1)R of x† (1.3 in dimension one)."""
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "L": "L_dagger", "eta": "eta"}
    positive = d.contradiction("mu_dagger > 0", lambda no: d.combine("0 > 0", no, d["lower"], d["step"]))
    long = d.combine("eta*(mu_dagger + L_dagger) >= 2", d["lower"], more)
    step = d.cite("reach_of_opsc_on_line", given, d["in"], d["in_bound"], positive, d["order_dagger"], d["step"], long)

    def at(inside: Fact) -> Fact:
        reach = d.use(step, ["p", "R"], d.conj(inside, d.use(radius, ["p"], inside)))
        return d.combine(
            "sq(p - eta*g(p) - x_dagger) <= (b*R)**2", reach, d["b"], eq_times=["b*R**2", "eta*L_dagger*R**2", "R**2"]
        )

    return d.generalize(d.implies("p in M", at), "p")


def large_step_on_line(name: str, title: str, *, is_open: bool, R: str, remarks: str) -> Theorem:
    """Return the theorem for M in the closed ball of radius R about x†, or in the open one, where no-return is ≤.

    Args:
        name, title, remarks: as of a `Theorem`.
        is_open: whether M lies in the open ball.
        R: the radius at which the shifted pair is the witness.
    """
    return Theorem(
        title=title,
        statement=Statement(
            name,
            "1",
            {
                "g": "vector -> vector",
                "Phi": "nat, vector -> vector",
                "M": "vector -> prop",
                "P": "nat -> scalar",
                "x_star": "vector",
                "x_dagger": "vector",
                **dict.fromkeys(("mu_star", "L", "mu_dagger", "L_dagger", "eta", "R", "D"), "scalar"),
                **dict.fromkeys(("b", "slow", "fast"), "scalar"),
            },
            {
                "start": "forall(p, vector, Phi(0, p) == p)",
                "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
                "out": opsc.hypothesis(constant="mu_star", center="x_star", on="not p in M"),
                "out_bound": upper_error_bound.hypothesis(constant="L", center="x_star", on="not p in M"),
                "in": opsc.hypothesis(constant="mu_dagger", center="x_dagger", on="p in M"),
                "in_bound": upper_error_bound.hypothesis(constant="L_dagger", center="x_dagger", on="p in M"),
                **radius(is_open),
                "D": "D >= 0",
                "D_squared": "D**2 == sq(x_star - x_dagger)",
                "mu_star": "mu_star > 0",
                "order_star": "mu_star <= L",
                "order_dagger": "mu_dagger <= L_dagger",
                "step": "eta > 0",
                "lower": LOWER,
                "b": "b == eta*L_dagger - 1",
                "slow": f"slow == {SLOW}",
                "fast": f"fast == {FAST}",
                "no_return_slow": no_return("slow", is_open),
                "no_return_fast": no_return("fast", is_open),
                "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
                " measure_le(p, not p in M and (p - eta*g(p)) in N, 0)))",
                "P_0": "P(0) == 1",
                "P_next": f"forall(n, nat, P(n+1) == {GROWTH}*P(n))",
            },
            f"forall(p, vector, {ONCE} and {STAY}) and forall(p, vector, implies({AVOIDS}, {TENDS})) and ae(p, {TENDS})"
            f" and forall(p, vector, {RATE})",
        ),
        write=lambda d: _write(d, is_open),
        source="own",
        own=True,
        witnesses=(("shifted_pair", {"R": R}),),
        conditions=(
            Condition("opsc", "mu_star", "x_star", "not M", ("out",)),
            Condition("upper_error_bound", "L", "x_star", "not M", ("out_bound",)),
            Condition("opsc", "mu_dagger", "x_dagger", "M", ("in",)),
            Condition("upper_error_bound", "L_dagger", "x_dagger", "M", ("in_bound",)),
            Condition(CONTAINMENT[is_open], "R", "x_dagger", "M", ("radius",)),
            Condition("nonsingular_map", "", "", "not M", ("nonsingular",)),
        ),
        formulas={"slow": SLOW, "fast": FAST, "expansion": "eta*mu_dagger - 1"},
        thresholds=(
            Threshold(
                name="window",
                theorem=name,
                symbol="eta",
                conditions=(LOWER, UPPER),
                positive=("eta", "mu_dagger", "L"),
                tag="sufficient",
                failure="M may hold orbits, or distances to x* may grow outside it",
            ),
            Threshold(
                name="no_return_slow",
                theorem=name,
                symbol="R",
                conditions=(no_return("slow", is_open),),
                positive=("R", "D"),
                nonnegative=("slow", "b"),
                tag="sharp",
                failure="an attracting 2-cycle in and out of M keeps an open set of starts from x*",
                sharpness_witness="shifted_pair",
            ),
            Threshold(
                name="no_return_fast",
                theorem=name,
                symbol="R",
                conditions=(no_return("fast", is_open),),
                positive=("R", "D"),
                nonnegative=("fast", "b"),
                tag="sufficient",
                failure="a start may return to M across x*",
            ),
        ),
        by_definition=("start", "recurrence", "D", "D_squared", "b", "slow", "fast", "P_0", "P_next"),
        example_step="1/(2*L)",
        outcome="gradient descent converges to x_star from almost every start, and visits M at most once",
        remarks=remarks,
    )
