"""Almost no start converges to a point where the step is beyond stability: sharpness above 2/η, or a saddle."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

from ._derivative import HESSIAN, at_each, eigenvalue

NAME = "unstable_minima_are_avoided"
STEP = "p - eta*g(p)"
CONVERGES = "exists(b, vector, b in U and tends(t, sq(Phi(t, p) - b)))"


def _write(d: Draft) -> Fact:
    """Almost no orbit stays near a point of U, by the derivative I − ηH; then none converges, by Lindelöf."""
    d.local(b="vector", v="vector", k="scalar", u="vector", w="vector", x="vector", y="vector")
    d.local(s="scalar", e="scalar", r="scalar", j="scalar")

    def near(member: Fact) -> Fact:
        some = d.use(d["unstable"], ["b"], member)
        return d.choose(some, "v", lambda found: d.choose(found, "k", lambda at: _stays(d, member, *d.parts(at))))

    every = d.generalize(d.implies("b in U", near), "b")
    given = {"Phi": "Phi", "G": f"lambda p: {STEP}", "U": "U"}
    premises = d["start"], d["recurrence"], d["nonsingular"], every
    return d.cite("null_to_converge_if_null_to_stay", given, *premises)


def _stays(d: Draft, member: Fact, direction: Fact, vector: Fact, beyond: Fact) -> Fact:
    """D = I − ηH(b, ·) has the eigenvalue 1 − ηk, which is below −1 or above 1."""
    given = {"Phi": "Phi", "G": f"lambda p: {STEP}", "D": "lambda w: w - eta*H(b, w)", "b": "b", "v": "v"}
    goal = "(1 - eta*k)**2 > 1"

    def sharp(above: Fact) -> Fact:
        return d.combine(goal, above)

    def saddle(below: Fact) -> Fact:
        return d.combine(goal, d.combine("-eta*k > 0", below, d["step"]))

    premises = (
        *(d["start"], d["recurrence"], _linear(d, member), _symmetric(d, member), _derivative(d, member), direction),
        d.rewrite_to("v - eta*H(b, v) == (1 - eta*k)*v", vector, "H(b, v)", "k*v", d.combine("v == v")),
        d.cases(beyond, sharp, saddle),
    )
    return d.cite("orbits_near_unstable_points_are_null", {**given, "a": "1 - eta*k"}, *premises)


def _linear(d: Draft, member: Fact) -> Fact:
    sum_ = "H(b, u) + s*H(b, w)"
    parts = d.use(d.use(d["linear"], ["b"], member), ["u", "w", "s"])
    goal = "u + s*w - eta*H(b, u + s*w) == u - eta*H(b, u) + s*(w - eta*H(b, w))"
    trivial = d.combine("u == u")
    return d.generalize(d.rewrite_to(goal, parts, "H(b, u + s*w)", sum_, trivial), "u", "w", "s")


def _symmetric(d: Draft, member: Fact) -> Fact:
    turned = d.use(d.use(d["symmetric"], ["b"], member), ["u", "w"])
    goal = "dot(u - eta*H(b, u), w) == dot(u, w - eta*H(b, w))"
    return d.generalize(d.combine(goal, turned, eq_times=["eta"]), "u", "w")


def _derivative(d: Draft, member: Fact) -> Fact:
    """An error of g of at most e/η² is one of G of at most e."""
    body = (
        "forall(x, vector, forall(y, vector, implies(sq(x - b) <= r**2 and sq(y - b) <= r**2,"
        " sq(x - eta*g(x) - (y - eta*g(y)) - (x - y - eta*H(b, x - y))) <= e*sq(x - y))))"
    )

    def at(unit: Fact, found: Fact) -> Fact:
        positive, close = d.parts(found)

        def pair(both: Fact) -> Fact:
            error = d.use(close, ["x", "y"], both)
            goal = "sq(x - eta*g(x) - (y - eta*g(y)) - (x - y - eta*H(b, x - y))) <= e*sq(x - y)"
            return d.combine(goal, error, unit, d.square("eta"), eq_times=["e*sq(x - y)"])

        near = d.generalize(d.implies("sq(x - b) <= r**2 and sq(y - b) <= r**2", pair), "x", "y")
        return d.witness(f"exists(r, scalar, r > 0 and {body})", "r", d.conj(positive, near))

    def smaller(positive: Fact, found: Fact) -> Fact:
        unit = d.part(found, 1)
        factor = d.contradiction("j > 0", lambda no: d.combine("0 > 0", unit, no, d.square("eta")))
        small = d.combine("e*j > 0", positive, factor)
        return d.choose(d.use(d.use(d["derivative"], ["b"], member), ["e*j"], small), "r", lambda r: at(unit, r))

    square = d.combine("eta**2 > 0", d["step"])
    every = d.implies("e > 0", lambda positive: d.solve(square, "j", lambda found: smaller(positive, found)))
    return d.generalize(every, "e")


unstable_minima_are_avoided = Theorem(
    title="Gradient descent does not converge to unstable minima or saddles, from almost every start",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "U": "vector -> prop",
            "H": "vector, vector -> vector",
            "eta": "scalar",
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "step": "eta > 0",
            **HESSIAN,
            "unstable": at_each(eigenvalue("eta*k > 2 or k < 0")),
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            f" measure_le(p, ({STEP}) in N, 0)))",
        },
        f"measure_le(p, {CONVERGES}, 0)",
    ),
    write=_write,
    source="ahn2022understanding",
    witnesses=(("kinked_pair", {}), ("double_well", {"dimension": 2})),
    conditions=(
        Condition("unstable_points", "", "", "everywhere", (*HESSIAN, "unstable")),
        Condition("nonsingular_map", "", "", "everywhere", ("nonsingular",)),
    ),
    thresholds=(
        Threshold(
            name="instability",
            theorem=NAME,
            symbol="eta",
            conditions=("eta*lambda_max > 2",),
            positive=("eta", "lambda_max"),
            tag="sharp",
            failure="a minimum with this largest curvature attracts an open set of starts",
            sharpness_witness="kinked_pair",
        ),
    ),
    by_definition=("start", "recurrence"),
    example_step="3/mu_dagger",
    outcome="almost no start converges to one of the function's named points that are unstable",
    stated=(
        "If f is real-analytic on R^d, then x - eta*g(x) is non-singular for all but at most d values of eta: it is"
        " singular only if 1/eta is an eigenvalue of the Hessian at every point.",
    ),
    remarks="The points of U need not be isolated: minima may form curves. Where f is twice continuously"
    " differentiable, H is its Hessian; det(I - eta*H) may vanish there, since the proof uses no centre-stable"
    " manifold but only that the difference of two orbits that stay near cannot have a component that grows.",
)
