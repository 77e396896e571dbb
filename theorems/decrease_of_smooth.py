"""The descent lemma: a step below 2/L decreases a smooth function, and the gradients along the descent tend to 0."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "decrease_of_smooth"
WEIGHT = "eta*(1 - eta*L/2)"
SEGMENT = "forall(s, scalar, implies(s >= 0 and s <= 1, {0} + s*({1} - {0}) in S))"
HERE, NEXT, STEP = "Phi(t, p)", "Phi(t+1, p)", "p - eta*g(p)"
DECREASES = f"f({STEP}) <= f(p) - {WEIGHT}*sq(g(p))"
SUM = f"forall(n, nat, {WEIGHT}*Sigma(n, p) <= f(p) - low)"
LEAST = "forall(t, nat, implies(t < n, m <= sq(g(Phi(t, p)))))"
LEAST_BOUND = f"forall(n, nat, forall(m, scalar, implies({LEAST}, n*({WEIGHT})*m <= f(p) - low)))"
TENDS = "tends(t, sq(g(Phi(t, p))))"
ATTAINED = f"L/2*sq(p - eta*(L*(p - c)) - c) == L/2*sq(p - c) - {WEIGHT}*sq(L*(p - c))"


def _write(d: Draft) -> Fact:
    d.local(p="vector", c="vector", t="nat", n="nat", m="scalar")
    step = d.generalize(d.implies(SEGMENT.format("p", f"({STEP})"), lambda within: _step(d, within)), "p")
    stays = f"forall(t, nat, {SEGMENT.format(HERE, NEXT)})"
    orbit = d.generalize(d.implies(stays, lambda within: _orbit(d, step, within)), "p")
    return d.conj(step, orbit, d.generalize(d.combine(ATTAINED), "p", "c"))


def _step(d: Draft, within: Fact) -> Fact:
    """f(p − ηg) ≤ f(p) − η‖g‖² + (L/2)η²‖g‖²."""
    return d.combine(DECREASES, d.use(d["smooth"], ["p", STEP], within))


def _orbit(d: Draft, step: Fact, within: Fact) -> Fact:
    """f falls by w‖g‖² at each step, w = η(1 − ηL/2) > 0, and stays above its lower bound."""
    move, moved = d.use(d["recurrence"], ["t", "p"]), f"({HERE} - eta*g({HERE}))"

    def falls() -> Fact:
        segment = d.rewrite(move, NEXT, moved, d.use(within, ["t"]))
        fall = d.use(step, [HERE], segment)
        return d.generalize(
            d.rewrite_to(f"f({NEXT}) <= f({HERE}) - {WEIGHT}*sq(g({HERE}))", move, NEXT, moved, fall), "t"
        )

    def above() -> Fact:
        ends = d.combine("0 >= 0"), d.combine("0 <= 1")
        start = d.use(d.use(within, ["t"]), ["0"], d.conj(*ends))
        return d.generalize(d.use(d["bounded"], [HERE], start), "t")

    weight = d.combine(f"{WEIGHT} > 0", d["step"], d["small"])
    given = {"V": f"lambda t: f({HERE})", "a": f"lambda t: sq(g({HERE}))", "s": "lambda t: Sigma(t, p)"}
    norm = d.generalize(d.norm(f"g({HERE})"), "t")
    sums = d.use(d["sum_0"], ["p"]), d.use(d["sum_next"], ["p"])
    facts = norm, weight, falls(), above(), *sums
    sums_of_decreases = d.cite("decreases_are_summable", {**given, "w": WEIGHT, "low": "low"}, *facts)
    total, least, tends = d.parts(d.rewrite(d.use(d["start"], ["p"]), "Phi(0, p)", "p", sums_of_decreases))
    end = d.use(d.generalize(d.use(facts[3], ["t"]), "t"), ["n"])
    bounded = d.combine(f"{WEIGHT}*Sigma(n, p) <= f(p) - low", d.use(total, ["n"]), end)

    def bound(least_gradient: Fact) -> Fact:
        return d.combine(f"n*({WEIGHT})*m <= f(p) - low", d.use(least, ["n", "m"], least_gradient), end)

    smallest = d.generalize(d.implies(LEAST, bound), "n", "m")
    return d.conj(d.generalize(bounded, "n"), smallest, tends)


decrease_of_smooth = Theorem(
    title="The descent lemma, and its sum over the steps",
    statement=Statement(
        NAME,
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "Sigma": "nat, vector -> scalar",
            "S": "vector -> prop",
            **dict.fromkeys(("L", "eta", "low"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "smooth": "forall(p, vector, forall(r, vector, implies("
            f"{SEGMENT.format('p', 'r')}, f(r) <= f(p) + dot(g(p), r - p) + L/2*sq(r - p))))",
            "bounded": "forall(p, vector, implies(p in S, f(p) >= low))",
            "step": "eta > 0",
            "small": "eta*L < 2",
            "sum_0": "forall(p, vector, Sigma(0, p) == 0)",
            "sum_next": "forall(p, vector, forall(t, nat, Sigma(t+1, p) == Sigma(t, p) + sq(g(Phi(t, p)))))",
        },
        f"forall(p, vector, implies({SEGMENT.format('p', f'({STEP})')}, {DECREASES}))"
        f" and forall(p, vector, implies(forall(t, nat, {SEGMENT.format(HERE, NEXT)}),"
        f" {SUM} and {LEAST_BOUND} and {TENDS}))"
        f" and forall(p, vector, forall(c, vector, {ATTAINED}))",
    ),
    write=_write,
    source="nesterov2018lectures",
    witnesses=(("asymmetric_parabola", {}), ("huber", {})),
    conditions=(
        Condition("smooth", "L", "", "S", ("smooth",)),
        Condition("strict_minimiser", "", "x_star", "S", ("bounded",)),
    ),
    formulas={"decrease": WEIGHT},
    thresholds=(
        Threshold(
            name="descent",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{WEIGHT} > 0",),
            positive=("eta", "L"),
            tag="sharp",
            failure="a step from some point does not decrease the function",
            sharpness_witness="huber",
        ),
    ),
    by_definition=("start", "recurrence", "sum_0", "sum_next"),
    example_step="1/L",
    outcome="f decreases by at least eta*(1 - eta*L/2)*|g|^2 per step, and the gradients along the descent tend to 0",
    remarks="Sigma(n, p) is the sum of the first n squared gradient norms, so that the smallest of them is at most"
    " (f_0 - low)/(n*eta*(1 - eta*L/2)). The decrease is attained on (L/2)|x - c|^2. Only the gradients are said to"
    " tend to 0, not the points to converge. On a set S, smoothness gives the inequality along segments in S.",
)
