"""A set is null if the segments between its points keep away from one direction: it is part of a Lipschitz graph."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

#: the projection along v to the hyperplane through v, where n = 1/‖v‖²
FLAT = "({0} - n*dot({0} - v, v)*v)"


def _write(d: Draft) -> Fact:
    """S projects into a null hyperplane, and the projection shrinks its distances by √c at most."""
    d.local(p="vector", n="scalar", k="scalar", j="scalar")
    return d.solve(d["direction"], "n", lambda found: d.solve(_half(d), "k", lambda root: _project(d, found, root)))


def _half(d: Draft) -> Fact:
    return d.combine("c >= 0", d["c"])


def _project(d: Draft, found: Fact, root: Fact) -> Fact:
    unit, (sign, square) = d.part(found, 1), d.parts(root)
    positive = d.contradiction("k > 0", lambda no: d.combine("0 > 0", d["c"], square, no, sign))
    power = d.cite("power_positive", {"a": "k"}, positive)
    return d.solve(power, "j", lambda inverse: _measure(d, unit, square, positive, inverse))


def _measure(d: Draft, unit: Fact, square: Fact, positive: Fact, inverse: Fact) -> Fact:
    flat, plane = FLAT.format("p"), "dot(p - v, v) == 0"
    given = {"G": f"lambda p: {flat}", "S": "S", "X": f"lambda p: {plane}", "k": "k", "j": "j", "c": "0"}
    null = d.cite("null_hyperplane", {"c": "v", "v": "v"}, d["direction"])
    image = d.cite("measure_of_preimage", given, positive, _expands(d, unit, square), d.part(inverse, 1), null)
    inside = d.combine(f"dot({flat} - v, v) == 0", unit, eq_times=["dot(p - v, v)"])
    within = d.generalize(d.implies("p in S", lambda member: d.conj(member, inside)), "p")
    sets = {"A": "S", "B": f"lambda p: p in S and dot({flat} - v, v) == 0", "a": "0", "b": "j*0"}
    return d.cite("measure_monotone", sets, within, image, d.combine("j*0 <= 0"))


def _expands(d: Draft, unit: Fact, square: Fact) -> Fact:
    """‖Pp − Pr‖² = ‖p−r‖² − n⟨p−r,v⟩², of which c‖p−r‖² is left."""
    d.local(r="vector")

    def far(both: Fact) -> Fact:
        apart = d.use(d["apart"], ["p", "r"], both)
        goal = f"sq({FLAT.format('p')} - {FLAT.format('r')}) >= k**2*sq(p - r)"
        product = d.combine(f"sq(v)*({goal.split(' >= ')[0]}) >= c*sq(v)*sq(p - r)", apart, unit, eq_times=[
            "dot(p - r, v)**2", "n*sq(v)*dot(p - r, v)**2"])  # fmt: skip
        facts = product, square, d["direction"]
        return d.combine(goal, *facts, multiplier=[d["direction"]], eq_times=["sq(p - r)", "sq(v)*sq(p - r)"])

    return d.generalize(d.implies("p in S and r in S", far), "p", "r")


graphs_are_null = Lemma(
    Statement(
        "graphs_are_null",
        "any",
        {"S": "vector -> prop", "v": "vector", "c": "scalar"},
        {
            "direction": "sq(v) > 0",
            "c": "c > 0",
            "apart": "forall(p, vector, forall(r, vector, implies(p in S and r in S,"
            " c*sq(v)*sq(p - r) <= sq(v)*sq(p - r) - dot(p - r, v)**2)))",
        },
        "measure_le(p, p in S, 0)",
    ),
    _write,
)
