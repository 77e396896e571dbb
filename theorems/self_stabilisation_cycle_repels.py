"""The reduced map of self-stabilisation does not stabilise: only orbits that begin on its 2-cycle stay near it."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem

NAME = "self_stabilisation_cycle_repels"
AT = "Phi(t, p)"
STAYS = f"forall(t, nat, (x({AT})**2 - X2)**2 + y({AT})**2 < r)"
ON = "x(p)**2 == X2 and y(p) == 0"
GOAL = f"exists(r, scalar, r > 0 and forall(p, vector, implies({STAYS}, {ON})))"
CONSTANTS = ("b", "c", "alpha", "beta", "eta", "w", "X2")


def _write(d: Draft) -> Fact:
    """About the cycle the linear part multiplies βu² + 4X2·y² by 1 + 2η²α > 1, u = x² − X2, y = bz − 2/η."""
    d.local(p="vector", t="nat", r="scalar")
    beta = d.combine("beta > 0", d["beta"], d.combine("b**2 > 0", d["b"]))
    alpha = d.combine("alpha > 0", d["alpha"], d.combine("b*c > 0", d["b"], d["c"]))
    level = d.contradiction("X2 > 0", lambda no: d.combine("0 > 0", no, d["X2"], alpha, beta))
    near = d.cite("expanding_rotation_repels", {"eta": "eta", "b": "beta", "c": "X2"}, d["step"], beta, level)

    def radius(found: Fact) -> Fact:
        positive, repels = d.parts(found)
        orbits = d.generalize(d.implies(STAYS, lambda stays: _on_cycle(d, repels, stays)), "p")
        return d.witness(GOAL, "r", d.conj(positive, orbits))

    return d.choose(near, "r", radius)


def _on_cycle(d: Draft, repels: Fact, stays: Fact) -> Fact:
    u, y = f"x({AT})**2 - X2", f"y({AT})"
    given = d.conj(d.generalize(d.conj(*_about(d)), "t"), stays)
    rest = d.parts(d.use(repels, [f"lambda t: {u}", f"lambda t: {y}"], given))
    start = d.use(d["start"], ["p"])
    first = d.rewrite(start, "Phi(0, p)", "p", rest[0])
    second = d.rewrite(start, "Phi(0, p)", "p", rest[1])
    return d.conj(d.combine("x(p)**2 == X2", first), d.combine("y(p) == 0", second))


def _about(d: Draft) -> list[Fact]:
    """What two_cycle_of_self_stabilisation says of the orbit of p."""
    moved = d.use(d["recurrence"], ["t", "p"])

    def next_(label: str, goal: str) -> Fact:
        old, new = "Phi(t+1, p)", f"{AT} - eta*g({AT})"
        return d.generalize(d.rewrite_to(goal, moved, old, new, d.use(d[label], [AT])), "t")

    x, z, u = f"x({AT})", f"z({AT})", f"x({AT})**2 - X2"
    given = {name: f"lambda t: {name}({AT})" for name in "xzy"} | {"u": f"lambda t: {u}"}
    always, _ = d.parts(
        d.cite(
            "two_cycle_of_self_stabilisation",
            given | {name: name for name in CONSTANTS},
            next_("x_next", f"x(Phi(t+1, p)) == {x} - eta*b*{z}*{x}"),
            next_("z_next", f"z(Phi(t+1, p)) == {z} - eta*(b*{x}**2/2 - c)"),
            d["inverse"],
            d.generalize(d.combine(f"y({AT}) == b*{z} - 2*w", d.use(d["y"], [AT])), "t"),
            *(d["alpha"], d["beta"], d["X2"]),
            d.generalize(d.combine(f"{u} == {u}"), "t"),
        )
    )
    return d.parts(d.use(always, ["t"]))[3:]


self_stabilisation_cycle_repels = Theorem(
    title="The reduced map of self-stabilisation does not stabilise",
    statement=Statement(
        NAME,
        "any",
        {
            "Phi": "nat, vector -> vector",
            "g": "vector -> vector",
            **dict.fromkeys("xzy", "vector -> scalar"),
            **dict.fromkeys(CONSTANTS, "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "x_next": "forall(p, vector, x(p - eta*g(p)) == x(p) - eta*b*z(p)*x(p))",
            "z_next": "forall(p, vector, z(p - eta*g(p)) == z(p) - eta*(b*x(p)**2/2 - c))",
            "inverse": "w*(eta) == 1",
            "y": "forall(p, vector, y(p) == b*z(p) - 2*w)",
            "alpha": "alpha == b*c",
            "beta": "beta == b**2",
            "X2": "X2*(beta) == 2*alpha",
            "step": "eta > 0",
            "b": "b > 0",
            "c": "c > 0",
        },
        GOAL,
    ),
    write=_write,
    source="damian2023self",
    witnesses=(("progressive_sharpening", {}), ("progressive_sharpening", {"b": 1, "c": "1/8"})),
    conditions=(Condition("descent_recurrence", discharges=("x_next", "z_next")),),
    formulas={"x_squared": "X2", "growth": "1 + 2*eta**2*alpha"},
    by_definition=("start", "recurrence", "inverse", "y", "alpha", "beta", "X2"),
    example_step="1/2",
    outcome="no orbit stays near the 2-cycle but those that begin on it",
    remarks="The paper's reduced map has the cycle; that it is not stable is no statement about the full dynamics.",
)
