"""On two basins, a large step that cannot return reaches the global minimiser from almost every start."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.lemmas.two_basin_orbits import CONCLUSION, NO_RETURN, two_basin_orbits
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "global_convergence_of_large_step"
Q, B = "1 - 2*eta*mu_star + eta**2*L**2", "1 - 2*eta*mu_dagger + eta**2*L_dagger**2"
LOWER = "eta*mu_dagger > 2"
GROWTH = "(eta*mu_dagger - 1)**2"
#: the symbols that the lemma on orbits shares
SAME = ("g", "Phi", "M", "P", "x_star", "x_dagger", "eta", "R", "D", "q", "b")


def _write(d: Draft) -> Fact:
    """The one-step theorems 1.1, 1.2 and 1.3 give what the lemma on orbits asks for."""
    d.local(p="vector")
    large = d.combine("eta*mu_dagger - 2 > 0", d["lower"])
    facts = {
        "contracts": _contracts(d),
        "expands": _expands(d),
        "reach": _reach(d),
        "kappa": d.combine(f"{GROWTH} > 1", large),
    }
    labels = two_basin_orbits.statement.hypotheses
    given = {**{name: name for name in SAME}, "kappa": GROWTH}
    return d.cite("two_basin_orbits", given, *(facts[label] if label in facts else d[label] for label in labels))


def _contracts(d: Draft) -> Fact:
    """Outside M one step contracts distances to x* by q (1.1)."""
    given = {"g": "g", "S": "lambda p: not p in M", "c": "x_star", "mu": "mu_star", "L": "L", "eta": "eta"}
    step = d.cite("contraction_of_opsc", given, d["out"], d["out_bound"], d["step"])

    def at(outside: Fact) -> Fact:
        goal = "sq(p - eta*g(p) - x_star) <= q**2*sq(p - x_star)"
        return d.combine(goal, d.use(step, ["p"], outside), d["q_squared"], eq_times=["sq(p - x_star)"])

    return d.generalize(d.implies("not p in M", at), "p")


def _expands(d: Draft) -> Fact:
    """In M one step expands distances to x† by ημ† − 1 (1.2)."""
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "eta": "eta"}
    large = d.combine("eta*mu_dagger >= 1", d["lower"])
    return d.cite("expansion_of_opsc", given, d["in"], d["step"], large)


def _reach(d: Draft) -> Fact:
    """A step from M ends within bR of x† (1.3)."""
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "L": "L_dagger", "eta": "eta", "b": "b"}
    step = d.cite("reach_of_opsc", given, d["in"], d["in_bound"], d["step"], d["b_squared"])

    def at(inside: Fact) -> Fact:
        near = d.use(d["radius"], ["p"], inside)
        return d.use(step, ["p", "R"], d.conj(inside, near))

    return d.generalize(d.implies("p in M", at), "p")


global_convergence_of_large_step = Theorem(
    title="Global convergence of gradient descent with a large step on two basins",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "M": "vector -> prop",
            "P": "nat -> scalar",
            "x_star": "vector",
            "x_dagger": "vector",
            **dict.fromkeys(("mu_star", "L", "mu_dagger", "L_dagger", "eta", "R", "D", "q", "b"), "scalar"),
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
            "step": "eta > 0",
            "lower": LOWER,
            "q": "q >= 0",
            "q_squared": f"q**2 == {Q}",
            "b": "b >= 0",
            "b_squared": f"b**2 == {B}",
            "no_return": NO_RETURN,
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, not p in M and (p - eta*g(p)) in N, 0)))",
            "P_0": "P(0) == 1",
            "P_next": f"forall(n, nat, P(n+1) == {GROWTH}*P(n))",
        },
        CONCLUSION,
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("kinked_pair", {}), ("kinked_pair_anisotropic", {})),
    conditions=(
        Condition("opsc", "mu_star", "x_star", "not M", ("out",)),
        Condition("upper_error_bound", "L", "x_star", "not M", ("out_bound",)),
        Condition("opsc", "mu_dagger", "x_dagger", "M", ("in",)),
        Condition("upper_error_bound", "L_dagger", "x_dagger", "M", ("in_bound",)),
        Condition("containment", "R", "x_dagger", "M", ("radius",)),
        Condition("nonsingular_map", "", "", "not M", ("nonsingular",)),
    ),
    formulas={"q_squared": Q, "b_squared": B, "expansion": "eta*mu_dagger - 1"},
    thresholds=(
        Threshold(
            name="window",
            theorem=NAME,
            symbol="eta",
            conditions=(LOWER, f"{Q} < 1"),
            positive=("eta", "mu_dagger", "mu_star", "L"),
            tag="sufficient",
            failure="M may hold orbits, or distances to x* may grow outside it",
        ),
        Threshold(
            name="no_return",
            theorem=NAME,
            symbol="R",
            conditions=(NO_RETURN,),
            positive=("R", "D"),
            nonnegative=("q", "b"),
            tag="sharp",
            failure="an attracting 2-cycle in and out of M keeps an open set of starts from x*",
            sharpness_witness="shifted_pair",
        ),
    ),
    by_definition=("start", "recurrence", "D", "D_squared", "q", "q_squared", "b", "b_squared", "P_0", "P_next"),
    example_step="10*mu_star/(11*L**2)",
    outcome="gradient descent converges to x_star from almost every start, and visits M at most once",
    stated=(
        "If R > 0 and M lies in the open ball of radius R about x_dagger, no-return may be weakened to"
        " q*(D + b*R) <= D - R.",
    ),
    remarks="No-return implies q < 1, the upper end of the window. An orbit spends at most"
    " log(R/|x_in - x_dagger|)/log(eta*mu_dagger - 1) + 1 iterates in M: P(n) is (eta*mu_dagger - 1)^(2*n).",
)
