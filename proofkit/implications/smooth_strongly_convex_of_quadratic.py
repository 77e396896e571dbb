"""A quadratic with curvature between μ and L satisfies the interpolation inequality of smooth strong convexity."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """The two inequalities are the same, sorted differently."""
    return d.combine(goal, d.use(d["quadratic"], ["p", "r"], inside))


smooth_strongly_convex_of_quadratic = Implication(
    name="smooth_strongly_convex_of_quadratic",
    premises=("quadratic(mu, L)",),
    conclusion="smooth_strongly_convex(mu, L)",
    source="taylor2017smooth",
    write=_write,
)
