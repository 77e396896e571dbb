"""On smooth convex functions every step below 2/L brings the gap f − f* to 0 like 1/n, for all n by induction."""

from proofkit.classes.smooth_convex import smooth_convex
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "sublinear_rate_of_smooth_convex"
WEIGHT = "{a} >= 0 and ({a} + eta*L)*(2 - eta*L) >= eta*L - 1"
GAP, DISTANCE, SIZE = "(f(Phi({0}, p)) - f(x_star))", "sq(Phi({0}, p) - x_star)", "sq(g(Phi(t, p)))"
POTENTIAL = f"2*(a + ({{0}})*eta*L)*{GAP} + L*{DISTANCE}"
BOUND = "2*(1 + {a} + n*eta*L)*" + GAP.format("n") + " <= (1 + {a})*L*sq(p - x_star)"
RATE = f"forall(a, scalar, implies({WEIGHT.format(a='a')}, forall(n, nat, {BOUND.format(a='a')})))"
SHORT = "eta*L*(eta*L - 1) <= 1"
PLAIN = f"implies({SHORT}, forall(n, nat, {BOUND.format(a='0')}))"
CLOSER = f"forall(t, nat, {DISTANCE.format('t+1')} <= {DISTANCE.format('t')})"
TENDS = f"tends(t, {GAP.format('t')})"


def _write(d: Draft) -> Fact:
    d.local(p="vector", t="nat", n="nat", a="scalar", k="scalar")
    steps = _steps(d)
    rate = d.generalize(d.implies(WEIGHT.format(a="a"), lambda weight: _rate(d, steps, weight)), "a")

    def plain(short: Fact) -> Fact:
        zero = d.combine("0 >= 0"), d.combine("(0 + eta*L)*(2 - eta*L) >= eta*L - 1", short)
        return d.use(rate, ["0"], d.conj(*zero))

    whole = d.conj(rate, d.implies(SHORT, plain), d.generalize(_closer(d, steps), "t"), _tends(d, steps, rate))
    return d.generalize(whole, "p")


def _steps(d: Draft) -> dict[str, Fact]:
    """At x = Φ(t, p): what the class says of x and x*, the descent lemma, and the distance of the next point."""
    given = {name: name for name in ("f", "g", "x_star", "L")}
    upper, at = d.parts(d.cite("smooth_convex_inequalities", given, d["class"], d["stationary"], d["L"]))
    facts = dict(zip(("steep", "slope", "flat", "small"), d.parts(d.use(at, ["Phi(t, p)"])), strict=True))
    here = "Phi(t, p) - eta*g(Phi(t, p))"
    fall = f"f({{0}}) <= f(Phi(t, p)) - eta*(1 - eta*L/2)*{SIZE}"
    slope = "dot(g(Phi(t, p)), Phi(t, p) - x_star)"
    moved = f"sq({{0}} - x_star) == {DISTANCE.format('t')} - 2*eta*{slope} + eta**2*{SIZE}"
    before = d.combine(fall.format(here), d.use(upper, ["Phi(t, p)", here])), d.combine(moved.format(here))
    move = d.use(d["recurrence"], ["t", "p"])
    for name, goal, fact in zip(("fall", "moved"), (fall, moved), before, strict=True):
        facts[name] = d.rewrite_to(goal.format("Phi(t+1, p)"), move, "Phi(t+1, p)", here, fact)
    return facts


def _closer(d: Draft, steps: dict[str, Fact]) -> Fact:
    """⟨g, x − x*⟩ ≥ ‖g‖²/L, and η ≤ 2/L."""
    room = d.combine(f"eta*(2 - eta*L)*{SIZE} >= 0", d["step"], d["small"], d.norm("g(Phi(t, p))"), degree=3)
    turn = d.combine(f"eta*(L*dot(g(Phi(t, p)), Phi(t, p) - x_star) - {SIZE}) >= 0", _coercive(d, steps), d["step"])
    goal = f"{DISTANCE.format('t+1')} <= {DISTANCE.format('t')}"
    return d.combine(goal, steps["moved"], room, turn, d["L"], multiplier=[d["L"]], eq_times=["L"])


def _coercive(d: Draft, steps: dict[str, Fact]) -> Fact:
    goal = f"L*dot(g(Phi(t, p)), Phi(t, p) - x_star) - {SIZE} >= 0"
    return d.combine(goal, steps["steep"], steps["slope"])


