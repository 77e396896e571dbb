"""On two basins, a large step that cannot return reaches the global minimiser from almost every start."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "global_convergence_of_large_step"
Q, B = "1 - 2*eta*mu_star + eta**2*L**2", "1 - 2*eta*mu_dagger + eta**2*L_dagger**2"
LOWER, NO_RETURN = "eta*mu_dagger > 2", "q*(D + b*R) < D - R"
GROWTH = "(eta*mu_dagger - 1)**2"
TENDS = "tends(t, sq(Phi(t, p) - x_star))"
AVOIDS = "forall(t, nat, sq(Phi(t, p) - x_dagger) > 0)"
ONCE = "forall(s, nat, implies(Phi(s, p) in M and not Phi(s+1, p) in M, forall(t, nat, not Phi(s+1+t, p) in M)))"
LONG = "forall(t, nat, implies(t <= n, Phi(s+t, p) in M))"
STAY = f"forall(s, nat, forall(n, nat, implies({LONG}, P(n)*sq(Phi(s, p) - x_dagger) <= R**2)))"
RATE = "forall(t, nat, implies(not Phi(t, p) in M, sq(Phi(t+1, p) - x_star) <= q**2*sq(Phi(t, p) - x_star)))"
VISITS = "exists(s, nat, Phi(s, p) in M)"
LEFT = "exists(t, nat, not Phi(s+t, p) in M)"
VISIT = f"forall(s, nat, not Phi(s, p) in M) or exists(s, nat, Phi(s, p) in M and {LEFT})"
#: the k-th iterate is x†, and none before it was in M
FIRST_HIT = "Phi(k, p) == x_dagger and forall(s, nat, implies(s < k, not Phi(s, p) in M))"


def _write(d: Draft) -> Fact:
    d.local(p="vector", t="nat", s="nat", n="nat")

    def start(avoids: Fact) -> Fact:
        """Φ(t,p) ≠ x† for all t."""

        def leaves(inside: Fact) -> Fact:
            return _left_visit(d, inside, d.use(avoids, ["s"]))

        visit = d.split(VISITS, lambda some: d.choose(some, "s", leaves), lambda none: d.either(VISIT, none))
        return _tends_after(d, visit)

    every = d.generalize(d.conj(_once(d), _stay(d), _rate(d)), "p")
    return d.conj(every, d.generalize(d.implies(AVOIDS, start), "p"), _almost_every(d))


# -- one step of an orbit ----------------------------------------------------------------------------


def _moved(d: Draft, index: str, goal: str, fact: Fact) -> Fact:
    """Write Φ(t,p) − ηg(Φ(t,p)) as Φ(t+1,p)."""
    here = f"Phi({index}, p)"
    return d.rewrite_to(
        goal, d.use(d["recurrence"], [index, "p"]), f"Phi({index}+1, p)", f"{here} - eta*g({here})", fact
    )


def _rate(d: Draft) -> Fact:
    """Outside M one step contracts distances to x* by q (1.1)."""
    given = {"g": "g", "S": "lambda p: not p in M", "c": "x_star", "mu": "mu_star", "L": "L", "eta": "eta"}
    step = d.cite("contraction_of_opsc", given, d["out"], d["out_bound"], d["step"])

    def at(outside: Fact) -> Fact:
        goal = "sq(Phi(t+1, p) - x_star) <= q**2*sq(Phi(t, p) - x_star)"
        shrunk = _moved(d, "t", goal.replace("q**2", f"({Q})"), d.use(step, ["Phi(t, p)"], outside))
        return d.combine(goal, shrunk, d["q_squared"], eq_times=["sq(Phi(t, p) - x_star)"])

    return d.generalize(d.implies("not Phi(t, p) in M", at), "t")


def _growth(d: Draft, index: str, inside: Fact) -> Fact:
    """In M one step expands distances to x† by ημ† − 1 (1.2)."""
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "eta": "eta"}
    large = d.combine("eta*mu_dagger >= 1", d["lower"])
    step = d.use(d.cite("expansion_of_opsc", given, d["in"], d["step"], large), [f"Phi({index}, p)"], inside)
    goal = f"sq(Phi({index}+1, p) - x_dagger) >= {GROWTH}*sq(Phi({index}, p) - x_dagger)"
    return _moved(d, index, goal, step)


def _exit(d: Draft) -> Fact:
    """A step out of M ends within bR of x† (1.3), so within D + bR of x*."""
    given = {"g": "g", "S": "M", "c": "x_dagger", "mu": "mu_dagger", "L": "L_dagger", "eta": "eta"}
    step = d.cite("contraction_of_opsc", given, d["in"], d["in_bound"], d["step"])

    def at(leaving: Fact) -> Fact:
        inside = d.part(leaving, 0)
        goal = f"sq(Phi(t+1, p) - x_dagger) <= ({B})*sq(Phi(t, p) - x_dagger)"
        reach = _moved(d, "t", goal, d.use(step, ["Phi(t, p)"], inside))
        near = d.use(d["radius"], ["Phi(t, p)"], inside)
        times = ["sq(Phi(t, p) - x_dagger)"]
        within = d.combine(
            "sq(Phi(t+1, p) - x_dagger) <= (b*R)**2", reach, near, d["b_squared"], d.square("b"), eq_times=times
        )
        apart = d.combine("sq(x_dagger - x_star) <= D**2", d["D_squared"])
        sign = d.combine("b*R >= 0", d["b"], d["R"])
        return d.cite(
            "triangle_inequality",
            {"u": "x_dagger - x_star", "v": "Phi(t+1, p) - x_dagger", "a": "D", "b": "b*R"},
            *(apart, within, d["D"], sign),
        )

    return d.generalize(d.implies("Phi(t, p) in M and not Phi(t+1, p) in M", at), "t")


# -- the whole orbit -----------------------------------------------------------------------------------


def _left_visit(d: Draft, inside: Fact, apart: Fact) -> Fact:
    """From Φ(s,p) ∈ M∖{x†}: the visit ends, since distances to x† grow beyond R."""

    def never(stays: Fact) -> Fact:
        grows = d.generalize(_growth(d, "s+t", d.use(stays, ["t"])), "t")
        ratio = d.combine(f"{GROWTH} > 1", d.combine("eta*mu_dagger - 2 > 0", d["lower"]), degree=2)
        given = {"a": "lambda t: sq(Phi(s+t, p) - x_dagger)", "k": GROWTH}
        far = d.use(d.cite("growth_is_unbounded", given, apart, grows, ratio), ["R**2"])

        def clash(beyond: Fact) -> Fact:
            return d.combine("0 > 0", beyond, d.use(d["radius"], ["Phi(s+t, p)"], d.use(stays, ["t"])))

        return d.choose(far, "t", clash)

    ended = d.conj(inside, d.contradiction(LEFT, never))
    return d.either(VISIT, d.witness(f"exists(s, nat, Phi(s, p) in M and {LEFT})", "s", ended))


ORBIT = {"x": "lambda t: Phi(t, p)", "c": "x_star", "M": "M", "q": "q", "E": "D + b*R", "delta": "D - R"}


def _once(d: Draft) -> Fact:
    """The orbit visits M at most once."""
    return d.cite("no_return", ORBIT, _rate(d), _exit(d), _away(d), *_numbers(d))


def _tends_after(d: Draft, visit: Fact) -> Fact:
    """The orbit tends to x*."""
    return d.cite("convergence_without_return", ORBIT, _rate(d), _exit(d), _away(d), visit, *_numbers(d))


def _away(d: Draft) -> Fact:
    """M keeps a distance D − R from x*."""
    reach = d.combine("q*(D + b*R) >= 0", d["q"], d["D"], d["b"], d["R"], degree=3)
    room = d.combine("R <= D", reach, d["no_return"])

    def away(inside: Fact) -> Fact:
        near, apart = d.use(d["radius"], ["p"], inside), d.combine("sq(x_dagger - x_star) >= D**2", d["D_squared"])
        given = {"u": "x_dagger - x_star", "v": "p - x_dagger", "a": "D", "b": "R"}
        return d.cite("reverse_triangle_inequality", given, apart, near, d["R"], room)

    return d.generalize(d.implies("p in M", away), "p")


def _numbers(d: Draft) -> list[Fact]:
    """0 ≤ q < 1, D + bR ≥ 0, and no return."""

    def returns(no: Fact) -> Fact:
        return d.combine("0 > 0", d["no_return"], no, d["D"], d["q"], d["b"], d["R"], degree=3)

    below = d.contradiction("q < 1", returns)
    return [d["q"], below, d.combine("D + b*R >= 0", d["D"], d["b"], d["R"]), d["no_return"]]


def _stay(d: Draft) -> Fact:
    """(ημ† − 1)^n ‖Φ(s,p) − x†‖ ≤ R when Φ(s,p), …, Φ(s+n,p) all lie in M; P(n) is the squared power."""
    grown = "P({n})*sq(Phi(s, p) - x_dagger) <= sq(Phi(s+{n}, p) - x_dagger)"
    claim = f"forall(n, nat, implies({LONG}, {grown.format(n='n')}))"

    def base(_: Fact) -> Fact:
        return d.combine(grown.format(n="0"), d["P_0"], eq_times=["sq(Phi(s, p) - x_dagger)"])

    def step(here: Fact) -> Fact:
        longer = LONG.replace("t <= n", "t <= n + 1")
        return d.implies(longer, lambda stays: longer_by_one(here, stays))

    def longer_by_one(here: Fact, stays: Fact) -> Fact:
        shorter = d.generalize(
            d.implies("t <= n", lambda less: d.use(stays, ["t"], d.combine("t <= n + 1", less))), "t"
        )
        last = _growth(d, "s+n", d.use(shorter, ["n"], d.combine("n <= n")))
        facts = d.use(here, (), shorter), last, d.use(d["P_next"], ["n"]), d.square("eta*mu_dagger - 1")
        return d.combine(grown.format(n="n+1"), *facts, eq_times=["sq(Phi(s, p) - x_dagger)"])

    zero = d.implies(LONG.replace("t <= n", "t <= 0"), base)
    all_n = d.induct(claim, "n", zero, step)

    def bounded(stays: Fact) -> Fact:
        inside = d.use(stays, ["n"], d.combine("n <= n"))
        near = d.use(d["radius"], ["Phi(s+n, p)"], inside)
        return d.combine("P(n)*sq(Phi(s, p) - x_dagger) <= R**2", d.use(all_n, ["n"], stays), near)

    return d.generalize(d.implies(LONG, bounded), "s", "n")


# -- almost every start ----------------------------------------------------------------------------------


def _almost_every(d: Draft) -> Fact:
    """The exceptional starts hit x† before they visit M: a countable union of preimages of a point."""
    given = {"Phi": "Phi", "G": "lambda p: p - eta*g(p)", "M": "M", "c": "x_dagger"}
    null = d.cite("first_hits_are_null", given, d["start"], d["recurrence"], d["nonsingular"])
    some = f"exists(k, nat, {FIRST_HIT})"

    def hits(fails: Fact) -> Fact:
        return d.contradiction(some, lambda no: d.absurd("0 > 0", _tends(d, no), fails))

    inclusion = d.generalize(d.implies(f"not {TENDS}", hits), "p")
    sets = {"A": f"lambda p: not {TENDS}", "B": f"lambda p: {some}", "a": "0", "b": "0"}
    return d.cite("measure_monotone", sets, inclusion, null, d.combine("0 <= 0"))


def _tends(d: Draft, no: Fact) -> Fact:
    """A start that does not hit x† before visiting M."""

    def first(found: Fact) -> Fact:
        inside, earlier = d.parts(found)
        apart = "sq(Phi(s, p) - x_dagger) > 0"

        def before(some: Fact) -> Fact:
            return d.choose(some, "n", lambda n: d.absurd(apart, d.part(n, 1), d.use(earlier, ["n"], d.part(n, 0))))

        def differs(square: Fact) -> Fact:
            norm = d.norm("Phi(s, p) - x_dagger")
            return d.contradiction(apart, lambda zero: d.combine("0 > 0", square, zero, norm))

        return _left_visit(d, inside, d.cases(d.use(no, ["s"]), differs, before))

    def visits(some: Fact) -> Fact:
        return d.choose(d.cite("least_number", {"A": "lambda t: Phi(t, p) in M"}, some), "s", first)

    visit = d.split(VISITS, visits, lambda none: d.either(VISIT, none))
    return _tends_after(d, visit)


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
        f"forall(p, vector, {ONCE} and {STAY} and {RATE}) and forall(p, vector, implies({AVOIDS}, {TENDS}))"
        f" and ae(p, {TENDS})",
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
    remarks="No-return implies q < 1, the upper end of the window. An orbit spends at most"
    " floor(log(R/|x_in - x_dagger|)/log(eta*mu_dagger - 1)) + 1 iterates in M: P(n) is (eta*mu_dagger - 1)^(2n).",
)
