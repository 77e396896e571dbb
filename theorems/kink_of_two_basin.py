"""No function is C¹ at a boundary point of M between two basins: the gradient jumps there by a stated amount."""

from proofkit.classes.opsc import opsc
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem

NAME = "kink_of_two_basin"
BOUNDARY = "(x_dagger - r*e)"
JUMP = "mu_star*(D - r) + mu_dagger*r"
ACCUMULATES = f"forall(eps, scalar, implies(eps > 0, exists(p, vector, {{}} and sq(p - {BOUNDARY}) < eps)))"
LIMIT = (
    "forall(eps, scalar, implies(eps > 0, exists(delta, scalar, delta > 0 and"
    f" forall(p, vector, implies({{side}}sq(p - {BOUNDARY}) < delta, sq(g(p) - {{value}}) < eps)))))"
)
OUTER, INNER = LIMIT.format(side="not p in M and ", value="u"), LIMIT.format(side="p in M and ", value="v")
CONTINUOUS = LIMIT.format(side="", value=f"g({BOUNDARY})")
JUMPS = (
    f"forall(u, vector, forall(v, vector, implies({OUTER} and {INNER},"
    f" dot(u - v, e) >= {JUMP} and sq(u - v) >= ({JUMP})**2)))"
)
LEAST = f"forall(k, scalar, implies(k <= mu_star and k <= mu_dagger, {JUMP} >= k*D))"


def _write(d: Draft) -> Fact:
    d.local(p="vector", u="vector", v="vector", eps="scalar", delta="scalar", k="scalar")
    jumps = d.generalize(d.implies(f"{OUTER} and {INNER}", lambda limits: _jump(d, limits)), "u", "v")

    def continuous(same: Fact) -> Fact:
        """A continuous gradient has u = v, a jump of 0."""
        value = f"g({BOUNDARY})"
        sides = d.conj(_one_sided(d, same, "not p in M"), _one_sided(d, same, "p in M"))
        jump = d.part(d.use(jumps, [value, value], sides), 0)
        return d.absurd(f"not {CONTINUOUS}", d.combine("0 > 0", jump, _positive(d)))

    return d.conj(jumps, d.split(CONTINUOUS, continuous, lambda no: no), _least(d))


def _least(d: Draft) -> Fact:
    def at(both: Fact) -> Fact:
        room = d.combine("D - r > 0", d["r_below_D"])
        return d.combine(f"{JUMP} >= k*D", *d.parts(both), room, d["r"])

    return d.generalize(d.implies("k <= mu_star and k <= mu_dagger", at), "k")


def _one_sided(d: Draft, same: Fact, side: str) -> Fact:
    """Continuity at b gives the limit of g at b along either side."""
    value = f"g({BOUNDARY})"

    def at(eps: Fact) -> Fact:
        def with_delta(found: Fact) -> Fact:
            positive, close = d.parts(found)
            near = f"{side} and sq(p - {BOUNDARY}) < delta"
            narrow = d.implies(near, lambda point: d.use(close, ["p"], d.part(point, 1)))
            goal = f"exists(delta, scalar, delta > 0 and forall(p, vector, implies({near}, sq(g(p) - {value}) < eps)))"
            return d.witness(goal, "delta", d.conj(positive, d.generalize(narrow, "p")))

        return d.choose(d.use(same, ["eps"], eps), "delta", with_delta)

    return d.generalize(d.implies("eps > 0", at), "eps")


def _positive(d: Draft) -> Fact:
    room = d.combine("D - r > 0", d["r_below_D"])
    return d.combine(f"{JUMP} > 0", d["mu_star"], d["mu_dagger"], room, d["r"])


def _jump(d: Draft, limits: Fact) -> Fact:
    """Along e the outer inequality gives ⟨u,e⟩ ≥ μ*(D − r), the inner one ⟨v,e⟩ ≤ −μ†r."""
    outer, inner = d.parts(limits)
    out = {"g": "g", "S": "lambda p: not p in M", "b": BOUNDARY, "c": "x_dagger - D*e", "u": "u", "mu": "mu_star"}
    into = {"g": "g", "S": "M", "b": BOUNDARY, "c": "x_dagger", "u": "v", "mu": "mu_dagger"}
    above = d.cite("one_point_inequality_at_limits", out, d["out"], outer, d["outside_points"])
    below = d.cite("one_point_inequality_at_limits", into, d["in"], inner, d["inside_points"])
    room = d.combine("D - r > 0", d["r_below_D"])
    up = d.combine(
        "dot(u, e) >= mu_star*(D - r)", above, d["e"], room, multiplier=[room], eq_times=["mu_star*(D - r)**2"]
    )
    down = d.combine(
        "dot(v, e) <= -mu_dagger*r", below, d["e"], d["r"], multiplier=[d["r"]], eq_times=["mu_dagger*r**2"]
    )
    jump = d.combine(f"dot(u - v, e) >= {JUMP}", up, down)
    angle = d.cite("cauchy_schwarz", {"u": "u - v", "v": "e"})
    size = d.combine(f"sq(u - v) >= ({JUMP})**2", angle, d["e"], jump, _positive(d), eq_times=["sq(u - v)"])
    return d.conj(jump, size)


kink_of_two_basin = Theorem(
    title="Why smooth two-basin functions need a collar: the gradient jumps on the boundary of M",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "M": "vector -> prop",
            "x_dagger": "vector",
            "e": "vector",
            **dict.fromkeys(("mu_star", "mu_dagger", "D", "r"), "scalar"),
        },
        {
            "out": opsc.hypothesis(constant="mu_star", center="(x_dagger - D*e)", on="not p in M"),
            "in": opsc.hypothesis(constant="mu_dagger", center="x_dagger", on="p in M"),
            "e": "sq(e) == 1",
            "r": "r > 0",
            "r_below_D": "r < D",
            "mu_star": "mu_star > 0",
            "mu_dagger": "mu_dagger > 0",
            "outside_points": ACCUMULATES.format("not p in M"),
            "inside_points": ACCUMULATES.format("p in M"),
        },
        f"{JUMPS} and not {CONTINUOUS} and {LEAST}",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("kinked_pair", {}),),
    conditions=(
        Condition("opsc", "mu_star", "x_star", "not M", ("out",)),
        Condition("opsc", "mu_dagger", "x_dagger", "M", ("in",)),
        Condition("separation", "", "x_dagger", "M", ("r", "r_below_D", "outside_points", "inside_points")),
    ),
    formulas={"jump": JUMP},
    by_definition=("e",),
    outcome="the gradient jumps at the boundary point of M between x_star and x_dagger",
    remarks="x* = x_dagger - D*e; b = x_dagger - r*e is a boundary point of M strictly between them."
    " A theorem that assumes both inequalities up to b for a C^1 function is about nothing.",
)
