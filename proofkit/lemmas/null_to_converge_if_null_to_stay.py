"""If about each point of U there is a ball in which almost no orbit stays, almost no orbit converges to a point of U.

The points of U may be isolated or not: countably many of the balls cover U, by Lindelöf.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

STAYS = "forall(t, nat, sq(Phi(t, {p}) - {b}) <= {r}**2)"
NULL = f"measure_le(p, {STAYS.format(p='p', b='{b}', r='{r}')}, 0)"
CONVERGES = "exists(b, vector, b in U and tends(t, sq(Phi(t, p) - b)))"
#: the k-th of the covering balls, if almost no orbit stays in it: the starts p whose orbit stays there
KTH_NULL = NULL.format(b="c(k)", r="rho(k)")
KTH = f"({KTH_NULL}) and ({STAYS.format(p='{p}', b='c(k)', r='rho(k)')})"


def _write(d: Draft) -> Fact:
    d.local(p="vector", b="vector", c="nat -> vector", rho="nat -> scalar", k="nat", t="nat", T="nat")
    given = {"U": "U", "P": f"lambda b, r: {NULL.format(b='b', r='r')}"}
    cover = d.cite("lindelof", given, d["near"])
    return d.choose(cover, "c", lambda some: d.choose(some, "rho", lambda covers: _union(d, covers)))


def _union(d: Draft, covers: Fact) -> Fact:
    """An orbit that converges to a point of U is, from some time T on, in the k-th ball for good."""
    late = KTH.format(p="Phi(T, p)")
    every = f"exists(k, nat, exists(T, nat, {late}))"

    def converges(found: Fact) -> Fact:
        member, limit = d.parts(found)
        return d.choose(d.use(covers, ["b"], member), "k", lambda at: enters(limit, *d.parts(at)))

    def enters(limit: Fact, inside: Fact, null: Fact) -> Fact:
        given = {"x": "lambda t: Phi(t, p)", "b": "b", "c": "c(k)", "r": "rho(k)"}
        return d.choose(d.cite("limit_inside_a_ball", given, limit, inside), "T", lambda tail: stays(null, tail))

    def stays(null: Fact, tail: Fact) -> Fact:
        here = d.conj(null, _restarted(d, tail))
        return d.witness(every, "k", d.witness(f"exists(T, nat, {late})", "T", here))

    inclusion = d.generalize(d.implies(CONVERGES, lambda some: d.choose(some, "b", converges)), "p")
    sets = {"A": f"lambda p: {CONVERGES}", "B": f"lambda p: {every}", "a": "0", "b": "0"}
    return d.cite("measure_monotone", sets, inclusion, _countable(d, late), d.combine("0 <= 0"))


def _countable(d: Draft, late: str) -> Fact:
    orbits = {"Phi": "Phi", "G": "G", "N": f"lambda p: {KTH.format(p='p')}"}
    premises = d["start"], d["recurrence"], d["nonsingular"]
    times = d.cite("preimages_along_orbits_are_null", orbits, *premises, _kth_is_null(d))
    ever = d.cite("null_countable_union", {"A": f"lambda T, p: {late}"}, times)
    return d.cite("null_countable_union", {"A": f"lambda k, p: exists(T, nat, {late})"}, d.generalize(ever, "k"))


def _kth_is_null(d: Draft) -> Fact:
    kth, stays = KTH.format(p="p"), STAYS.format(p="p", b="c(k)", r="rho(k)")

    def within(larger: str, null: Fact, inside: Fact) -> Fact:
        sets = {"A": f"lambda p: {kth}", "B": f"lambda p: {larger}", "a": "0", "b": "0"}
        return d.cite("measure_monotone", sets, d.generalize(inside, "p"), null, d.combine("0 <= 0"))

    def yes(null: Fact) -> Fact:
        return within(stays, null, d.implies(kth, lambda both: d.part(both, 1)))

    def no(large: Fact) -> Fact:
        point, empty = "p == c(k)", d.cite("null_point", {"c": "c(k)"})
        return within(point, empty, d.implies(kth, lambda both: d.absurd(point, d.part(both, 0), large)))

    return d.split(KTH_NULL, yes, no)


def _restarted(d: Draft, tail: Fact) -> Fact:
    """Φ(t, Φ(T, p)) = Φ(T + t, p), by induction on t."""
    later, again = "Phi(T+t, p)", "Phi(t, Phi(T, p))"
    base = d.use(d["start"], ["Phi(T, p)"])

    def step(same: Fact) -> Fact:
        moved, restarted = d.use(d["recurrence"], ["T+t", "p"]), d.use(d["recurrence"], ["t", "Phi(T, p)"])
        half = d.rewrite(same, again, later, restarted)
        goal = "Phi(t+1, Phi(T, p)) == Phi(T+t+1, p)"
        return d.rewrite_to(goal, moved, "Phi(T+t+1, p)", f"G({later})", half)

    every = d.induct(f"forall(t, nat, {again} == {later})", "t", base, step)
    goal = STAYS.format(p="Phi(T, p)", b="c(k)", r="rho(k)")
    inner = goal.removeprefix("forall(t, nat, ").removesuffix(")")
    return d.generalize(d.rewrite_to(inner, d.use(every, ["t"]), again, later, d.use(tail, ["t"])), "t")


null_to_converge_if_null_to_stay = Lemma(
    Statement(
        "null_to_converge_if_null_to_stay",
        "any",
        {"Phi": "nat, vector -> vector", "G": "vector -> vector", "U": "vector -> prop"},
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == G(Phi(t, p))))",
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, G(p) in N, 0)))",
            "near": f"forall(b, vector, implies(b in U, exists(r, scalar, r > 0 and {NULL.format(b='b', r='r')})))",
        },
        f"measure_le(p, {CONVERGES}, 0)",
    ),
    _write,
)
