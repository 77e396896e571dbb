"""Orbits that grow about x† in M, shrink about x* outside it and cannot return: they visit M once and tend to x*."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

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
#: the preimage of a null set is null, outside M
NONSINGULAR = (
    'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
    " measure_le(p, not p in M and (p - eta*g(p)) in N, 0)))"
)
CONCLUSION = (
    f"forall(p, vector, {ONCE} and {STAY} and {RATE}) and forall(p, vector, implies({AVOIDS}, {TENDS}))"
    f" and ae(p, {TENDS})"
)


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
    """Outside M one step contracts distances to x* by q."""

    def at(outside: Fact) -> Fact:
        goal = "sq(Phi(t+1, p) - x_star) <= q**2*sq(Phi(t, p) - x_star)"
        return _moved(d, "t", goal, d.use(d["contracts"], ["Phi(t, p)"], outside))

    return d.generalize(d.implies("not Phi(t, p) in M", at), "t")


def _growth(d: Draft, index: str, inside: Fact) -> Fact:
    """In M one step expands squared distances to x† by κ."""
    goal = f"sq(Phi({index}+1, p) - x_dagger) >= kappa*sq(Phi({index}, p) - x_dagger)"
    return _moved(d, index, goal, d.use(d["expands"], [f"Phi({index}, p)"], inside))


def _exit(d: Draft) -> Fact:
    """A step out of M ends within bR of x†, so within D + bR of x*."""

    def at(leaving: Fact) -> Fact:
        goal = "sq(Phi(t+1, p) - x_dagger) <= (b*R)**2"
        within = _moved(d, "t", goal, d.use(d["reach"], ["Phi(t, p)"], d.part(leaving, 0)))
        apart = d.combine("sq(x_dagger - x_star) <= D**2", d["D_squared"])
        sign = d.combine("b*R >= 0", d["b"], d["R"])
        given = {"u": "x_dagger - x_star", "v": "Phi(t+1, p) - x_dagger", "a": "D", "b": "b*R"}
        return d.cite("triangle_inequality", given, apart, within, d["D"], sign)

    return d.generalize(d.implies("Phi(t, p) in M and not Phi(t+1, p) in M", at), "t")


# -- the whole orbit -----------------------------------------------------------------------------------


def _left_visit(d: Draft, inside: Fact, apart: Fact) -> Fact:
    """From Φ(s,p) ∈ M∖{x†}: the visit ends, since distances to x† grow beyond R."""

    def never(stays: Fact) -> Fact:
        grows = d.generalize(_growth(d, "s+t", d.use(stays, ["t"])), "t")
        given = {"a": "lambda t: sq(Phi(s+t, p) - x_dagger)", "k": "kappa"}
        far = d.use(d.cite("growth_is_unbounded", given, apart, grows, d["kappa"]), ["R**2"])

        def clash(beyond: Fact) -> Fact:
            return d.combine("0 > 0", beyond, d.use(d["radius"], ["Phi(s+t, p)"], d.use(stays, ["t"])))

        return d.choose(far, "t", clash)

    ended = d.conj(inside, d.contradiction(LEFT, never))
    return d.either(VISIT, d.witness(f"exists(s, nat, Phi(s, p) in M and {LEFT})", "s", ended))


ORBIT = {"x": "lambda t: Phi(t, p)", "c": "x_star", "M": "M", "q": "q", "E": "D + b*R"}


def _once(d: Draft) -> Fact:
    """The orbit visits M at most once."""
    return d.cite("no_return", ORBIT, _rate(d), _exit(d), d["away"], d["q"], d["q_below_1"])


def _tends_after(d: Draft, visit: Fact) -> Fact:
    """The orbit tends to x*."""
    return d.cite("convergence_without_return", ORBIT, _rate(d), _exit(d), d["away"], visit, d["q"], d["q_below_1"])


def _stay(d: Draft) -> Fact:
    """κⁿ‖Φ(s,p) − x†‖² ≤ R² when Φ(s,p), …, Φ(s+n,p) all lie in M; P(n) is the power."""
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
        factor = d.combine("kappa >= 0", d["kappa"])
        facts = d.use(here, (), shorter), last, d.use(d["P_next"], ["n"]), factor
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


two_basin_orbits = Lemma(
    Statement(
        "two_basin_orbits",
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "M": "vector -> prop",
            "P": "nat -> scalar",
            "x_star": "vector",
            "x_dagger": "vector",
            **dict.fromkeys(("eta", "R", "D", "q", "b", "kappa"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "contracts": "forall(p, vector, implies(not p in M, sq(p - eta*g(p) - x_star) <= q**2*sq(p - x_star)))",
            "expands": "forall(p, vector, implies(p in M, sq(p - eta*g(p) - x_dagger) >= kappa*sq(p - x_dagger)))",
            "reach": "forall(p, vector, implies(p in M, sq(p - eta*g(p) - x_dagger) <= (b*R)**2))",
            "radius": "forall(p, vector, implies(p in M, sq(p - x_dagger) <= R**2))",
            "R": "R >= 0",
            "D": "D >= 0",
            "D_squared": "D**2 == sq(x_star - x_dagger)",
            "kappa": "kappa > 1",
            "q": "q >= 0",
            "q_below_1": "q < 1",
            "b": "b >= 0",
            "away": "forall(p, vector, implies(p in M, sq(p - x_star) > (q*(D + b*R))**2))",
            "nonsingular": NONSINGULAR,
            "P_0": "P(0) == 1",
            "P_next": "forall(n, nat, P(n+1) == kappa*P(n))",
        },
        CONCLUSION,
    ),
    _write,
)
