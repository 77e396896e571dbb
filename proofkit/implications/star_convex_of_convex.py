"""A convex function is star-convex about every point of the region."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """The tangent at p, taken at c."""
    home = d.part(d.use(d["centered"], ["p"], inside), 0)
    return d.combine(goal, d.use(d["convex"], ["c(p)", "p"], d.conj(home, inside)))


star_convex_of_convex = Implication(
    name="star_convex_of_convex",
    premises=("convex",),
    conclusion="star_convex",
    source="nesterov2006cubic",
    needs=("centered",),
    write=_write,
)
