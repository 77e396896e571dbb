"""On smooth convex functions the gradient norm falls like 1/n: ‖g_n‖ ≤ L‖x_0 − x*‖/(1 + nηL), sharp for ηL ≤ √2."""

from proofkit.classes.smooth_convex import smooth_convex
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "gradient_rate_of_smooth_convex"
SHORT = "eta*L <= w"
GAP, DISTANCE, SIZE = "(f(Phi({0}, p)) - f(x_star))", "sq(Phi({0}, p) - x_star)", "sq(g(Phi({0}, p)))"
COUNT = "(({0})*eta*L)"
POTENTIAL = f"{COUNT}*({COUNT} + 1)*{SIZE} + 2*{COUNT}*L*{GAP} + L**2*{DISTANCE}"
FALLS = f"forall(t, nat, {POTENTIAL.format('t+1')} <= {POTENTIAL.format('t')})"
BOUND = f"(1 + n*eta*L)**2*{SIZE.format('n')} <= L**2*sq(p - x_star)"
TENDS = f"tends(t, {SIZE.format('t')})"
#: u has the slope Lτe wherever ⟨p, e⟩ ≥ τ, as the gradient of Huber's function about 0 has; x starts at τ(1 + nηL)e
RAMP = (
    "sq(e) == 1 and tau > 0 and forall(p, vector, implies(dot(p, e) >= tau, u(p) == L*tau*e))"
    " and forall(t, nat, x(t+1) == x(t) - eta*u(x(t))) and x(0) == tau*(1 + n*eta*L)*e"
)
EQUAL = "(1 + n*eta*L)**2*sq(u(x(n))) == L**2*sq(x(0))"
ATTAINED = (
    'forall(u, "vector -> vector", forall(x, "nat -> vector", forall(e, vector, forall(tau, scalar, forall(n, nat,'
    f" implies({RAMP}, {EQUAL}))))))"
)


def _write(d: Draft) -> Fact:
    d.local(p="vector", t="nat", n="nat", u="vector -> vector", x="nat -> vector", e="vector", tau="scalar")
    given = {name: name for name in ("f", "g", "x_star", "L")}
    at = d.part(d.cite("smooth_convex_inequalities", given, d["class"], d["stationary"], d["L"]), 1)
    falls = d.generalize(_falls(d, at), "t")
    bound = _bound(d, at, falls)
    whole = d.generalize(d.conj(falls, bound, _tends(d, bound)), "p")
    return d.conj(whole, d.generalize(d.implies(RAMP, lambda ramp: _attained(d, ramp)), "u", "x", "e", "tau", "n"))


def _falls(d: Draft, at: Fact) -> Fact:
    """V(t) − V(t+1) is h times the slope at x and x*, α and β times the inequalities at (x, x⁺), plus 2s‖g⁺ − g‖².

    Here h = ηL, A = (t+1)h, s = (t+1)(1 − h + (t+1)h(2−h)/2) ≥ 0 as h² ≤ 2, β = A²/2 + s and α = A + β.
    """
    x, after = "Phi(t, p)", "(Phi(t, p) - eta*g(Phi(t, p)))"
    s, A = "((t + 1)*(1 - eta*L + (t + 1)*eta*L*(2 - eta*L)/2))", COUNT.format("t + 1")
    beta = f"({A}**2/2 + {s})"
    load = d.combine("eta*L > 0", d["step"], d["L"])
    share, count = _share(d, s, load), d.combine(f"{A} >= 0", load, d.combine("t*eta*L >= 0", d.nat("t"), load))
    more = d.combine(f"{beta} >= 0", share, d.square(A))
    slope = f"2*L*(dot(g({x}), {x} - x_star) - {GAP.format('t')}) - {SIZE.format('t')}"
    there, back = (
        f"2*L*(f({p}) - f({r}) - dot(g({r}), {p} - {r})) - sq(g({p}) - g({r}))" for p, r in ((x, after), (after, x))
    )
    facts = (
        d.combine(f"eta*L*({slope}) >= 0", load, d.part(d.use(at, [x]), 1)),
        d.combine(
            f"({A} + {beta})*({there}) >= 0",
            d.combine(f"{A} + {beta} >= 0", count, more),
            d.use(d["class"], [x, after]),
        ),
        d.combine(f"{beta}*({back}) >= 0", more, d.use(d["class"], [after, x])),
        d.combine(f"{s}*sq(g({after}) - g({x})) >= 0", share, d.norm(f"g({after}) - g({x})")),
    )
    goal = f"{POTENTIAL.format('t+1')} <= {POTENTIAL.format('t')}"
    fallen = d.combine(goal.replace("Phi(t+1, p)", after), *facts)
    return d.rewrite_to(goal, d.use(d["recurrence"], ["t", "p"]), "Phi(t+1, p)", after, fallen)


def _share(d: Draft, s: str, load: Fact) -> Fact:
    """s ≥ 0: the second factor is 1 − h²/2 + t·h(2 − h)/2."""
    square = d.combine("(eta*L)**2 <= 2", d["short"], load, d["w"])
    below = d.contradiction("eta*L < 2", lambda no: d.combine("0 > 0", no, square))
    late = d.combine("t*eta*L*(2 - eta*L) >= 0", d.nat("t"), load, below, degree=3)
    total = d.combine("1 - eta*L + (t + 1)*eta*L*(2 - eta*L)/2 >= 0", square, late)
    return d.combine(f"{s} >= 0", total, d.combine("t + 1 >= 0", d.nat("t")))


