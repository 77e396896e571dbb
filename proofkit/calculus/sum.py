"""f + h, for functions on the same region (and, for one-point classes, with the same centre)."""

from ..derivation import Draft, Fact
from ..operation import Operation, Rule
from ._shared import VALLEY, sum_is_short

ESSENTIAL = "essential_strong_convexity"
POSITIVE = ("L > 0", "K > 0")


def _smooth(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    both = rule.at(d, "smooth", inside), rule.at(d, "h_smooth", inside)
    return d.combine(goal, sum_is_short(d, "g(p) - g(r)", "w(p) - w(r)", ("L", "K"), both, "p - r"))


def _upper(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    both = rule.at(d, "upper_error_bound", inside), rule.at(d, "h_upper_error_bound", inside)
    return d.combine(goal, sum_is_short(d, "g(p)", "w(p)", ("L", "K"), both, "p - c(p)"))


def _spread(d: Draft, labels: tuple[str, str], rule: Rule, inside: Fact, goal: str, low: str, high: str) -> Fact:
    """(L + K)(‖u‖²/L + ‖v‖²/K) = ‖u + v‖² + ‖Ku − Lv‖²/(LK), for u = Δg − μΔx and v = Δw − νΔx and L − μ, K − ν."""
    first, second = (rule.at(d, label, inside) for label in labels)
    u, v = f"(g(p) - g(r) - {low}*(p - r))", f"(w(p) - w(r) - {high}*(p - r))"
    one, two = d["sign1"], d["sign2"]
    a, b = f"(L - {low})", f"(K - {high})"
    square = d.norm(f"{b}*{u} - {a}*{v}")
    lift = d.combine(f"{b}*({a} + {b}) > 0", one, two), d.combine(f"{a}*({a} + {b}) > 0", one, two)
    area = d.combine(f"{a}*{b} > 0", one, two)
    return d.combine(goal, first, second, square, *lift, area, multiplier=[area])


def _smooth_convex(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    return _spread(d, ("smooth_convex", "h_smooth_convex"), rule, inside, goal, "0", "0")


def _smooth_strongly_convex(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    labels = ("smooth_strongly_convex", "h_smooth_strongly_convex")
    return _spread(d, labels, rule, inside, goal, "mu", "nu")


def _monotone(d: Draft, rule: Rule, inside: Fact, goal: str) -> Fact:
    """Hypoconvexity in both orders gives ⟨Δg, Δx⟩ ≥ −ρ‖Δx‖²."""
    both = [rule.at(d, label, inside) for label in rule.labels]
    swapped = next(label for label in rule.labels if label.endswith("hypoconvex"))
    return d.combine(goal, *both, rule.at(d, swapped, inside, "r", "p"))


def _pair(first: str, second: str, conclusion: str) -> Rule:
    return Rule(premises=(first, second), about_second=1, conclusion=conclusion)


sum = Operation(
    name="sum",
    title="f + h",
    lambdas={"f": "lambda p: f(p) + h(p)", "g": "lambda p: g(p) + w(p)"},
    two=True,
    given=(
        _pair("convex", "convex", "convex"),
        _pair("strongly_convex(mu)", "strongly_convex(nu)", "strongly_convex(mu + nu)"),
        _pair(
            "essential_strong_convexity(mu)", "essential_strong_convexity(nu)", "essential_strong_convexity(mu + nu)"
        ),
        _pair("weak_strong_convexity(mu)", "weak_strong_convexity(nu)", "weak_strong_convexity(mu + nu)"),
        _pair("weak_strong_convexity(mu)", "star_convex", "weak_strong_convexity(mu)"),
        _pair("star_convex", "weak_strong_convexity(mu)", "weak_strong_convexity(mu)"),
        _pair("opsc(mu)", "opsc(nu)", "opsc(mu + nu)"),
        _pair("quadratic_growth(mu)", "quadratic_growth(nu)", "quadratic_growth(mu + nu)"),
        _pair("qg_plus(L)", "qg_plus(K)", "qg_plus(L + K)"),
        _pair("star_convex", "star_convex", "star_convex"),
        _pair("hypoconvex(rho)", "hypoconvex(sigma)", "hypoconvex(rho + sigma)"),
        _pair("hypoconvex(rho)", "convex", "hypoconvex(rho)"),
        _pair("convex", "hypoconvex(rho)", "hypoconvex(rho)"),
        Rule(
            premises=("hypoconvex(rho)", "strongly_convex(mu)"),
            about_second=1,
            conclusion="strongly_convex(mu - rho)",
            prove=_monotone,
        ),
        Rule(
            premises=("strongly_convex(mu)", "hypoconvex(rho)"),
            about_second=1,
            conclusion="strongly_convex(mu - rho)",
            prove=_monotone,
        ),
        Rule(
            premises=("smooth(L)", "smooth(K)"),
            about_second=1,
            conclusion="smooth(L + K)",
            signs=POSITIVE,
            prove=_smooth,
        ),
        Rule(
            premises=("smooth_convex(L)", "smooth_convex(K)"),
            about_second=1,
            conclusion="smooth_convex(L + K)",
            signs=POSITIVE,
            prove=_smooth_convex,
        ),
        Rule(
            premises=("smooth_strongly_convex(mu, L)", "smooth_strongly_convex(nu, K)"),
            about_second=1,
            conclusion="smooth_strongly_convex(mu + nu, L + K)",
            signs=("L > mu", "K > nu"),
            prove=_smooth_strongly_convex,
        ),
        Rule(
            premises=("upper_error_bound(L)", "upper_error_bound(K)"),
            about_second=1,
            conclusion="upper_error_bound(L + K)",
            signs=POSITIVE,
            prove=_upper,
        ),
    ),
    refused={"pl": VALLEY, "error_bound": VALLEY},
)
