"""In any dimension, a step that almost no orbit survives in M and that cannot return reaches x* from a.e. start."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "global_convergence_of_escaping_step"
Q = "1 - 2*eta*mu_star + eta**2*L**2"
UPPER, NO_RETURN = "eta*L**2 < 2*mu_star", "q*E < delta"
STEP = "p - eta*g(p)"
TENDS = "tends(t, sq(Phi(t, p) - x_star))"
TRAPPED = "forall(t, nat, Phi(t, p) in M)"
#: the iterates from the s-th on lie in M
FOREVER = "forall(t, nat, Phi({s} + t, p) in M)"
VISITS = "exists(s, nat, Phi(s, p) in M)"
LEFT = "exists(t, nat, not Phi(s+t, p) in M)"
VISIT = f"forall(s, nat, not Phi(s, p) in M) or exists(s, nat, Phi(s, p) in M and {LEFT})"


def _write(d: Draft) -> Fact:
    """The starts that are trapped in M from some time on are null; all others converge."""
    d.local(p="vector", t="nat", s="nat")
    late = _trapped_later(d)
    union = d.cite("null_countable_union", {"A": f"lambda s, p: {FOREVER.format(s='s')}"}, late)
    some = f"exists(s, nat, {FOREVER.format(s='s')})"

    def stays(fails: Fact) -> Fact:
        return d.contradiction(some, lambda no: d.absurd("0 > 0", _tends(d, no), fails))

    inclusion = d.generalize(d.implies(f"not {TENDS}", stays), "p")
    return _null_within(d, f"not {TENDS}", some, inclusion, union)


def _null_within(d: Draft, small: str, large: str, inclusion: Fact, null: Fact) -> Fact:
    """A part of a null set is null; both sets are formulas about p."""
    given = {"A": f"lambda p: {small}", "B": f"lambda p: {large}", "a": "0", "b": "0"}
    return d.cite("measure_monotone", given, inclusion, null, d.combine("0 <= 0"))


def _trapped_later(d: Draft) -> Fact:
    """G is non-singular, so the starts that are trapped from time s on are null too, by induction on s."""
    shift = d.cite("orbit_shift", {"Phi": "Phi", "G": f"lambda p: {STEP}"}, d["start"], d["recurrence"])
    now = FOREVER.format(s="0")
    at_once = d.implies(now, lambda stays: d.generalize(d.use(stays, ["t"]), "t"))
    first = _null_within(d, now, TRAPPED, d.generalize(at_once, "p"), d["trapped"])

    def later(here: Fact) -> Fact:
        before = FOREVER.format(s="s").replace(", p)", f", {STEP})")
        preimage = d.use(d["nonsingular"], [f"lambda p: {FOREVER.format(s='s')}"], here)

        def moved(stays: Fact) -> Fact:
            there, equation = d.use(stays, ["t"]), d.use(shift, ["s+t", "p"])
            return d.generalize(d.rewrite(equation, "Phi(s+t+1, p)", f"Phi(s+t, {STEP})", there), "t")

        inclusion = d.generalize(d.implies(FOREVER.format(s="s+1"), moved), "p")
        return _null_within(d, FOREVER.format(s="s+1"), before, inclusion, preimage)

    return d.induct(f"forall(s, nat, measure_le(p, {FOREVER.format(s='s')}, 0))", "s", first, later)


def _tends(d: Draft, no: Fact) -> Fact:
    """Every visit to M ends, and a step out of M leads too close to x* to return."""

    def left(inside: Fact) -> Fact:
        return d.either(
            VISIT, d.witness(f"exists(s, nat, Phi(s, p) in M and {LEFT})", "s", d.conj(inside, d.use(no, ["s"])))
        )

    visit = d.split(VISITS, lambda some: d.choose(some, "s", left), lambda none: d.either(VISIT, none))
    below = d.combine("1 - q**2 > 0", d["q_squared"], d["upper"], d["step"])
    less = d.contradiction("q < 1", lambda large: d.combine("0 > 0", below, large, d["q"]))
    given = {"x": "lambda t: Phi(t, p)", "c": "x_star", "M": "M", "q": "q", "E": "E"}
    return d.cite("convergence_without_return", given, _rate(d), _exit(d), _away(d), visit, d["q"], less)


def _away(d: Draft) -> Fact:
    """Every point of M is more than qE from x*."""

    def at(inside: Fact) -> Fact:
        product = d.combine("q*E >= 0", d["q"], d["E"])
        return d.combine("sq(p - x_star) > (q*E)**2", d.use(d["away"], ["p"], inside), d["no_return"], product)

    return d.generalize(d.implies("p in M", at), "p")


def _rate(d: Draft) -> Fact:
    """Outside M one step contracts distances to x* by q (1.1)."""
    given = {"g": "g", "S": "lambda p: not p in M", "c": "x_star", "mu": "mu_star", "L": "L", "eta": "eta"}
    step = d.cite("contraction_of_opsc", given, d["out"], d["out_bound"], d["step"])

    def at(outside: Fact) -> Fact:
        moved = f"sq(Phi(t+1, p) - x_star) <= ({Q})*sq(Phi(t, p) - x_star)"
        shrunk = _moved(d, moved, d.use(step, ["Phi(t, p)"], outside))
        goal = "sq(Phi(t+1, p) - x_star) <= q**2*sq(Phi(t, p) - x_star)"
        return d.combine(goal, shrunk, d["q_squared"], eq_times=["sq(Phi(t, p) - x_star)"])

    return d.generalize(d.implies("not Phi(t, p) in M", at), "t")


def _exit(d: Draft) -> Fact:
    def at(leaving: Fact) -> Fact:
        inside, outside = d.parts(leaving)
        equation = d.use(d["recurrence"], ["t", "p"])
        image = d.rewrite(equation, "Phi(t+1, p)", "Phi(t, p) - eta*g(Phi(t, p))", outside)
        near = d.use(d["exit"], ["Phi(t, p)"], d.conj(inside, image))
        return _moved(d, "sq(Phi(t+1, p) - x_star) <= E**2", near)

    return d.generalize(d.implies("Phi(t, p) in M and not Phi(t+1, p) in M", at), "t")


def _moved(d: Draft, goal: str, fact: Fact) -> Fact:
    """Write Φ(t,p) − ηg(Φ(t,p)) as Φ(t+1,p)."""
    equation = d.use(d["recurrence"], ["t", "p"])
    return d.rewrite_to(goal, equation, "Phi(t+1, p)", "Phi(t, p) - eta*g(Phi(t, p))", fact)


global_convergence_of_escaping_step = Theorem(
    title="Global convergence of gradient descent with a step at which almost no orbit stays in M",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "M": "vector -> prop",
            "x_star": "vector",
            **dict.fromkeys(("mu_star", "L", "eta", "q", "E", "delta"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "out": opsc.hypothesis(constant="mu_star", center="x_star", on="not p in M"),
            "out_bound": upper_error_bound.hypothesis(constant="L", center="x_star", on="not p in M"),
            "step": "eta > 0",
            "upper": UPPER,
            "q": "q >= 0",
            "q_squared": f"q**2 == {Q}",
            "exit": f"forall(p, vector, implies(p in M and not ({STEP}) in M, sq({STEP} - x_star) <= E**2))",
            "E": "E >= 0",
            "away": "forall(p, vector, implies(p in M, sq(p - x_star) >= delta**2))",
            "no_return": NO_RETURN,
            "trapped": f"measure_le(p, {TRAPPED}, 0)",
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            f" measure_le(p, ({STEP}) in N, 0)))",
        },
        f"ae(p, {TENDS})",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("kinked_pair", {}), ("kinked_pair_anisotropic", {})),
    conditions=(
        Condition("opsc", "mu_star", "x_star", "not M", ("out",)),
        Condition("upper_error_bound", "L", "x_star", "not M", ("out_bound",)),
        Condition("exit_radius", "E", "x_star", "M", ("exit", "E")),
        Condition("distance", "delta", "x_star", "M", ("away",)),
        Condition("no_trapped_set", "", "x_dagger", "M", ("trapped",)),
        Condition("nonsingular_map", "", "", "everywhere", ("nonsingular",)),
    ),
    formulas={"q_squared": Q},
    thresholds=(
        Threshold(
            name="window",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{Q} < 1",),
            positive=("eta", "mu_star", "L"),
            tag="sufficient",
            failure="distances to x* may grow outside M",
        ),
        Threshold(
            name="no_return",
            theorem=NAME,
            symbol="E",
            conditions=(NO_RETURN,),
            positive=("E", "delta", "q"),
            tag="sufficient",
            failure="an orbit may return to M",
        ),
    ),
    by_definition=("start", "recurrence", "q", "q_squared"),
    example_step="10*mu_star/(11*L**2)",
    outcome="gradient descent converges to x_star from almost every start",
    stated=(
        "If |g| <= L_M*R on M and M lies in the ball of radius R about x_dagger, at distance D from x_star, E may be"
        " taken as D + (1 + eta*L_M)*R.",
    ),
    remarks="Nothing is asked of g inside M but that almost no orbit stays there: on the line"
    " global_convergence_of_large_step_smooth proves it from |G'|; condition no_trapped_set from expansion about a"
    " point of a bounded M, or from volumes that shrink.",
)
