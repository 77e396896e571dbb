"""Star-convex is quasar-convex with γ = 1."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    return d.combine(goal, d.use(d["star_convex"], ["p"], inside))


quasar_convex_of_star_convex = Implication(
    name="quasar_convex_of_star_convex",
    premises=("star_convex",),
    conclusion="quasar_convex(1)",
    source="hinder2020near",
    tight="f = (mu/2)*max(|x|, x**2), c = 0, for |x| <= 1",
    write=_write,
)
