"""Beyond four over the kernel, almost every start of the two-layer linear net sees its kernel tend to infinity."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "catapult_diverges_almost_everywhere"
AT = "Phi(t, p)"
BEYOND = "eta*lambda_(p) > 4"
INFINITE = "forall(b, scalar, exists(T, nat, forall(t, nat, lambda_(Phi(T+t, p)) > b)))"
HIT = f"exists(t, nat, f({AT}) == 0)"
VALUES = {
    "output": f"f({AT}) == s*dot(u({AT}), v({AT}))",
    "kernel": f"lambda_({AT}) == w*(sq(u({AT})) + sq(v({AT})))",
}
CONSTANTS = ("m", "w", "s", "eta")


def _write(d: Draft) -> Fact:
    """The kernel is bounded only if some output is exactly 0: almost never, the step being non-singular."""
    d.local(p="vector", t="nat", b="scalar", T="nat")
    fails = f"{BEYOND} and not {INFINITE}"

    def hits(both: Fact) -> Fact:
        beyond, finite = d.parts(both)

        def never(no: Fact) -> Fact:
            return d.absurd("0 > 0", _diverges(d, beyond, no), finite)

        return d.contradiction(HIT, never)

    within = d.generalize(d.implies(fails, hits), "p")
    given = {"A": f"lambda p: {fails}", "B": f"lambda p: {HIT}", "a": "0", "b": "0"}
    return d.cite("measure_monotone", given, within, _hits_are_null(d), d.combine("0 <= 0"))


def _diverges(d: Draft, beyond: Fact, moving: Fact) -> Fact:
    """catapult_diverges on the orbit of p."""
    moved = d.use(d["recurrence"], ["t", "p"])

    def next_(label: str, layer: str, other: str) -> Fact:
        goal = f"{layer}(Phi(t+1, p)) == {layer}({AT}) - eta*w*dot(u({AT}), v({AT}))*{other}({AT})"
        old, new = "Phi(t+1, p)", f"{AT} - eta*g({AT})"
        return d.generalize(d.rewrite_to(goal, moved, old, new, d.use(d[label], [AT])), "t")

    start = d.combine("lambda_(p) == lambda_(p)")
    start = d.rewrite_to("lambda_(Phi(0, p)) == lambda_(p)", d.use(d["start"], ["p"]), "Phi(0, p)", "p", start)
    given = {name: f"lambda t: {name}({AT})" for name in ("u", "v", "f", "lambda_")} | {"lambda_0": "lambda_(p)"}
    return d.cite(
        "catapult_diverges",
        given | {name: name for name in CONSTANTS},
        *(next_("u_next", "u", "v"), next_("v_next", "v", "u"), d["width"], d["scale"]),
        *(d.generalize(d.combine(text, d.use(d[label], [AT])), "t") for label, text in VALUES.items()),
        *(start, moving, d["step"], beyond),
    )


def _hits_are_null(d: Draft) -> Fact:
    """f = 0 on a null set, and so at each of countably many times."""

    def same(zero: Fact) -> Fact:
        facts = zero, d.use(d["output"], ["p"]), d["scale"], d["width"]
        return d.combine("dot(u(p), v(p)) == 0", *facts, eq_times=["m*s", "m*dot(u(p), v(p))", "dot(u(p), v(p))"])

    minima = d.generalize(d.implies("f(p) == 0", same), "p")
    sets = {"A": "lambda p: f(p) == 0", "B": "lambda p: dot(u(p), v(p)) == 0", "a": "0", "b": "0"}
    null = d.cite("measure_monotone", sets, minima, d["null_minima"], d.combine("0 <= 0"))
    given = {"Phi": "Phi", "G": "lambda p: p - eta*g(p)", "N": "lambda p: f(p) == 0"}
    each = d.cite("preimages_along_orbits_are_null", given, d["start"], d["recurrence"], d["nonsingular"], null)
    return d.cite("null_countable_union", {"A": f"lambda t, p: f({AT}) == 0"}, each)


catapult_diverges_almost_everywhere = Theorem(
    title="Beyond four over the kernel almost every start of the two-layer linear net diverges",
    statement=Statement(
        NAME,
        "any",
        {
            "Phi": "nat, vector -> vector",
            "g": "vector -> vector",
            "u": "vector -> vector",
            "v": "vector -> vector",
            **dict.fromkeys(("f", "lambda_"), "vector -> scalar"),
            **dict.fromkeys(CONSTANTS, "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "u_next": "forall(p, vector, u(p - eta*g(p)) == u(p) - eta*w*dot(u(p), v(p))*v(p))",
            "v_next": "forall(p, vector, v(p - eta*g(p)) == v(p) - eta*w*dot(u(p), v(p))*u(p))",
            "width": "w*(m) == 1",
            "scale": "s**2 == w",
            "output": "forall(p, vector, f(p) == s*dot(u(p), v(p)))",
            "kernel": "forall(p, vector, lambda_(p) == w*(sq(u(p)) + sq(v(p))))",
            "step": "eta > 0",
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, (p - eta*g(p)) in N, 0)))",
            "null_minima": "measure_le(p, dot(u(p), v(p)) == 0, 0)",
        },
        f"ae(p, implies({BEYOND}, {INFINITE}))",
    ),
    write=_write,
    source="lewkowycz2020large",
    witnesses=(("two_layer_linear_net", {}), ("two_layer_linear_net", {"width": 1})),
    conditions=(
        Condition("descent_recurrence", discharges=("u_next", "v_next")),
        Condition("nonsingular_map", discharges=("nonsingular",)),
        Condition("null_zero_set", discharges=("null_minima",)),
    ),
    thresholds=(
        Threshold(
            name="beyond",
            theorem=NAME,
            symbol="eta",
            conditions=("eta*lambda_0 > 4",),
            positive=("eta", "lambda_0"),
            tag="sharp",
            failure="the kernel never grows, and below the end itself the output tends to 0 (catapult_converges)",
            sharpness_witness="two_layer_linear_net",
        ),
    ),
    by_definition=("start", "recurrence", "width", "scale", "output", "kernel"),
    example_step="5/lambda_0",
    outcome="from almost every start with kernel above four over the step, the kernel tends to infinity",
    remarks="In the threshold lambda_0 is the kernel at the start. The starts left out are those at which some output"
    " is exactly 0.",
)
