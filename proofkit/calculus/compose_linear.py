"""f(Ap) for a square matrix A whose singular values lie in [lo, hi]; its gradient is Bg(Ap) with B the transpose.

A matrix that is not square is made so by rows or columns of zeros (then lo = 0 and only upper bounds carry over).
"""

from ..derivation import Draft, Fact
from ..operation import Operation, Rule, signs


def _squares(d: Draft) -> list[Fact]:
    """lo² and hi² ≥ 0, of those that the statement speaks of."""
    return [d.square(name) for name in ("lo", "hi") if name in d.statement.declare]


def _times(d: Draft) -> list[str]:
    """What the equations of the transpose are multiplied by."""
    return ["L*hi**2"] if {"L", "hi"} <= set(d.statement.declare) else []


def _pair(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    """⟨Bu, p − r⟩ = ⟨u, Ap − Ar⟩ for u = g(Ap) and u = g(Ar); lengths by the singular values."""
    known = [rule.at(d, label, inside) for label in rule.labels]
    images = [d.use(d["adjoint"], [f"g(A({x}))", y]) for x in ("p", "r") for y in ("p", "r")]
    lengths = [d.use(d[label], _points(label, "p", "r")) for label in rule.asks if label != "adjoint"]
    return d.combine(goal, *known, *images, *lengths, *signs(d), *_squares(d), eq_times=_times(d))


def _one_point(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    """The same towards the centre e(p), which A takes to c(Ap)."""
    there = d.use(d["center"], ["p"])
    known = d.rewrite(there, "c(A(p))", "A(e(p))", rule.at(d, rule.labels[0], inside))
    images = [d.use(d["adjoint"], ["g(A(p))", point]) for point in ("p", "e(p)")] if "adjoint" in rule.asks else []
    lengths = [
        d.use(d[label], _points(label, "p", "e(p)")) for label in rule.asks if label not in ("adjoint", "center")
    ]
    return d.combine(goal, known, *images, *lengths, *signs(d), *_squares(d), eq_times=_times(d))


def _points(label: str, first: str, second: str) -> list[str]:
    """What an assumption is used at: two points, gradients at two points, or one gradient."""
    gradients = [f"g(A({first}))", f"g(A({second}))"]
    return {"gradients_most": gradients, "gradient_least": gradients[:1], "gradient_most": gradients[:1]}.get(
        label, [first, second]
    )


def _towards(premise: str, conclusion: str, *asks: str, sign: str = "") -> Rule:
    return Rule(
        premises=(premise,),
        conclusion=conclusion,
        asks=("center", *asks),
        signs=(sign,) if sign else (),
        prove=_one_point,
    )


def _between(premise: str, conclusion: str, *asks: str, sign: str = "") -> Rule:
    return Rule(premises=(premise,), conclusion=conclusion, asks=asks, signs=(sign,) if sign else (), prove=_pair)


def _smooth(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    """‖B(u − v)‖² ≤ hi²‖u − v‖² ≤ hi²L²‖Ap − Ar‖² ≤ hi⁴L²‖p − r‖²."""
    pair = rule.at(d, "smooth", inside)
    turn = d.use(d["gradients_most"], ["g(A(p))", "g(A(r))"])
    length = d.use(d["most"], ["p", "r"])
    return d.combine(goal, pair, turn, length, d.square("hi"), d.square("hi*L"))


def _steep(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    """The same for one gradient."""
    there = d.use(d["center"], ["p"])
    known = d.rewrite(there, "c(A(p))", "A(e(p))", rule.at(d, rule.labels[0], inside))
    turn = d.use(d[rule.asks[1]], ["g(A(p))"])
    length = d.use(d[rule.asks[2]], ["p", "e(p)"])
    squares = d.square("hi*L") if "L" in rule.given[0].constants else d.square("lo*mu")
    return d.combine(goal, known, turn, length, *_squares(d), squares)


def _two_steps(premise: str, conclusion: str, *asks: str) -> Rule:
    return Rule(premises=(premise,), conclusion=conclusion, asks=("center", *asks), prove=_steep)


BOTH = "forall(p, vector, forall(r, vector, {}))"

compose_linear = Operation(
    name="compose_linear",
    title="f(A p)",
    lambdas={
        "f": "lambda p: f(A(p))",
        "g": "lambda p: B(g(A(p)))",
        "S": "lambda p: A(p) in S",
        "c": "lambda p: e(p)",
    },
    parameters=("lo", "hi"),
    declare={"A": "vector -> vector", "B": "vector -> vector", "e": "vector -> vector"},
    assumptions={
        "adjoint": BOTH.format("dot(B(p), r) == dot(p, A(r))"),
        "least": BOTH.format("sq(A(p) - A(r)) >= lo**2*sq(p - r)"),
        "most": BOTH.format("sq(A(p) - A(r)) <= hi**2*sq(p - r)"),
        "gradients_most": BOTH.format("sq(B(p) - B(r)) <= hi**2*sq(p - r)"),
        "gradient_least": "forall(p, vector, sq(B(p)) >= lo**2*sq(p))",
        "gradient_most": "forall(p, vector, sq(B(p)) <= hi**2*sq(p))",
        "center": "forall(p, vector, A(e(p)) == c(A(p)))",
    },
    words={
        "adjoint": "B is the transpose of A",
        "least": "no singular value of A is below lo",
        "most": "no singular value of A is above hi",
        "gradients_most": "no singular value of A is above hi",
        "gradient_least": "no singular value of the transpose of A is below lo",
        "gradient_most": "no singular value of A is above hi",
        "center": "A takes the centre e of the result to the centre c of f",
    },
    image="A({p})",
    given=(
        _between("convex", "convex", "adjoint"),
        _between("strongly_convex(mu)", "strongly_convex(lo**2*mu)", "adjoint", "least", sign="mu > 0"),
        _between("hypoconvex(rho)", "hypoconvex(hi**2*rho)", "adjoint", "most", sign="rho > 0"),
        _between("smooth_convex(L)", "smooth_convex(hi**2*L)", "adjoint", "gradients_most"),
        Rule(premises=("smooth(L)",), conclusion="smooth(hi**2*L)", asks=("gradients_most", "most"), prove=_smooth),
        _towards("star_convex", "star_convex", "adjoint"),
        _towards("quasar_convex(gamma)", "quasar_convex(gamma)", "adjoint"),
        _towards("opsc(mu)", "opsc(lo**2*mu)", "adjoint", "least", sign="mu > 0"),
        _towards("weak_strong_convexity(mu)", "weak_strong_convexity(lo**2*mu)", "adjoint", "least", sign="mu > 0"),
        _towards("quadratic_growth(mu)", "quadratic_growth(lo**2*mu)", "least", sign="mu > 0"),
        _towards("qg_plus(L)", "qg_plus(hi**2*L)", "most", sign="L > 0"),
        _towards("convex_upper_growth(L)", "convex_upper_growth(hi**2*L)", "adjoint", "gradient_most"),
        _towards("pl(mu)", "pl(lo**2*mu)", "gradient_least"),
        _two_steps("upper_error_bound(L)", "upper_error_bound(hi**2*L)", "gradient_most", "most"),
        _two_steps("error_bound(mu)", "error_bound(lo**2*mu)", "gradient_least", "least"),
    ),
)
