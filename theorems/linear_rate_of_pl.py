"""Under the Polyak–Łojasiewicz inequality each step below 2/L multiplies the gap f − f* by at most 1 − ημ(2 − ηL)."""

from proofkit.classes.pl import pl
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "linear_rate_of_pl"
FACTOR = "1 - eta*mu*(2 - eta*L)"
SEGMENT = "forall(s, scalar, implies(s >= 0 and s <= 1, {0} + s*({1} - {0}) in S))"
HERE, NEXT, STEP = "Phi(t, p)", "Phi(t+1, p)", "p - eta*g(p)"
GAP = "(f({}) - f(x_star))"
SHRINKS = f"{GAP.format(STEP)} <= ({FACTOR})*{GAP.format('p')}"
RATE = f"forall(t, nat, {GAP.format(HERE)} <= P(t)*{GAP.format('p')})"
TENDS = f"implies(eta*L < 2, tends(t, {GAP.format(HERE)}))"
ATTAINED = "L/2*sq(p - eta*(L*(p - c)) - c) == (1 - eta*L*(2 - eta*L))*(L/2*sq(p - c))"
FALSE_BEYOND = "1 - s*L*(2 - s*L) > 1 - s*mu*(2 - s*L)"


def _write(d: Draft) -> Fact:
    d.local(p="vector", c="vector", t="nat", s="scalar")
    step = d.generalize(d.implies(SEGMENT.format("p", f"({STEP})"), lambda within: _step(d, within)), "p")
    stays = f"forall(t, nat, {SEGMENT.format(HERE, NEXT)})"
    orbit = d.generalize(d.implies(stays, lambda within: _orbit(d, step, within)), "p")
    return d.conj(step, orbit, d.generalize(d.combine(ATTAINED), "p", "c"), _beyond(d))


def _step(d: Draft, within: Fact) -> Fact:
    """f(G) ≤ f − η(1 − ηL/2)‖g‖² and ‖g‖² ≥ 2μ(f − f*)."""
    inside = d.use(within, ["0"], d.conj(d.combine("0 >= 0"), d.combine("0 <= 1")))
    weight = d.combine("eta*(2 - eta*L) >= 0", d["step"], d["small"])
    return d.combine(SHRINKS, d.use(d["smooth"], ["p", STEP], within), d.use(d["pl"], ["p"], inside), weight)


def _orbit(d: Draft, step: Fact, within: Fact) -> Fact:
    """n steps by induction, the n-th power of the factor written P(n)."""
    move, moved = d.use(d["recurrence"], ["t", "p"]), f"({HERE} - eta*g({HERE}))"
    segment = d.rewrite(move, NEXT, moved, d.use(within, ["t"]))
    goal = f"{GAP.format(NEXT)} <= ({FACTOR})*{GAP.format(HERE)}"
    shrinks = d.generalize(d.rewrite_to(goal, move, NEXT, moved, d.use(step, [HERE], segment)), "t")
    gap = {"a": f"lambda t: {GAP.format(HERE)}"}
    rate = d.cite("geometric_bound", {**gap, "r": "P", "q": FACTOR}, d["P_0"], d["P_next"], _ratio(d), shrinks)
    rate = d.rewrite(d.use(d["start"], ["p"]), "Phi(0, p)", "p", rate)

    def small(below: Fact) -> Fact:
        start = d.use(d.use(within, ["t"]), ["0"], d.conj(d.combine("0 >= 0"), d.combine("0 <= 1")))
        least = d.use(d["minimum"], [HERE], start)
        sign = d.generalize(d.combine(f"{GAP.format(HERE)} >= 0", least), "t")
        rest = d.combine("2 - eta*L > 0", below)
        slope = d.combine("eta*mu > 0", d["step"], d["mu"])
        less = d.combine(f"{FACTOR} < 1", rest, slope)
        return d.cite("tends_of_contraction", {**gap, "k": FACTOR}, sign, shrinks, less)

    return d.conj(rate, d.implies("eta*L < 2", small))


def _ratio(d: Draft) -> Fact:
    """1 − 2ημ + η²μL ≥ (1 − ημ)² ≥ 0, as μ ≤ L."""
    room = d.combine("eta*mu*(L - mu) >= 0", d["step"], d["mu"], d["order"], degree=3)
    return d.combine(f"{FACTOR} >= 0", d.combine("eta**2*mu*(L - mu) >= 0", room, d["step"]), d.square("1 - eta*mu"))


def _beyond(d: Draft) -> Fact:
    """Beyond 2/L the quadratic of curvature L, which satisfies PL with μ < L too, is slower than the factor says."""

    def at(beyond: Fact) -> Fact:
        large, less = d.parts(beyond)
        steep = d.combine("L > 0", d["order"], d["mu"])
        positive = d.contradiction("s > 0", lambda no: d.combine("0 > 0", no, large, steep))
        return d.combine(FALSE_BEYOND, large, less, positive, degree=3)

    return d.generalize(d.implies("s*L > 2 and mu < L", at), "s")


linear_rate_of_pl = Theorem(
    title="Linear convergence of gradient descent under the Polyak–Łojasiewicz inequality",
    statement=Statement(
        NAME,
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "P": "nat -> scalar",
            "S": "vector -> prop",
            "x_star": "vector",
            **dict.fromkeys(("mu", "L", "eta"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "smooth": "forall(p, vector, forall(r, vector, implies("
            f"{SEGMENT.format('p', 'r')}, f(r) <= f(p) + dot(g(p), r - p) + L/2*sq(r - p))))",
            "pl": pl.hypothesis(center="x_star", on="p in S"),
            "minimum": "forall(p, vector, implies(p in S, f(p) >= f(x_star)))",
            "mu": "mu > 0",
            "order": "mu <= L",
            "step": "eta > 0",
            "small": "eta*L <= 2",
            "P_0": "P(0) == 1",
            "P_next": f"forall(t, nat, P(t+1) == ({FACTOR})*P(t))",
        },
        f"forall(p, vector, implies({SEGMENT.format('p', f'({STEP})')}, {SHRINKS}))"
        f" and forall(p, vector, implies(forall(t, nat, {SEGMENT.format(HERE, NEXT)}), {RATE} and {TENDS}))"
        f" and forall(p, vector, forall(c, vector, {ATTAINED}))"
        f" and forall(s, scalar, implies(s*L > 2 and mu < L, {FALSE_BEYOND}))",
    ),
    write=_write,
    source="karimi2016linear",
    witnesses=(("asymmetric_parabola", {}), ("quadratic", {})),
    conditions=(
        Condition("smooth", "L", "", "S", ("smooth",)),
        Condition("pl", "mu", "x_star", "S", ("pl",)),
        Condition("strict_minimiser", "", "x_star", "S", ("minimum",)),
    ),
    formulas={"factor": FACTOR},
    thresholds=(
        Threshold(
            name="rate",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{FACTOR} < 1",),
            positive=("eta", "mu", "L"),
            tag="sharp",
            failure="the gap does not shrink in a step from some point; beyond the end itself it grows, by more than"
            " the factor says",
            sharpness_witness="quadratic",
        ),
    ),
    by_definition=("start", "recurrence", "P_0", "P_next"),
    example_step="1/L",
    outcome="the gap f - f* shrinks by the factor 1 - eta*mu*(2 - eta*L) in every step",
    remarks="P(n) is the n-th power of the factor, which is smallest, 1 - mu/L, at eta = 1/L. It is attained by"
    " (L/2)|x - c|^2 when mu = L; for mu < L smaller factors hold below 2/L, and beyond 2/L the factor is false:"
    " the last clause compares it with the quadratic's own.",
)