def _bound(d: Draft, at: Fact, falls: Fact) -> Fact:
    """V(n) ≥ (nh + 1)²‖g_n‖², since 2L(f − f*) ≥ ‖g‖² and L‖x − x*‖ ≥ ‖g‖."""
    below = d.use(d.cite("potential_decreases", {"V": f"lambda t: {POTENTIAL.format('t')}"}, falls), ["n"])
    steep, _, _, small = d.parts(d.use(at, ["Phi(n, p)"]))
    count = d.combine("n*eta*L >= 0", d.nat("n"), d.combine("eta*L > 0", d["step"], d["L"]))
    weighed = d.combine(f"n*eta*L*(2*L*{GAP.format('n')} - {SIZE.format('n')}) >= 0", steep, count)
    bound = d.combine(BOUND.replace("sq(p -", "sq(Phi(0, p) -"), below, weighed, small)
    return d.generalize(d.rewrite_to(BOUND, d.use(d["start"], ["p"]), "Phi(0, p)", "p", bound), "n")


def _tends(d: Draft, bound: Fact) -> Fact:
    load, norm = d.combine("eta*L > 0", d["step"], d["L"]), d.norm("g(Phi(t, p))")
    rest = d.combine(
        f"(1 + (t*eta*L)**2)*{SIZE.format('t')} >= 0", d.combine("1 + (t*eta*L)**2 >= 0", d.square("t*eta*L")), norm
    )
    scaled = d.combine(f"t*(2*eta*L)*{SIZE.format('t')} <= L**2*sq(p - x_star)", d.use(bound, ["t"]), rest)
    given = {"a": f"lambda t: {SIZE.format('t')}", "c": "2*eta*L", "B": "L**2*sq(p - x_star)"}
    facts = d.generalize(norm, "t"), d.generalize(scaled, "t"), d.combine("2*eta*L > 0", load)
    return d.cite("tends_of_reciprocal_bound", given, *facts)


def _attained(d: Draft, ramp: Fact) -> Fact:
    """The descent walks from τ(1 + nh)e down to τe, where the slope is still Lτ."""
    unit, tau, slope, recurrence, start = d.parts(ramp)
    point = "tau*(1 + n*eta*L)"
    steep = d.combine("L*tau >= 0", d["L"], tau)
    given = {"u": "u", "x": "x", "e": "e", "n": "n", "w": "tau", "s": point, "gamma": "L*tau", "eta": "eta"}
    far = d.combine(f"{point} >= tau + n*eta*(L*tau)")
    walk = d.cite("descent_on_a_ramp", given, unit, d["step"], steep, slope, recurrence, start, far)
    last = d.part(d.use(walk, ["n"], d.combine("n <= n")), 1)
    equal = d.combine(f"(1 + n*eta*L)**2*sq(L*tau*e) == L**2*sq({point}*e)")
    after = d.rewrite_to(f"(1 + n*eta*L)**2*sq(u(x(n))) == L**2*sq({point}*e)", last, "u(x(n))", "L*tau*e", equal)
    return d.rewrite_to(EQUAL, start, "x(0)", f"{point}*e", after)


gradient_rate_of_smooth_convex = Theorem(
    title="The 1/n rate of the gradient norm on smooth convex functions",
    statement=Statement(
        NAME,
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "x_star": "vector",
            **dict.fromkeys(("L", "eta", "w"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "class": smooth_convex.hypothesis(),
            "stationary": "sq(g(x_star)) == 0",
            "L": "L > 0",
            "step": "eta > 0",
            "w": "w**2 == 2",
            "short": SHORT,
        },
        f"forall(p, vector, {FALLS} and forall(n, nat, {BOUND}) and {TENDS}) and {ATTAINED}",
    ),
    write=_write,
    source="teboulle2023elementary",
    witnesses=(("huber", {}), ("quadratic", {"eigenvalues": "1/10, 1, 4"})),
    conditions=(
        Condition("interpolation", "L", "", "everywhere", ("class",)),
        Condition("stationary_point", "", "x_star", "everywhere", ("stationary",)),
    ),
    formulas={"gradient_weight": "1 + n*eta*L"},
    thresholds=(
        Threshold(
            name="short",
            theorem=NAME,
            symbol="eta",
            conditions=(SHORT,),
            positive=("eta", "L"),
            nonnegative=("w",),
            tag="sharp",
            failure="the first step on (L/2)|x|^2 overshoots to a gradient larger than the bound",
            sharpness_witness="quadratic",
        ),
    ),
    by_definition=("start", "recurrence", "w"),
    example_step="1/L",
    outcome="the gradient norm after n steps is at most L*|x_0 - x_star|/(1 + n*eta*L)",
    remarks="The potential n*h*(n*h + 1)*|g_n|^2 + 2*n*h*L*(f_n - f*) + L^2|x_n - x_star|^2, h = eta*L, decreases;"
    " w is the root of 2. The bound is attained for every n (last clause): u is the gradient of Huber's function, which"
    " is smooth and convex, and x its descent from tau*(1 + n*eta*L)*e. At steps above sqrt(2)/L it fails for n = 1.",
)
