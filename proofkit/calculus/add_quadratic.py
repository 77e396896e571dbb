"""f + (δ/2)‖p − z‖² for δ > 0; for one-point classes z is the centre c."""

from ..derivation import Draft, Fact
from ..operation import Operation, Rule, signs
from ._shared import VALLEY, sum_is_short

DELTA = "delta > 0"


def _length(d: Draft, rule: Rule) -> list[Fact]:
    return [d.norm("p - r")]


def _centered(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    """A one-point class: with z for c(p), the inequality is the sum of those of f and of the quadratic."""
    same = d.use(d["same"], ["p"], inside)
    about = d.rewrite(same, "c(p)", "z", rule.at(d, rule.labels[0], inside))
    target = rule.said(rule.goal.replace("c(p)", "z"))
    return d.rewrite_to(goal, same, "c(p)", "z", d.combine(target, about, *signs(d), d.norm("p - z")))


def _monotone(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    """Convexity in both orders gives ⟨Δg, Δx⟩ ≥ 0; hypoconvexity gives −ρ‖Δx‖²."""
    label = rule.labels[0]
    return d.combine(goal, rule.at(d, label, inside), rule.at(d, label, inside, "r", "p"))


def _balanced(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    """With G, X the differences of gradients and points and a = δ − ρ ≥ 0: the rest is a‖G − (L + δ)X‖²."""
    pair, (order, size, rho) = rule.at(d, "smooth_hypoconvex", inside), signs(d)
    positive = d.combine("L + rho > 0", size, rho)
    square = d.norm("g(p) - g(r) + delta*(p - r) - (L + delta)*(p - r)")
    rest = d.combine("(delta - rho)*sq(g(p) - g(r) - L*(p - r)) >= 0", square, order)
    larger = d.combine("L + delta > 0", order, positive)
    return d.combine(goal, pair, rest, positive, larger, multiplier=[positive])


def _smooth(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    pair = rule.at(d, "smooth", inside)
    length = d.combine("sq(delta*(p - r)) <= delta**2*sq(p - r)")
    return d.combine(goal, sum_is_short(d, "g(p) - g(r)", "delta*(p - r)", ("L", "delta"), (pair, length), "p - r"))


def _upper(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    same = d.use(d["same"], ["p"], inside)
    about = d.rewrite(same, "c(p)", "z", rule.at(d, "upper_error_bound", inside))
    length = d.combine("sq(delta*(p - z)) <= delta**2*sq(p - z)")
    short = sum_is_short(d, "g(p)", "delta*(p - z)", ("L", "delta"), (about, length), "p - z")
    target = rule.said(rule.goal.replace("c(p)", "z"))
    return d.rewrite_to(goal, same, "c(p)", "z", d.combine(target, short))


def _one_point(premise: str, conclusion: str, *more: str) -> Rule:
    return Rule(premises=(premise,), conclusion=conclusion, signs=more, asks=("same",), prove=_centered)


add_quadratic = Operation(
    name="add_quadratic",
    title="f + (delta/2)*|p - z|^2",
    lambdas={"f": "lambda p: f(p) + delta/2*sq(p - z)", "g": "lambda p: g(p) + delta*(p - z)"},
    parameters=("delta",),
    declare={"z": "vector"},
    assumptions={"same": "forall(p, vector, implies(p in S, c(p) == z))"},
    words={"same": "the centre c is z, the centre of the quadratic"},
    given=(
        Rule(premises=("smooth(L)",), conclusion="smooth(L + delta)", signs=("L > 0", DELTA), prove=_smooth),
        Rule(premises=("convex",), conclusion="strongly_convex(delta)", prove=_monotone),
        Rule(premises=("convex",), conclusion="convex", signs=(DELTA,), facts=_length),
        Rule(premises=("strongly_convex(mu)",), conclusion="strongly_convex(mu + delta)"),
        Rule(
            premises=("essential_strong_convexity(mu)",),
            conclusion="essential_strong_convexity(mu + delta)",
        ),
        Rule(premises=("smooth_convex(L)",), conclusion="smooth_strongly_convex(delta, L + delta)"),
        Rule(premises=("smooth_strongly_convex(mu, L)",), conclusion="smooth_strongly_convex(mu + delta, L + delta)"),
        Rule(premises=("quadratic(mu, L)",), conclusion="quadratic(mu + delta, L + delta)"),
        Rule(premises=("hypoconvex(rho)",), conclusion="hypoconvex(rho - delta)"),
        Rule(premises=("hypoconvex(rho)",), conclusion="convex", signs=("delta >= rho",), facts=_length),
        Rule(premises=("hypoconvex(rho)",), conclusion="strongly_convex(delta - rho)", prove=_monotone),
        Rule(
            premises=("smooth_hypoconvex(rho, L)",),
            conclusion="smooth_hypoconvex(rho - delta, L + delta)",
        ),
        Rule(
            premises=("smooth_hypoconvex(rho, L)",),
            conclusion="smooth_convex(L + delta)",
            signs=("delta >= rho", "L > 0", "rho > 0"),
            prove=_balanced,
        ),
        Rule(
            premises=("smooth_hypoconvex(rho, L)",),
            conclusion="smooth_strongly_convex(delta - rho, L + delta)",
        ),
        _one_point("opsc(mu)", "opsc(mu + delta)"),
        _one_point("weak_strong_convexity(mu)", "weak_strong_convexity(mu + delta)"),
        _one_point("quadratic_growth(mu)", "quadratic_growth(mu + delta)"),
        _one_point("qg_plus(L)", "qg_plus(L + delta)"),
        _one_point("star_convex", "star_convex", DELTA),
        _one_point("star_convex", "weak_strong_convexity(delta)"),
        Rule(
            premises=("upper_error_bound(L)",),
            conclusion="upper_error_bound(L + delta)",
            signs=("L > 0", DELTA),
            asks=("same",),
            prove=_upper,
        ),
    ),
    refused={"pl": VALLEY, "error_bound": VALLEY},
)