def _rate(d: Draft, steps: dict[str, Fact], weight: Fact) -> Fact:
    """V(t) = 2(a + tηL)(f − f*) + L‖x − x*‖² decreases, and V(n) ≥ 2(1 + a + nηL)(f_n − f*)."""
    sign, room = d.parts(weight)
    size, step = d.norm("g(Phi(t, p))"), d["step"]
    load = d.combine("eta*L > 0", step, d["L"])
    late = d.combine("t*eta*L*(2 - eta*L) >= 0", d.nat("t"), load, d["small"], degree=3)
    weighed = d.combine(
        f"eta*((a + (t + 1)*eta*L)*(2 - eta*L) - eta*L + 1)*{SIZE} >= 0",
        d.combine("(a + (t + 1)*eta*L)*(2 - eta*L) - eta*L + 1 >= 0", room, late),
        step,
        size,
        degree=3,
    )
    count = d.combine("a + (t + 1)*eta*L >= 0", sign, load, d.combine("t*eta*L >= 0", d.nat("t"), load))
    fall = d.combine(
        f"(a + (t + 1)*eta*L)*(f(Phi(t, p)) - eta*(1 - eta*L/2)*{SIZE} - f(Phi(t+1, p))) >= 0", count, steps["fall"]
    )
    slope = d.combine(
        f"eta*(2*L*(dot(g(Phi(t, p)), Phi(t, p) - x_star) - {GAP.format('t')}) - {SIZE}) >= 0", step, steps["slope"]
    )
    goal = f"{POTENTIAL.format('t+1')} <= {POTENTIAL.format('t')}"
    falls = d.generalize(d.combine(goal, fall, slope, weighed, steps["moved"], eq_times=["L"]), "t")
    potential = {"V": f"lambda t: {POTENTIAL.format('t')}"}
    below = d.use(d.cite("potential_decreases", potential, falls), ["n"])
    last, first = (d.use(d.generalize(steps["flat"], "t"), [index]) for index in ("n", "0"))
    raised = d.combine(f"a*(L*{DISTANCE.format('0')} - 2*{GAP.format('0')}) >= 0", first, sign)
    bound = BOUND.format(a="a")
    started = d.combine(bound.replace("sq(p -", "sq(Phi(0, p) -"), below, last, raised)
    return d.generalize(d.rewrite_to(bound, d.use(d["start"], ["p"]), "Phi(0, p)", "p", started), "n")


def _tends(d: Draft, steps: dict[str, Fact], rate: Fact) -> Fact:
    """With a = 1/(2 − ηL) the weight condition reads (2 − ηL)(1 + ηL) ≥ 0."""
    room = d.combine("2 - eta*L > 0", d["small"])
    load = d.combine("eta*L > 0", d["step"], d["L"])
    gap = d.combine(f"2*L*{GAP.format('t')} >= 0", steps["steep"], d.norm("g(Phi(t, p))"))
    sign = d.combine(f"{GAP.format('t')} >= 0", gap, d["L"], multiplier=[d["L"]])

    def at(inverse: Fact) -> Fact:
        positive, unit = d.parts(inverse)
        extra = d.combine("(2 - eta*L)*(1 + eta*L) >= 0", room, load)
        weight = d.combine("(k + eta*L)*(2 - eta*L) >= eta*L - 1", unit, extra)
        bound = d.use(rate, ["k"], d.conj(positive, weight))
        here = d.use(bound, ["t"])
        more = d.combine(f"(1 + k)*{GAP.format('t')} >= 0", positive, sign)
        total = "(1 + k)*L*sq(p - x_star)"
        scaled = d.combine(f"t*(2*eta*L)*{GAP.format('t')} <= {total}", here, more)
        given = {"a": f"lambda t: {GAP.format('t')}", "c": "2*eta*L", "B": total}
        slope = d.combine("2*eta*L > 0", load)
        return d.cite("tends_of_reciprocal_bound", given, d.generalize(sign, "t"), d.generalize(scaled, "t"), slope)

    return d.solve(room, "k", at)


sublinear_rate_of_smooth_convex = Theorem(
    title="The 1/n rate of gradient descent on smooth convex functions",
    statement=Statement(
        NAME,
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "x_star": "vector",
            **dict.fromkeys(("L", "eta"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "class": smooth_convex.hypothesis(),
            "stationary": "sq(g(x_star)) == 0",
            "L": "L > 0",
            "step": "eta > 0",
            "small": "eta*L < 2",
        },
        f"forall(p, vector, {RATE} and {PLAIN} and {CLOSER} and {TENDS})",
    ),
    write=_write,
    source="taylor2019stochastic",
    witnesses=(("huber", {}), ("quadratic", {"eigenvalues": "1/10, 1, 4"})),
    conditions=(
        Condition("interpolation", "L", "", "everywhere", ("class",)),
        Condition("stationary_point", "", "x_star", "everywhere", ("stationary",)),
    ),
    formulas={"gap_weight": "2*(1 + a + n*eta*L)", "start_weight": "(1 + a)*L"},
    thresholds=(
        Threshold(
            name="rate",
            theorem=NAME,
            symbol="eta",
            conditions=("eta*L < 2",),
            positive=("eta", "L"),
            tag="sharp",
            failure="the gap does not shrink from some starts, and beyond the end itself it grows",
            sharpness_witness="huber",
        ),
    ),
    by_definition=("start", "recurrence"),
    example_step="1/L",
    outcome="the gap f - f* after n steps is at most L*|x_0 - x_star|^2/(2*(1 + n*eta*L))",
    remarks="The potential 2*(a + n*eta*L)*(f_n - f*) + L*|x_n - x_star|^2 decreases. The weight a = 0 serves for"
    " eta*L up to (1 + sqrt(5))/2 (the second clause); for every step below 2/L some weight `a` does, such as"
    " 1/(2 - eta*L). The gap times gap_weight is at most start_weight times |x_0 - x_star|^2.",
)
