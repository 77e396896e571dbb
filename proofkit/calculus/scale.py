"""a·f for a > 0: every inequality is multiplied by a, or by a² where the gradient is squared alone."""

from ..derivation import Draft, Fact
from ..operation import Operation, Rule


def _squares(d: Draft, rule: Rule) -> list[Fact]:
    return [d.square("a")]


TIMES = {
    "convex": "convex",
    "star_convex": "star_convex",
    "strongly_convex(mu)": "strongly_convex(a*mu)",
    "essential_strong_convexity(mu)": "essential_strong_convexity(a*mu)",
    "weak_strong_convexity(mu)": "weak_strong_convexity(a*mu)",
    "opsc(mu)": "opsc(a*mu)",
    "quadratic_growth(mu)": "quadratic_growth(a*mu)",
    "qg_plus(L)": "qg_plus(a*L)",
    "hypoconvex(rho)": "hypoconvex(a*rho)",
    "quasar_convex(gamma)": "quasar_convex(gamma)",
}
SQUARED = {
    "smooth(L)": "smooth(a*L)",
    "upper_error_bound(L)": "upper_error_bound(a*L)",
    "error_bound(mu)": "error_bound(a*mu)",
    "pl(mu)": "pl(a*mu)",
    "smooth_convex(L)": "smooth_convex(a*L)",
    "smooth_strongly_convex(mu, L)": "smooth_strongly_convex(a*mu, a*L)",
    "quadratic(mu, L)": "quadratic(a*mu, a*L)",
    "smooth_hypoconvex(rho, L)": "smooth_hypoconvex(a*rho, a*L)",
    "convex_upper_growth(L)": "convex_upper_growth(a*L)",
}


scale = Operation(
    name="scale",
    title="a*f",
    lambdas={"f": "lambda p: a*f(p)", "g": "lambda p: a*g(p)"},
    parameters=("a",),
    given=(
        *(Rule(premises=(old,), conclusion=new, signs=("a > 0",)) for old, new in TIMES.items()),
        *(Rule(premises=(old,), conclusion=new, facts=_squares) for old, new in SQUARED.items()),
    ),
)
