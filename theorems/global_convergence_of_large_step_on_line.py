"""On the line, on two basins, a large step that cannot return reaches the global minimiser from almost every start."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.lemmas.two_basin_orbits import AVOIDS, ONCE, STAY, TENDS, two_basin_orbits
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "global_convergence_of_large_step_on_line"
LOWER, UPPER = "eta*mu_dagger > 2", "eta*L < 2"
SLOW, FAST = "1 - eta*mu_star", "eta*L - 1"
NO_RETURN = "{}*(D + b*R) < D - R"
GROWTH = "(eta*mu_dagger - 1)**2"
FACTORS = f"({SLOW})**2 <= K and ({FAST})**2 <= K"
RATE = (
    f"forall(K, scalar, implies({FACTORS}, forall(t, nat, implies(not Phi(t, p) in M,"
    " sq(Phi(t+1, p) - x_star) <= K*sq(Phi(t, p) - x_star)))))"
)
#: the symbols that the lemma on orbits shares
SAME = ("g", "Phi", "M", "P", "x_star", "x_dagger", "eta", "R", "D", "b")


def _write(d: Draft) -> Fact:
    """With q the larger of 1 − ημ* and ηL − 1, the one-step theorems on the line give what the lemma asks for."""
    d.local(p="vector", t="nat", K="scalar")
    rate = d.generalize(d.generalize(d.implies(FACTORS, lambda both: _rate(d, d.parts(both))), "K"), "p")
    slow, fast = (_no_return(d, name, q) for name, q in (("slow", SLOW), ("fast", FAST)))
    orbits = d.split(
        f"{SLOW} >= {FAST}", lambda more: _orbits(d, SLOW, slow, more), lambda less: _orbits(d, FAST, fast, less)
    )
    return d.conj(*d.parts(orbits), rate)


def _orbits(d: Draft, q: str, no_return: Fact, larger: Fact) -> Fact:
    """The lemma with this q; it says a little more, the rate with q, which is left out."""
    spread = d.combine("eta*(L - mu_star) >= 0", d["order_star"], d["step"])
    sign = d.combine(f"{q} >= 0", larger, spread)
    same = d.combine(f"({q})**2 <= ({q})**2")
    other = SLOW if q == FAST else FAST
    smaller = d.combine(f"({other})**2 <= ({q})**2", larger, spread)
    large = d.combine("eta*mu_dagger - 2 > 0", d["lower"])
    more = d.combine("eta*L_dagger >= eta*mu_dagger", d["order_dagger"], d["step"])
    facts = {
        "contracts": _contracts(d, f"({q})**2", (same, smaller) if q == SLOW else (smaller, same)),
        "expands": _expands(d),
        "reach": _reach(d, more),
        "kappa": d.combine(f"{GROWTH} > 1", large),
        "q": sign,
        "b": d.combine("b >= 0", d["b"], more, large),
        "no_return": no_return,
    }
    labels = two_basin_orbits.statement.hypotheses
    given = {**{name: name for name in SAME}, "kappa": GROWTH, "q": q}
    whole = d.cite("two_basin_orbits", given, *(facts[label] if label in facts else d[label] for label in labels))
    visits, avoids, almost = d.parts(whole)
    once, stay, _ = d.parts(d.use(visits, ["p"]))
    return d.conj(d.generalize(d.conj(once, stay), "p"), avoids, almost)


def _no_return(d: Draft, name: str, q: str) -> Fact:
    goal = NO_RETURN.format(f"({q})")
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


def _reach(d: Draft, more: Fact) -> Fact:
    """A step from M ends within (ηL† − 1)R of x† (1.3 in dimension one)."""
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "L": "L_dagger", "eta": "eta"}
    positive = d.contradiction("mu_dagger > 0", lambda no: d.combine("0 > 0", no, d["lower"], d["step"]))
    long = d.combine("eta*(mu_dagger + L_dagger) >= 2", d["lower"], more)
    step = d.cite("reach_of_opsc_on_line", given, d["in"], d["in_bound"], positive, d["order_dagger"], d["step"], long)

    def at(inside: Fact) -> Fact:
        reach = d.use(step, ["p", "R"], d.conj(inside, d.use(d["radius"], ["p"], inside)))
        return d.combine(
            "sq(p - eta*g(p) - x_dagger) <= (b*R)**2", reach, d["b"], eq_times=["b*R**2", "eta*L_dagger*R**2", "R**2"]
        )

    return d.generalize(d.implies("p in M", at), "p")


global_convergence_of_large_step_on_line = Theorem(
    title="Global convergence of gradient descent with a large step on two basins, in dimension one",
    statement=Statement(
        NAME,
        "1",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "M": "vector -> prop",
            "P": "nat -> scalar",
            "x_star": "vector",
            "x_dagger": "vector",
            **dict.fromkeys(("mu_star", "L", "mu_dagger", "L_dagger", "eta", "R", "D", "b", "slow", "fast"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "out": opsc.hypothesis(constant="mu_star", center="x_star", on="not p in M"),
            "out_bound": upper_error_bound.hypothesis(constant="L", center="x_star", on="not p in M"),
            "in": opsc.hypothesis(constant="mu_dagger", center="x_dagger", on="p in M"),
            "in_bound": upper_error_bound.hypothesis(constant="L_dagger", center="x_dagger", on="p in M"),
            "radius": "forall(p, vector, implies(p in M, sq(p - x_dagger) <= R**2))",
            "R": "R >= 0",
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
            "no_return_slow": NO_RETURN.format("slow"),
            "no_return_fast": NO_RETURN.format("fast"),
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, not p in M and (p - eta*g(p)) in N, 0)))",
            "P_0": "P(0) == 1",
            "P_next": f"forall(n, nat, P(n+1) == {GROWTH}*P(n))",
        },
        f"forall(p, vector, {ONCE} and {STAY}) and forall(p, vector, implies({AVOIDS}, {TENDS})) and ae(p, {TENDS})"
        f" and forall(p, vector, {RATE})",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("shifted_pair", {"R": "5/2"}),),
    conditions=(
        Condition("opsc", "mu_star", "x_star", "not M", ("out",)),
        Condition("upper_error_bound", "L", "x_star", "not M", ("out_bound",)),
        Condition("opsc", "mu_dagger", "x_dagger", "M", ("in",)),
        Condition("upper_error_bound", "L_dagger", "x_dagger", "M", ("in_bound",)),
        Condition("containment", "R", "x_dagger", "M", ("radius",)),
        Condition("nonsingular_map", "", "", "not M", ("nonsingular",)),
    ),
    formulas={"slow": SLOW, "fast": FAST, "expansion": "eta*mu_dagger - 1"},
    thresholds=(
        Threshold(
            name="window",
            theorem=NAME,
            symbol="eta",
            conditions=(LOWER, UPPER),
            positive=("eta", "mu_dagger", "L"),
            tag="sufficient",
            failure="M may hold orbits, or distances to x* may grow outside it",
        ),
        Threshold(
            name="no_return_slow",
            theorem=NAME,
            symbol="R",
            conditions=(NO_RETURN.format("slow"),),
            positive=("R", "D"),
            nonnegative=("slow", "b"),
            tag="sharp",
            failure="an attracting 2-cycle in and out of M keeps an open set of starts from x*",
            sharpness_witness="shifted_pair",
        ),
        Threshold(
            name="no_return_fast",
            theorem=NAME,
            symbol="R",
            conditions=(NO_RETURN.format("fast"),),
            positive=("R", "D"),
            nonnegative=("fast", "b"),
            tag="sufficient",
            failure="a start may return to M across x*",
        ),
    ),
    by_definition=("start", "recurrence", "D", "D_squared", "b", "slow", "fast", "P_0", "P_next"),
    example_step="1/(2*L)",
    outcome="gradient descent converges to x_star from almost every start, and visits M at most once",
    remarks="The two no-return inequalities are one, with q = max(slow, fast), the larger one-step factor on the line;"
    " they imply q < 1, and where slow or fast is negative its inequality holds of itself or follows from the other."
    " Steps between 2/mu_dagger and 2/L exist if mu_dagger > L.",
)
